import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ticksPerQuarter as quarter } from '$core/score/index.ts';
import { ScoreEditor } from '$lib/app/score/score-editor.svelte.ts';
import { ScoreSession } from '$lib/app/score/score-session.svelte.ts';
import type { ScoreTools } from '$lib/app/score/tools/score-tools.svelte.ts';
import { FakeLocks } from '../../../../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../../../../tests/fakes/memory-library-store.ts';
import { toolsFor } from '../../../../../../../tests/fakes/score-tools.ts';
import { countedIds, guitar, noteOf, partOf, scoreOf } from '../../../../../../../tests/fixtures/scores/made-score.ts';
import { songOf } from '../../../../../../../tests/fixtures/songs.ts';
import '../../../../tokens/tokens.css';
import '../../../../tokens/base.css';
import RequantiseStrip from './RequantiseStrip.svelte';
import SimplifyStrip from './SimplifyStrip.svelte';
import StringStrip from './StringStrip.svelte';
import UnsureStrip from './UnsureStrip.svelte';

const heard = Array.from({ length: 8 }, (_, at) => ({
	id: `e${at}`,
	onsetSeconds: at * 0.25 + (at % 2 === 1 ? 0.07 : 0),
	offsetSeconds: at * 0.25 + 0.2,
	pitchMidi: 60 + at,
	velocity: 80,
	confidence: at < 2 ? 0.2 : 0.9
}));
const made = scoreOf([], {
	origin: 'heard',
	evidenceKey: 'k',
	parts: [
		partOf(
			heard.map(({ id, pitchMidi, confidence }, at) =>
				noteOf(`n${at}`, (at * quarter) / 2, quarter / 2, pitchMidi, { evidence: { id, confidence } })
			)
		),
		partOf([noteOf('g', 0, quarter, 64, { string: 1, fret: 0 })], { id: 'p2', fretboard: guitar })
	]
});

async function openTools(): Promise<ScoreTools> {
	const store = new MemoryLibraryStore();
	await store.putSongWithScore(songOf('s1', { scoreId: 'score' }), { score: made, edits: [] });
	const evidence = { key: 'k', notes: heard, write: () => made };
	const ports = { newId: countedIds(), nowMs: () => 0, evidenceOf: async () => evidence, onSongChanged: () => undefined };
	const session = new ScoreSession({ store, locks: new FakeLocks(), ...ports });
	await session.open('s1');
	return toolsFor(new ScoreEditor(session, { hear: () => undefined, say: () => undefined }));
}

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;
afterEach(async () => {
	if (open !== null) await unmount(open.app);
	open?.host.remove();
	open = null;
});

function show(strip: Component<{ tools: ScoreTools }>, tools: ScoreTools, widthPx = 900): HTMLElement {
	const host = document.createElement('div');
	host.style.cssText = `width:${widthPx}px`;
	document.body.append(host);
	open = { host, app: mount(strip, { target: host, props: { tools } }) };
	flushSync();
	return host;
}
function press(host: HTMLElement, name: string | RegExp): void {
	const found = [...host.querySelectorAll('button')].find((each) => {
		const own = (each.getAttribute('aria-label') ?? each.textContent ?? '').trim();
		return typeof name === 'string' ? own === name : name.test(own);
	});
	if (found === undefined) throw new Error(`nothing named ${name}`);
	found.click();
	flushSync();
}
const radio = (host: HTMLElement, name: string): void => {
	const label = [...host.querySelectorAll('label')].find((each) => each.textContent?.trim() === name);
	label?.querySelector('input')?.click();
	flushSync();
};

describe('strips beside the score', () => {
	it('another rhythm: the focus in it, its meaning said, left by Escape, taken by its button', async () => {
		const tools = await openTools();
		tools.show('requantise');
		const host = show(RequantiseStrip, tools);
		expect(host.contains(document.activeElement)).toBe(true);
		await vi.waitFor(() => expect(host.textContent).toMatch(/Nothing would change|would be written otherwise/));
		radio(host, 'Swing');
		await vi.waitFor(() => expect(tools.editor.trial?.score.swings).toHaveLength(1));
		host.querySelector('section')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		expect([tools.pane, tools.editor.trial]).toEqual([null, null]);
		tools.show('requantise');
		radio(host, 'Triplets');
		await vi.waitFor(() => expect(host.textContent).toMatch(/notes? would be written otherwise/));
		press(host, 'Take it');
		expect(tools.editor.session.undoTitle).toBe('Write the rhythm again');
	});

	it('an easier score says how many notes are left', async () => {
		const tools = await openTools();
		tools.show('simplify');
		const host = show(SimplifyStrip, tools);
		expect(host.textContent).toContain('9 notes become 8');
		press(host, 'Leave it as it was');
		expect(tools.editor.trial).toBeNull();
	});

	it('unsure notes: counted, and decided by four buttons', async () => {
		const tools = await openTools();
		const host = show(UnsureStrip, tools);
		expect(host.textContent).toContain('2 notes are unsure');
		press(host, 'Go through them');
		expect(host.textContent).toContain('0 of 2 decided');
		press(host, 'Octave up');
		expect(tools.editor.chosen[0]?.pitchMidi).toBe(72);
		expect(host.textContent).toContain('1 of 2 decided');
		press(host, 'To the next unsure note');
		press(host, 'Remove');
		expect(tools.editor.unsureCount).toBe(0);
		expect(tools.review.isOn).toBe(false);
	});

	it('strings: a lock, other places at one tap', async () => {
		const tools = await openTools();
		const host = show(StringStrip, tools);
		tools.editor.select(['g']);
		flushSync();
		expect(host.textContent).toContain('string 1, fret 0');
		press(host, 'Lock');
		expect(tools.strings.isLocked).toBe(true);
		await vi.waitFor(() => press(host, /^String 2, fret 5/));
		expect(tools.editor.chosen[0]).toMatchObject({ string: 2, fret: 5, isStringLocked: true });
		press(host, 'Locked');
		expect(tools.strings.isLocked).toBe(false);
	});

	it('gives every control room for a finger', async () => {
		const tools = await openTools();
		tools.editor.select(['g']);
		tools.review.next();
		tools.editor.select(['g']);
		for (const strip of [UnsureStrip, StringStrip, SimplifyStrip, RequantiseStrip]) {
			if (strip === RequantiseStrip) tools.show('requantise');
			const host = show(strip, tools, 360);
			const small = [...host.querySelectorAll('button, label:has(input[type=radio]), select')].filter((each) => {
				const { width, height } = each.getBoundingClientRect();
				return width > 0 && (width < 44 || height < 44);
			});
			expect(small.map((each) => each.getAttribute('aria-label') ?? each.textContent)).toEqual([]);
			expect(host.scrollWidth).toBeLessThanOrEqual(360);
			if (open !== null) await unmount(open.app);
			host.remove();
			open = null;
		}
	});
});
