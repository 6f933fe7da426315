import { flushSync, mount, unmount } from 'svelte';
import { page } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { ticksPerQuarter as quarter } from '$core/score/index.ts';
import { ScoreEditor } from '$lib/app/score/score-editor.svelte.ts';
import type { ScoreTools } from '$lib/app/score/tools/score-tools.svelte.ts';
import { ScoreSession } from '$lib/app/score/score-session.svelte.ts';
import { CommandRegistry, type Command } from '$lib/app/shell/commands.svelte.ts';
import { FakeLocks } from '../../../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../../../tests/fakes/memory-library-store.ts';
import { countedIds, guitar, noteOf, partOf, scoreOf } from '../../../../../../tests/fixtures/scores/made-score.ts';
import { toolsFor } from '../../../../../../tests/fakes/score-tools.ts';
import { songOf } from '../../../../../../tests/fixtures/songs.ts';
import '../../../tokens/tokens.css';
import '../../../tokens/base.css';
import EditBar from './EditBar.svelte';
import { scoreCommands } from './score-commands.ts';

const made = scoreOf([], {
	parts: [
		partOf([noteOf('n0', 0, quarter, 60, { evidence: { id: 'e', confidence: 0.1 } }), noteOf('n1', quarter, quarter, 62)]),
		partOf([noteOf('g', 0, quarter, 64, { string: 1, fret: 0 })], {
			id: 'p2',
			staves: [{ clef: 'treble8vb' }],
			fretboard: guitar
		})
	]
});

async function openTools(locks = new FakeLocks()): Promise<ScoreTools> {
	const store = new MemoryLibraryStore();
	await store.putSongWithScore(songOf('s1', { scoreId: 'score' }), { score: made, edits: [] });
	const ports = { newId: countedIds(), nowMs: () => 0, evidenceOf: async () => null, onSongChanged: () => undefined };
	const session = new ScoreSession({ store, locks, ...ports });
	await session.open('s1');
	return toolsFor(new ScoreEditor(session, { hear: () => undefined, say: () => undefined }));
}

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

function show(tools: ScoreTools, widthPx = 1360) {
	const host = document.createElement('div');
	host.style.cssText = `width:${widthPx}px`;
	document.body.append(host);
	const app = mount(EditBar, { target: host, props: { tools } });
	open = { host, app };
	flushSync();
	const named = (name: string): HTMLButtonElement => {
		const found = [...host.querySelectorAll('button')].find(
			(each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === name
		);
		if (found === undefined) throw new Error(`nothing named ${name}`);
		return found;
	};
	return { host, named };
}

afterEach(async () => {
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

describe('the edit bar', () => {
	it('edits what is selected, and says what can be undone', async () => {
		const tools = await openTools();
		const { editor } = tools;
		const { named } = show(tools);
		expect(named('Tie to the next note').disabled).toBe(true);
		editor.select(['n0']);
		flushSync();
		named('Move up a step').click();
		flushSync();
		expect(editor.chosen[0]?.pitchMidi).toBe(62);
		named('Undo: Move up a step').click();
		flushSync();
		expect(editor.chosen[0]?.pitchMidi).toBe(60);
		expect(named('Redo: Move up a step').disabled).toBe(false);
	});

	it('shows hands to a piano and strings to a guitar', async () => {
		const tools = await openTools();
		const { editor } = tools;
		const { host, named } = show(tools);
		expect(host.textContent).toContain('Left');
		editor.select(['g']);
		flushSync();
		expect(host.textContent).not.toContain('Left');
		named('To the string below').click();
		expect(editor.chosen[0]).toMatchObject({ string: 2, fret: 5 });
	});

	it('is a bar to look at while another tab edits', async () => {
		const locks = new FakeLocks();
		await locks.tryHold('woodshed-score-score');
		const tools = await openTools(locks);
		const { editor } = tools;
		const { host, named } = show(tools);
		editor.select(['n0']);
		flushSync();
		expect(host.textContent).toContain('edited in another tab');
		expect(named('Delete the notes').disabled).toBe(true);
	});

	it('gives every control room for a finger, on a telephone too', async () => {
		await page.viewport(360, 640);
		const { host } = show(await openTools(), 360);
		const small = [...host.querySelectorAll('button, label:has(input), select')].filter((each) => {
			const { width, height } = each.getBoundingClientRect();
			return width > 0 && (width < 44 || height < 44);
		});
		expect(small.map((each) => each.getAttribute('aria-label') ?? each.textContent)).toEqual([]);
		expect(host.scrollWidth).toBeLessThanOrEqual(360);
		await page.viewport(1280, 800);
		const bar = host.querySelector('[role="toolbar"]');
		host.style.width = '900px';
		expect(bar?.scrollWidth).toBe(bar?.clientWidth);
	});
});

describe('keys of the score', () => {
	const press = (key: string, more: KeyboardEventInit = {}): KeyboardEvent =>
		new KeyboardEvent('keydown', { key, code: /^\d$/.test(key) ? `Digit${key}` : '', ...more });

	it('stand before those of the room while it is open, and give them back', async () => {
		const tools = await openTools();
		const { editor } = tools;
		let isOpen = true;
		const registry = new CommandRegistry();
		const ran: string[] = [];
		const room = ['T', 'H', '1', 'ArrowUp', 'Shift+ArrowRight', 'Mod+Z', 'A', 'Space'].map((key): Command => {
			const id = `room.${key}`;
			return { id, title: key, group: 'Room', keys: [key], run: () => void ran.push(id) };
		});
		registry.registerAll(room);
		registry.registerAll(scoreCommands(tools, () => isOpen));
		const found = (event: KeyboardEvent): string => registry.commandFor(event)?.id ?? 'none';
		const keys = [
			press('t'),
			press('h'),
			press('1'),
			press('ArrowUp'),
			press('ArrowRight', { shiftKey: true }),
			press('z', { ctrlKey: true }),
			press('a'),
			press(' ')
		];
		expect(keys.map(found)).toEqual([
			'score.tie',
			'score.hand',
			'score.value-64',
			'score.up',
			'score.extend',
			'score.undo',
			'room.A',
			'room.Space'
		]);
		editor.isWriting = true;
		expect(found(press('a'))).toBe('score.letter-a');
		isOpen = false;
		expect(keys.map(found).every((id) => id.startsWith('room.'))).toBe(true);
	});

	it('each is there once', async () => {
		const commands = scoreCommands(await openTools(), () => true);
		const keys = commands.flatMap((command) => command.keys ?? []);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('edit', async () => {
		const tools = await openTools();
		const { editor } = tools;
		const registry = new CommandRegistry();
		registry.registerAll(scoreCommands(tools, () => true));
		editor.select(['n0']);
		const type = (...events: KeyboardEvent[]): void => events.forEach((event) => void registry.commandFor(event)?.run());
		type(press('ArrowUp', { shiftKey: true }), press('4'), press('+', { shiftKey: true }));
		expect(editor.chosen[0]).toMatchObject({ pitchMidi: 61, ticks: quarter / 2, spelling: { letter: 'C', alter: 1, octave: 4 } });
		type(press('n'), press('g'));
		expect(editor.chosen[0]).toMatchObject({ pitchMidi: 67, tick: quarter / 2 });
		type(press('Escape'), press('Delete'));
		expect(editor.hasChosen).toBe(false);
		type(press('z', { ctrlKey: true }), press('z', { ctrlKey: true }));
		expect(editor.score?.parts[0]?.notes).toHaveLength(2);
	});
});
