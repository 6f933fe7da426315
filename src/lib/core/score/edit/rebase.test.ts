import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreArbitrary } from '../../../../../tests/fixtures/scores/drawn-score.ts';
import { countedIds, noteOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
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
	return edit.applyPatch(fresh, edit.rebaseEdits(base, edited, fresh, countedIds())).score;
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
				const patch = edit.rebaseEdits(one, other, third, countedIds());
				expect(edit.scoreFaults(edit.applyPatch(third, patch).score)).toEqual([]);
			}),
			{ numRuns: 30 }
		);
	});
});
