import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ticksPerQuarter as quarter, type Score } from '$core/score/index.ts';
import { FakeLocks } from '../../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../../tests/fakes/memory-library-store.ts';
import { FakeMusic, FakeSlowLoop, toolsFor } from '../../../../../tests/fakes/score-tools.ts';
import { barOf, countedIds, guitar, noteOf, partOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { songOf } from '../../../../../tests/fixtures/songs.ts';
import { ScoreEditor } from '../score-editor.svelte.ts';
import { ScoreSession, type ScoreEvidence } from '../score-session.svelte.ts';
import type { ScoreTools } from './score-tools.svelte.ts';

/** Played off the beat and late: on eighths when written plainly, on sixteenths when followed. */
const heard = Array.from({ length: 16 }, (_, at) => ({
	id: `e${at}`,
	onsetSeconds: at * 0.25 + (at % 2 === 1 ? 0.08 : 0),
	offsetSeconds: at * 0.25 + 0.2,
	pitchMidi: 60 + (at % 5),
	velocity: 80,
	confidence: at === 3 || at === 5 ? 0.2 : 0.9
}));
const made = scoreOf(
	heard.map(({ id, pitchMidi, confidence }, at) =>
		noteOf(`n${at}`, (at * quarter) / 2, quarter / 2, pitchMidi, { evidence: { id, confidence } })
	),
	{ origin: 'heard', evidenceKey: 'k', bars: ['b1', 'b2'].map((id) => barOf(id)) }
);
const strung = partOf(
	[0, 1, 2].map((at) => noteOf(`g${at}`, at * quarter, quarter, 64 + at, { string: 1, fret: at })),
	{ id: 'p2', name: 'Guitar', staves: [{ clef: 'treble8vb' }], fretboard: guitar }
);

let tools: ScoreTools;
let loop: FakeSlowLoop;
let music: FakeMusic;
let store: MemoryLibraryStore;

async function open(score: Score, kept = heard): Promise<void> {
	store = new MemoryLibraryStore();
	await store.putSongWithScore(songOf('s1', { scoreId: 'score' }), { score, edits: [] });
	const evidence: ScoreEvidence = { key: 'k', notes: kept, write: () => score };
	let nowMs = 0;
	const session = new ScoreSession({
		store,
		locks: new FakeLocks(),
		newId: countedIds(),
		nowMs: () => (nowMs += 10_000),
		evidenceOf: async () => evidence,
		onSongChanged: () => undefined
	});
	await session.open('s1');
	[loop, music] = [new FakeSlowLoop(), new FakeMusic()];
	tools = toolsFor(new ScoreEditor(session, { hear: () => undefined, say: () => undefined }), { slowLoop: loop, music });
}

beforeEach(() => open({ ...made, parts: [...made.parts, strung] }));

const places = (): string[] =>
	(tools.editor.score?.parts[0]?.notes ?? []).map(({ tick, ticks }) => `${(4 * tick) / quarter}:${(4 * ticks) / quarter}`);

describe('writing the rhythm again', () => {
	test('is drawn before it is made, is one edit, and can be left', async () => {
		const { editor, requantise } = tools;
		const before = places();
		tools.show('requantise');
		await vi.waitFor(() => expect(requantise.changedCount).not.toBeNull());
		requantise.feel = 'swing';
		await vi.waitFor(() => expect(editor.trial?.score.swings).toHaveLength(1));
		expect(places()).toEqual(before);
		expect(editor.canEdit).toBe(false);
		tools.leavePane();
		expect([editor.trial, editor.canEdit, editor.score]).toEqual([null, true, { ...made, parts: [...made.parts, strung] }]);

		tools.show('requantise');
		requantise.feel = 'swing';
		await vi.waitFor(() => expect(editor.trial?.score.swings).toHaveLength(1));
		tools.acceptPane();
		expect(editor.score?.swings).toHaveLength(1);
		expect(editor.session.undoTitle).toBe('Write the rhythm again');
		editor.undo();
		expect([editor.score?.swings, places()]).toEqual([[], before]);
		expect(editor.session.undoTitle).toBeNull();
	});
	test('strength moves between what was played and what is plain', async () => {
		const { editor, requantise } = tools;
		tools.show('requantise');
		requantise.feel = 'straight';
		requantise.strength = 0;
		await vi.waitFor(() => expect(editor.trial?.score.parts[0]?.notes.some(({ tick }) => tick % (quarter / 2) !== 0)).toBe(true));
		requantise.strength = 1;
		await vi.waitFor(() =>
			expect(editor.trial?.score.parts[0]?.notes.every(({ tick }) => tick % (quarter / 2) === 0)).toBe(true)
		);
	});
	test('of the bars selected alone', async () => {
		const { editor, requantise } = tools;
		editor.select(['n9']);
		tools.show('requantise');
		expect([requantise.scope, requantise.bars]).toEqual(['bars', { fromBar: 1, count: 1 }]);
		requantise.feel = 'triplets';
		await vi.waitFor(() => expect(editor.trial).not.toBeNull());
		await vi.waitFor(() =>
			expect(editor.trial?.score.parts[0]?.notes.some(({ tick }) => (3 * tick) % quarter === 0 && tick % quarter !== 0)).toBe(
				true
			)
		);
		const early = editor.trial?.score.parts[0]?.notes.filter(({ tick }) => tick < 4 * quarter);
		expect(early).toEqual(made.parts[0]?.notes.filter(({ tick }) => tick < 4 * quarter));
	});
	test('says that times are no longer kept', async () => {
		await open(made, []);
		tools.show('requantise');
		await vi.waitFor(() => expect(tools.requantise.hasTimes).toBe(false));
		expect(tools.editor.trial).toBeNull();
	});
	test('of what was imported from where its notes stand (regression)', async () => {
		const late = heard.map(({ pitchMidi }, at) => noteOf(`n${at}`, (at * quarter) / 2 + (at % 2) * 700, quarter / 4, pitchMidi));
		await open(scoreOf(late, { origin: 'imported', bars: ['b1', 'b2'].map((id) => barOf(id)) }));
		const { editor, requantise } = tools;
		tools.show('requantise');
		requantise.feel = 'straight';
		requantise.strength = 1;
		await vi.waitFor(() =>
			expect(editor.trial?.score.parts[0]?.notes.every(({ tick }) => tick % (quarter / 2) === 0)).toBe(true)
		);
		expect([requantise.hasTimes, requantise.isFromPage]).toEqual([true, true]);
	});
});

describe('strings', () => {
	const strings = (): (string | undefined)[] =>
		(tools.editor.part?.notes ?? []).map(({ string, fret }) => (string === undefined ? undefined : `${string}/${fret}`));

	test('another tuning fingers the part anew, and one undo takes it back', async () => {
		const { editor, strings: desk } = tools;
		editor.select(['g0']);
		expect(await desk.string({ openMidi: [62, 57, 55, 50, 45, 38], capoFret: 0, fretCount: 22 })).toBe(true);
		expect(strings()[0]).toBe('1/2');
		expect(editor.part?.fretboard?.openMidi[0]).toBe(62);
		editor.undo();
		expect(strings()).toEqual(['1/0', '1/1', '1/2']);
	});
	test('near a fret, with a capo, within a range', async () => {
		const { editor, strings: desk } = tools;
		editor.select(['g0']);
		await desk.string(guitar, { nearFret: 9 });
		expect(editor.part?.notes.every(({ fret }) => (fret ?? 0) >= 5)).toBe(true);
		expect(desk.optionsOf('p2')).toEqual({ nearFret: 9 });
		await desk.string({ ...guitar, capoFret: 5 }, { fretRange: { lowest: 0, highest: 4 } });
		expect(desk.unplayedCount).toBe(0);
		expect(editor.part?.notes.every(({ fret }) => (fret ?? 9) <= 4)).toBe(true);
	});
	test('what is locked stays, and is let go again', async () => {
		const { editor, strings: desk } = tools;
		editor.select(['g2']);
		expect(desk.choices().length).toBeGreaterThan(1);
		desk.choose(0);
		const chosen = strings()[2];
		expect([desk.isLocked, desk.lockedCount]).toEqual([true, 1]);
		expect(chosen).not.toBe('1/2');
		await desk.string(guitar, { nearFret: 1 });
		expect(strings()[2]).toBe(chosen);
		desk.toggleLock();
		expect(desk.isLocked).toBe(false);
		await desk.refinger();
		expect(editor.part?.notes[2]?.isStringLocked).toBeUndefined();
	});
	test('taken away and given', async () => {
		const { editor, strings: desk } = tools;
		editor.select(['g0']);
		await desk.string(null);
		expect([editor.part?.fretboard, strings()]).toEqual([undefined, [undefined, undefined, undefined]]);
		expect(desk.choices()).toEqual([]);
		editor.select(['n0']);
		await desk.string(guitar);
		expect(editor.part?.notes.every(({ string }) => string !== undefined)).toBe(true);
	});
	test('a chord has other shapes', async () => {
		const chord = [52, 59, 64].map((pitch, at) => noteOf(`c${at}`, 0, quarter, pitch));
		await open(scoreOf([], { parts: [partOf(chord, { id: 'p2', fretboard: guitar })] }));
		tools.editor.select(['c0', 'c1', 'c2']);
		const choices = tools.strings.choices();
		expect(choices.map(({ label }) => label)).toContain('x 7 9 9 x x');
		expect(choices.length).toBeGreaterThan(2);
		choices[1]?.choose();
		expect(tools.editor.part?.notes.every(({ isStringLocked }) => isStringLocked === true)).toBe(true);
		for (const { string = 0, fret = 0, pitchMidi } of tools.editor.part?.notes ?? [])
			expect((guitar.openMidi[string - 1] ?? 0) + fret).toBe(pitchMidi);
	});
});

describe('going through unsure notes', () => {
	test('each loops at half speed, and the music goes on as it was', async () => {
		const { editor, review } = tools;
		music.isPlaying = true;
		music.seconds = 3;
		expect(review.next()?.id).toBe('n3');
		await vi.waitFor(() => expect(loop.looping).toMatchObject({ rate: 0.5 }));
		expect(music.isPlaying).toBe(false);
		const onset = 3 * 0.25;
		expect(loop.looping?.range.startSeconds).toBeLessThan(onset);
		expect(loop.looping?.range.endSeconds).toBeGreaterThan(onset + 0.25);
		review.octave(1);
		expect(editor.chosen[0]).toMatchObject({ id: 'n3', pitchMidi: 75, evidence: { confidence: 1 } });
		expect([review.decidedCount, review.total]).toEqual([1, 2]);
		editor.undo();
		expect([review.decidedCount, editor.chosen[0]?.pitchMidi]).toEqual([0, 63]);
		review.keep();
		expect(editor.chosen[0]?.id).toBe('n5');
		review.remove();
		expect([review.isOn, loop.looping, music.isPlaying, music.seconds]).toEqual([false, null, true, 3]);
		expect(editor.unsureCount).toBe(0);
	});
	test('left on the way, and without a recording', () => {
		const { review } = tools;
		music.pcmPath = null;
		review.next();
		expect([review.isOn, review.isSilent, loop.looping]).toEqual([true, true, null]);
		review.leave();
		expect(review.isOn).toBe(false);
	});
	test('when the user plays the music instead it is not stopped', async () => {
		const { review } = tools;
		review.next();
		await vi.waitFor(() => expect(loop.looping).not.toBeNull());
		music.isPlaying = true;
		review.hush();
		expect([loop.looping, review.isOn]).toEqual([null, true]);
		review.leave();
		expect(music.isPlaying).toBe(true);
	});
});

describe('an easier score', () => {
	test('is drawn, then taken or left', () => {
		const { editor } = tools;
		tools.show('simplify');
		tools.trySimpler({ keep: 'melody', gridTicks: quarter });
		expect(editor.trial?.score.parts[1]?.notes).toEqual([]);
		tools.trySimpler({ keep: 'all', gridTicks: quarter });
		expect(editor.trial?.score.parts[1]?.notes).toHaveLength(3);
		tools.show('simplify');
		expect([editor.trial, tools.pane, editor.session.undoTitle]).toEqual([null, null, null]);
		tools.show('simplify');
		tools.trySimpler({ keep: 'melody' });
		tools.acceptPane();
		expect(editor.session.undoTitle).toBe('Simplify');
	});
});

describe('scores that are kept', () => {
	test('an older one is listed, opened, deleted and brought back', async () => {
		const { session } = tools.editor;
		tools.editor.select(['n0']);
		tools.editor.movePitch('octave', 1);
		await session.flush();
		const older = { ...made, id: 'older', title: 'Older' };
		await store.putScore(older, { fromSeq: 0, edits: [] });
		expect((await session.kept()).map(({ id, editCount, noteCount }) => [id, editCount, noteCount])).toEqual([
			['score', 1, 19],
			['older', 0, 16]
		]);
		await session.openKept('older');
		expect(session.score?.title).toBe('Older');
		expect((await store.song('s1'))?.scoreId).toBe('older');
		expect(await session.deleteKept('older')).toBeNull();
		const back = await session.deleteKept('score');
		expect((await session.kept()).map(({ id }) => id)).toEqual(['older']);
		await back?.();
		await session.openKept('score');
		expect(session.undoTitle).toBe('Move up an octave');
		session.undo();
		expect(session.score?.parts[0]?.notes[0]?.pitchMidi).toBe(60);
	});
});
