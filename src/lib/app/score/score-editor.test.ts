import { beforeEach, describe, expect, test } from 'vitest';
import { endTick, ticksPerQuarter as quarter } from '$core/score/index.ts';
import { FakeLocks } from '../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { barOf, countedIds, noteOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { ScoreEditor } from './score-editor.svelte.ts';
import { ScoreSession, type ScoreEvidence } from './score-session.svelte.ts';

const unsure = { evidence: { id: 'e', confidence: 0.2 } };
const made = scoreOf(
	[
		noteOf('n0', 0, quarter, 60),
		noteOf('bass', 0, 4 * quarter, 40, { staff: 1 }),
		noteOf('n1', quarter, quarter, 62, unsure),
		noteOf('n2', 2 * quarter, quarter, 64),
		noteOf('n3', 3 * quarter, quarter, 65, unsure)
	].sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi),
	{ bars: ['b1', 'b2'].map((id) => barOf(id, { key: { fifths: 2, mode: 'major' } })) }
);

let editor: ScoreEditor;
let heard: (readonly number[])[];
let said: string[];
let evidence: ScoreEvidence | null;

beforeEach(async () => {
	[heard, said, evidence] = [[], [], null];
	const store = new MemoryLibraryStore();
	await store.putSongWithScore(songOf('s1', { scoreId: 'score' }), { score: made, edits: [] });
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
	editor = new ScoreEditor(session, { hear: (pitches) => heard.push(pitches), say: (text) => said.push(text) });
});

/** The right hand: `tick:length:pitch` in quarters. */
const right = (): string[] =>
	(editor.score?.parts[0]?.notes ?? [])
		.filter(({ staff }) => staff === 0)
		.map(({ tick, ticks, pitchMidi }) => `${tick / quarter}:${ticks / quarter}:${pitchMidi}`);
const chosen = (): string[] => editor.chosen.map(({ id }) => id);

describe('moving the hand', () => {
	test('goes from chord to chord in its voice, heard, and stops at the ends', () => {
		editor.step(1);
		expect(chosen()).toEqual(['n0']);
		editor.select(['n0']);
		editor.step(1);
		editor.step(1);
		expect(chosen()).toEqual(['n2']);
		editor.step(-1);
		expect(chosen()).toEqual(['n1']);
		expect(heard).toEqual([[60], [60], [62], [64], [62]]);
	});
	test('stays where it is when the song is heard anew', async () => {
		editor.select(['n1', 'bass']);
		const [part] = made.parts;
		const notes = (part?.notes ?? []).map((note) => ({ ...note, id: `again-${note.id}` }));
		const fresh = { ...made, id: 'fresh', parts: part === undefined ? [] : [{ ...part, notes }] };
		evidence = { key: 'another', notes: [], write: () => fresh };
		await editor.session.writeAnew({ withEdits: false });
		expect(editor.score?.id).toBe('fresh');
		expect(chosen().sort()).toEqual(['again-bass', 'again-n1']);
	});
	test('reaches on and back from where it began', () => {
		editor.select(['n1']);
		editor.extend(1);
		editor.extend(1);
		expect(chosen()).toEqual(['n1', 'n2', 'n3']);
		editor.extend(-1);
		editor.extend(-1);
		editor.extend(-1);
		expect(chosen()).toEqual(['n0', 'n1']);
	});
	test('takes bars whole, and all', () => {
		editor.select(['n3']);
		editor.selectBars();
		expect(chosen()).toHaveLength(5);
		expect(editor.cursor.range).toEqual({ fromTick: 0, toTick: 4 * quarter });
		editor.selectAll();
		expect(editor.cursor.range?.toTick).toBe(8 * quarter);
	});
});

describe('editing', () => {
	test('each verb has a name to be undone by', () => {
		editor.select(['n0']);
		editor.movePitch('octave', 1);
		expect(editor.session.undoTitle).toBe('Move up an octave');
		editor.undo();
		editor.redo();
		expect(said).toEqual(['Undone: Move up an octave', 'Done again: Move up an octave']);
		expect(heard.at(-1)).toEqual([72]);
	});
	test('letters write on behind the last note, by the key and nearest to it', () => {
		editor.select(['n3']);
		for (const letter of [3, 0, 6]) editor.writeLetter(letter);
		expect(right().slice(4)).toEqual(['4:1:66', '5:1:61', '6:1:59']);
		expect(editor.chosen).toHaveLength(1);
	});
	test('a value is for what is selected and for the next note', () => {
		editor.select(['n0']);
		editor.setValue(8);
		editor.cursor.moveTo(4 * quarter);
		editor.write(70);
		expect([right()[0], right().at(-1)]).toEqual(['0:0.5:60', '4:0.5:70']);
	});
	test('cut and paste at the cursor, selected', () => {
		editor.select(['n0', 'n1']);
		editor.cut();
		editor.cursor.moveTo(4 * quarter);
		editor.paste();
		expect(right()).toEqual(['2:1:64', '3:1:65', '4:1:60', '5:1:62']);
		expect(editor.chosen.map(({ pitchMidi }) => pitchMidi)).toEqual([60, 62]);
	});
	test('a repeat selects its copy, so that it can go on', () => {
		editor.select(['n3']);
		editor.repeat();
		editor.repeat();
		expect(right().slice(4)).toEqual(['4:1:65', '5:1:65']);
	});
	test('bars are those of the selection', () => {
		editor.select(['n0']);
		editor.repeatBars();
		expect(editor.score === null ? 0 : endTick(editor.score) / quarter).toBe(12);
		editor.deleteBars();
		editor.deleteBars();
		expect(right()).toEqual([]);
	});
	test('without a selection transposes all with its key, with one that alone', () => {
		editor.transpose({ semitones: 2 });
		expect([right()[0], editor.score?.bars[0]?.key.fifths]).toEqual(['0:1:62', 4]);
		editor.select(['n0']);
		editor.transpose({ semitones: 2 });
		expect([right()[0], editor.score?.bars[0]?.key.fifths]).toEqual(['0:1:64', 4]);
	});
	test('marks are put at the cursor and taken away', () => {
		editor.cursor.moveTo(quarter);
		editor.setTempo({ bpm: 90 });
		editor.setChord({ root: 2, quality: '7' });
		editor.setSection('Verse');
		expect([editor.score?.tempoMarks, editor.score?.chords, editor.score?.sections]).toMatchObject([
			[{ tick: quarter, bpm: 90 }],
			[{ tick: quarter, chord: { root: 2 } }],
			[{ tick: quarter, label: 'Verse' }]
		]);
		editor.setTempo(null);
		editor.setChord();
		editor.setSection('');
		expect([editor.score?.tempoMarks, editor.score?.chords, editor.score?.sections]).toEqual([[], [], []]);
	});
	test('keys and meters begin at the bar of the cursor', () => {
		editor.cursor.moveTo(5 * quarter);
		editor.setKey({ fifths: -1, mode: 'major' });
		editor.setMeter({ beats: 2, beatType: 4 });
		expect(editor.score?.bars.map(({ key, meter }) => [key.fifths, meter.beats])).toEqual([
			[2, 4],
			[-1, 2],
			[-1, 2]
		]);
	});
	test('nothing is edited while another tab does', async () => {
		const { score } = editor;
		await editor.session.close();
		editor.movePitch('step', 1);
		expect(score).toEqual(made);
		expect(editor.canEdit).toBe(false);
	});
});

describe('unsure notes', () => {
	test('are kept or removed one after the other', () => {
		expect(editor.unsureCount).toBe(2);
		editor.nextUnsure();
		expect(chosen()).toEqual(['n1']);
		editor.keep();
		expect(chosen()).toEqual(['n3']);
		editor.remove();
		expect(right()).toEqual(['0:1:60', '1:1:62', '2:1:64']);
		expect(editor.unsureCount).toBe(0);
		expect(said.at(-1)).toBe('No note is unsure');
	});
});
