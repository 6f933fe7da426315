import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Engraver } from '$contracts/notation/engraver.ts';
import { ticksPerQuarter as quarter, type Score } from '$core/score/index.ts';
import { ScoreEditor } from '$lib/app/score/score-editor.svelte.ts';
import { ScoreLook } from '$lib/app/score/look/score-look.svelte.ts';
import { ScorePrint } from '$lib/app/score/look/score-print.svelte.ts';
import { ScoreSession } from '$lib/app/score/score-session.svelte.ts';
import { FakeLocks } from '../../../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../../../tests/fakes/memory-library-store.ts';
import { countedIds, noteOf, scoreOf } from '../../../../../../tests/fixtures/scores/made-score.ts';
import { toolsFor } from '../../../../../../tests/fakes/score-tools.ts';
import { songOf } from '../../../../../../tests/fixtures/songs.ts';
import ScorePane from './ScorePane.svelte';

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

afterEach(async () => {
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

const noPrinter = { printScore: () => Promise.reject(new Error('Nothing is printed here')) };

/** Draws nothing, remembers what it was to draw. */
function fakeEngraver(): { readonly engraver: Engraver; readonly drawn: Score[] } {
	const drawn: Score[] = [];
	const box = { leftPx: 0, topPx: 0, widthPx: 10, heightPx: 10 };
	const engraving = {
		show: (score: Score) => void drawn.push(score),
		prepare: () => null,
		setWindow: () => undefined,
		widthPx: 900,
		heightPx: 100,
		zoom: 1,
		placeAt: () => box,
		barBoxes: () => [box],
		noteBoxes: () => [box],
		setMarks: () => undefined,
		light: () => undefined,
		darken: () => undefined,
		hit: () => null,
		dispose: () => undefined
	};
	return { engraver: { open: async () => engraving }, drawn };
}

async function show(score: Score | null) {
	const store = new MemoryLibraryStore();
	if (score === null) await store.putSong(songOf('s1'));
	else await store.putSongWithScore(songOf('s1', { scoreId: score.id }), { score, edits: [] });
	const ports = { newId: countedIds(), nowMs: () => 0, evidenceOf: async () => null, onSongChanged: () => undefined };
	const session = new ScoreSession({ store, locks: new FakeLocks(), ...ports });
	await session.open('s1');
	const editor = new ScoreEditor(session, { hear: () => undefined, say: () => undefined });
	const host = document.createElement('div');
	host.style.cssText = 'width:900px;height:600px';
	document.body.append(host);
	const { engraver, drawn } = fakeEngraver();
	const onfault = vi.fn();
	const tools = toolsFor(editor);
	const props = {
		tools,
		engraver,
		look: new ScoreLook(store),
		print: new ScorePrint(noPrinter, async () => undefined),
		positionSeconds: () => 0,
		isPlaying: false,
		onseek: vi.fn(),
		onaudition: vi.fn(),
		onreopen: vi.fn(),
		onfault
	};
	const app = mount(ScorePane, { target: host, props });
	open = { host, app };
	flushSync();
	await tick();
	return { host, editor, tools, drawn, store, onfault };
}

it('draws the score, and again after an edit', async () => {
	const { host, editor, drawn, onfault } = await show(scoreOf([noteOf('n0', 0, quarter, 60)]));
	await vi.waitFor(() => expect(drawn.length).toBeGreaterThan(0));
	editor.select(['n0']);
	editor.movePitch('semitone', 1);
	flushSync();
	await vi.waitFor(() => expect(drawn.at(-1)?.parts[0]?.notes[0]?.pitchMidi).toBe(61));
	expect(host.querySelector('[role="toolbar"]')).not.toBeNull();
	expect(onfault).not.toHaveBeenCalled();
});

it('says what is missing where nothing can be written yet', async () => {
	const { host } = await show(null);
	expect(host.textContent).toContain('Nothing to write yet');
	expect(host.querySelector('[role="toolbar"]')).toBeNull();
});

it('says that the disk is full, and goes on', async () => {
	const { host, editor, store } = await show(scoreOf([noteOf('n0', 0, quarter, 60)]));
	editor.select(['n0']);
	editor.movePitch('octave', 1);
	store.failNext();
	await editor.session.flush();
	flushSync();
	expect(host.textContent).toMatch(/full|space|room/i);
	editor.movePitch('octave', -1);
	await editor.session.flush();
	flushSync();
	expect(editor.session.fault).toBeNull();
});
