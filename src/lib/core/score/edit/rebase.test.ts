import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreArbitrary } from '../../../../../tests/fixtures/scores/drawn-score.ts';
import { barOf, countedIds, guitar, noteOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { withStrings } from '../../fretboard/index.ts';
import { ticksPerQuarter as quarter, type Score } from '../index.ts';
import * as edit from './index.ts';

const evidence = (id: string, confidence = 0.4): { evidence: { id: string; confidence: number } } => ({
	evidence: { id, confidence }
});

const base = scoreOf([0, 1, 2, 3].map((at) => noteOf(`old${at}`, at * quarter, quarter, 60 + at, evidence(`e${at}`))));

/** The same music heard again: other ids, the third note not found, another one in its place, and written a quarter later. */
const fresh = scoreOf(
	[
		noteOf('new0', quarter, quarter, 60, evidence('f0')),
		noteOf('new1', 2 * quarter, quarter / 2, 61, evidence('f1')),
		noteOf('ghost', 2.5 * quarter, quarter / 2, 80, evidence('f2')),
		noteOf('new3', 4 * quarter, quarter, 63, evidence('f3'))
	],
	{
		id: 'fresh',
		tempoMap: [
			{ tick: quarter, seconds: 0.01 },
			{ tick: 2 * quarter, seconds: 0.51 }
		]
	}
);

const chosen = (...ids: string[]): edit.ScoreSelection => ({ noteIds: new Set(ids) });

function carried(verb: (score: Score) => edit.Patch): Score {
	const edited = edit.applyPatch(base, verb(base)).score;
	return edit.applyPatch(fresh, edit.rebaseEdits(base, edited, fresh, countedIds()).patch).score;
}

const heard = ({ parts }: Score): string[] =>
	(parts[0]?.notes ?? []).map(({ tick, ticks, pitchMidi }) => `${tick / quarter}:${ticks / quarter}:${pitchMidi}`);

describe('edits carried to another hearing', () => {
	test('nothing edited, nothing changed', () => {
		expect(carried(() => [])).toEqual(fresh);
	});
	test('a note taken out stays out', () => {
		expect(heard(carried((score) => edit.deleteNotes(score, chosen('old0'), countedIds())))).toEqual(heard(fresh).slice(1));
	});
	test('a note moved in pitch keeps the place it is heard at now', () => {
		const moved = carried((score) => edit.moveChromatic(score, chosen('old1'), { semitones: 12 }, countedIds()));
		expect(heard(moved)[1]).toBe('2:0.5:73');
		expect(moved.parts[0]?.notes[1]?.id).toBe('new1');
	});
	test('a note written in lands where it sounds', () => {
		const lane = { partId: 'p1', staff: 1, voice: 0 };
		const more = carried((score) =>
			edit.insertNote(score, { ...lane, tick: quarter, ticks: quarter, pitchMidi: 40 }, countedIds('w'))
		);
		expect(heard(more)).toContain('2:1:40');
	});
	test('a note that was changed and is not heard any more is written in', () => {
		const moved = carried((score) => edit.moveChromatic(score, chosen('old2'), { semitones: 1 }, countedIds()));
		expect(heard(moved)).toContain('3:1:63');
	});
	test('a note that was kept is sure, under its new evidence', () => {
		const kept = carried((score) => edit.keepNotes(score, chosen('old0'), countedIds()));
		expect(kept.parts[0]?.notes[0]?.evidence).toEqual({ id: 'f0', confidence: 1 });
	});
	test('chord symbols and sections are carried', () => {
		const named = carried((score) => [
			...edit.setChord(score, { tick: quarter, chord: { root: 2, quality: 'min' } }, countedIds('c')),
			...edit.setSection(score, { tick: 0, label: 'Verse' }, countedIds('s'))
		]);
		expect(named.chords.map(({ tick }) => tick)).toEqual([2 * quarter]);
		expect(named.sections).toMatchObject([{ tick: quarter, label: 'Verse' }]);
	});
	test('whatever was edited, on whatever score: it stays sound', () => {
		const scores = fc.tuple(scoreArbitrary, scoreArbitrary, scoreArbitrary);
		fc.assert(
			fc.property(scores, ([one, other, third]) => {
				const patch = edit.rebaseEdits(one, other, third, countedIds()).patch;
				expect(edit.scoreFaults(edit.applyPatch(third, patch).score)).toEqual([]);
			}),
			{ numRuns: 30 }
		);
	});
});

/** Eight bars of 4/4 that were heard, a note on each beat; ids begin with a prefix. */
const heardScore = (prefix: string, id: string): Score =>
	scoreOf(
		Array.from({ length: 32 }, (_, at) =>
			noteOf(`${prefix}${at}`, at * quarter, quarter, 60 + (at % 12), evidence(`${prefix}e${at}`))
		),
		{
			id,
			origin: 'heard',
			bars: Array.from({ length: 8 }, (_, at) => barOf(`${prefix}b${at}`)),
			tempoMarks: [{ id: `${prefix}t`, tick: 0, bpm: 120, beatTicks: quarter }]
		}
	);

describe('what was done to bars, carried to another hearing', () => {
	const [before, again] = [heardScore('a', 'before'), heardScore('z', 'again')];
	const redone = (...verbs: ((score: Score) => edit.Patch)[]): { readonly score: Score; readonly lost: readonly string[] } => {
		const edited = verbs.reduce((score, verb) => edit.applyPatch(score, verb(score)).score, before);
		const { patch, lost } = edit.rebaseEdits(before, edited, again, countedIds());
		const score = edit.applyPatch(again, patch).score;
		expect(edit.scoreFaults(score)).toEqual([]);
		return { score, lost };
	};
	const meters = ({ bars }: Score): string[] => bars.map(({ meter }) => `${meter.beats}/${meter.beatType}`);
	const keys = ({ bars }: Score): number[] => bars.map(({ key }) => key.fifths);
	const pitches = ({ parts }: Score): number[] => (parts[0]?.notes ?? []).map(({ pitchMidi }) => pitchMidi);

	test('a key from a bar on, and back again', () => {
		const { score, lost } = redone(
			(now) => edit.setKey(now, { fromBar: 2, key: { fifths: 3, mode: 'major' } }),
			(now) => edit.setKey(now, { fromBar: 5, key: { fifths: 0, mode: 'major' } })
		);
		expect(keys(score)).toEqual([0, 0, 3, 3, 3, 0, 0, 0]);
		expect(lost).toEqual([]);
	});
	test('a meter, and the meter that it was before behind it', () => {
		const three = { beats: 3, beatType: 4 };
		const { score } = redone((now) => edit.setMeter(now, { fromBar: 0, meter: three }, countedIds('m')));
		expect(new Set(meters(score))).toEqual(new Set(['3/4']));
		const { score: part } = redone(
			(now) => edit.setMeter(now, { fromBar: 0, meter: three }, countedIds('m')),
			(now) => edit.setMeter(now, { fromBar: 4, meter: { beats: 4, beatType: 4 } }, countedIds('k'))
		);
		expect(meters(part).slice(0, 6)).toEqual(['3/4', '3/4', '3/4', '3/4', '4/4', '4/4']);
	});
	test('a printed tempo', () => {
		const { score } = redone(
			(now) => edit.setTempo(now, { tick: 0, bpm: 90 }, countedIds('t')),
			(now) => edit.setTempo(now, { tick: 8 * quarter, bpm: 140 }, countedIds('u'))
		);
		expect(score.tempoMarks.map(({ tick, bpm }) => [tick / quarter, bpm])).toEqual([
			[0, 90],
			[8, 140]
		]);
	});
	test('bars taken out, with their notes, and nothing else moves', () => {
		const { score, lost } = redone((now) => edit.deleteBars(now, { fromBar: 2, count: 2 }));
		expect(score.bars).toHaveLength(6);
		expect(pitches(score)).toEqual(pitches(edit.applyPatch(again, edit.deleteBars(again, { fromBar: 2, count: 2 })).score));
		expect(lost).toEqual([]);
	});
	test('bars written in, with what was written into them', () => {
		const lane = { partId: 'p1', staff: 0, voice: 0 };
		const { score } = redone(
			(now) => edit.insertBars(now, { fromBar: 3, count: 2 }, countedIds('b')),
			(now) => edit.insertNote(now, { ...lane, tick: 13 * quarter, ticks: quarter, pitchMidi: 100 }, countedIds('w'))
		);
		expect(score.bars).toHaveLength(10);
		expect(heard(score)).toContain('13:1:100');
		expect(heard(score)).toContain(`20:1:${60 + (12 % 12)}`);
		expect(score.parts[0]?.notes).toHaveLength(33);
	});
	test('all of it at once, and a transposition', () => {
		const { score } = redone(
			(now) => edit.transpose(now, null, { semitones: 2 }, countedIds()),
			(now) => edit.deleteBars(now, { fromBar: 0, count: 1 }),
			(now) => edit.insertBars(now, { fromBar: 4, count: 1 }, countedIds('b'))
		);
		expect(keys(score)).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
		expect(pitches(score)).toEqual(
			pitches(before)
				.slice(4)
				.map((pitch) => pitch + 2)
		);
	});
	test('says what the other hearing has no place for', () => {
		const short: Score = {
			...again,
			bars: again.bars.slice(0, 4),
			parts: again.parts.map((part) => ({ ...part, notes: part.notes.slice(0, 16) }))
		};
		const edited = edit.applyPatch(before, edit.deleteBars(before, { fromBar: 6, count: 1 })).score;
		expect(edit.rebaseEdits(before, edited, short, countedIds()).lost).toEqual(['a bar that was deleted']);
	});
	test('strings are carried', () => {
		const [part] = before.parts;
		if (part === undefined) throw new Error('no part');
		const edited = { ...before, parts: [withStrings(part, guitar, before.tempoMap)] };
		const { score } = { score: edit.applyPatch(again, edit.rebaseEdits(before, edited, again, countedIds()).patch).score };
		expect(score.parts[0]?.fretboard).toEqual(guitar);
		expect(score.parts[0]?.notes.every(({ string }) => string !== undefined)).toBe(true);
	});
});
