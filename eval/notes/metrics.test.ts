import { describe, expect, it } from 'vitest';
import { matchNotes, onsetOffsetTolerances, onsetTolerances, toScores, type ScoredNote } from './metrics.ts';

const note = (onset: number, offset: number, pitch: number): ScoredNote => ({ onset, offset, pitch });
const tune = [note(0, 1, 60), note(1, 2, 62), note(2, 2.1, 64)];

describe('toScores', () => {
	// What mir_eval 0.8.2 answers for precision_recall_f1_overlap on the same lists, with and without offsets.
	const table: readonly [string, ScoredNote[], ScoredNote[], [number, number, number], [number, number, number]][] = [
		['the same notes', tune, tune, [1, 1, 1], [1, 1, 1]],
		['nothing found', tune, [], [0, 0, 0], [0, 0, 0]],
		['nothing there', [], tune, [0, 0, 0], [0, 0, 0]],
		['all 50 ms late', tune, tune.map((n) => note(n.onset + 0.05, n.offset + 0.05, n.pitch)), [1, 1, 1], [1, 1, 1]],
		['all 51 ms late', tune, tune.map((n) => note(n.onset + 0.051, n.offset, n.pitch)), [0, 0, 0], [0, 0, 0]],
		['an octave off', tune, tune.map((n) => note(n.onset, n.offset, n.pitch + 12)), [0, 0, 0], [0, 0, 0]],
		['49 cents off', tune, tune.map((n) => note(n.onset, n.offset, n.pitch + 0.49)), [1, 1, 1], [1, 1, 1]],
		[
			'one extra, one missed',
			tune,
			[note(0, 1, 60), note(1, 2, 62), note(3, 4, 70)],
			[2 / 3, 2 / 3, 2 / 3],
			[2 / 3, 2 / 3, 2 / 3]
		],
		['offsets 20% off, the short one 50 ms', tune, [note(0, 1.2, 60), note(1, 1.8, 62), note(2, 2.15, 64)], [1, 1, 1], [1, 1, 1]],
		[
			'offsets 21% off, the short one 60 ms',
			tune,
			[note(0, 1.21, 60), note(1, 1.79, 62), note(2, 2.16, 64)],
			[1, 1, 1],
			[0, 0, 0]
		],
		['one heard twice', [note(0, 1, 60)], [note(0.01, 1, 60), note(0.02, 1, 60)], [0.5, 1, 2 / 3], [0.5, 1, 2 / 3]]
	];

	it.each(table)('%s', (_, references, estimates, onset, withOffset) => {
		const flat = (tolerances: typeof onsetTolerances): number[] => {
			const { precision, recall, f } = toScores(references, estimates, tolerances);
			return [precision, recall, f].map((value) => Math.round(value * 1e6) / 1e6);
		};
		const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e6) / 1e6);
		expect(flat(onsetTolerances)).toEqual(rounded(onset));
		expect(flat(onsetOffsetTolerances)).toEqual(rounded(withOffset));
	});
});

describe('matchNotes', () => {
	it('finds the largest matching where the nearest-first one would leave a note alone', () => {
		const references = [note(0, 1, 60), note(0.04, 1, 60)];
		const estimates = [note(0.03, 1, 60), note(-0.045, 1, 60)];
		expect(Array.from(matchNotes(references, estimates, onsetTolerances))).toEqual([1, 0]);
	});

	it('finds it through a chain of takeovers', () => {
		const references = Array.from({ length: 50 }, (_, i) => note(i * 0.04, 9, 60));
		const estimates = Array.from({ length: 50 }, (_, i) => note(i * 0.04 + 0.045, 9, 60)).reverse();
		expect(Array.from(matchNotes(references, estimates, onsetTolerances)).every((estimate) => estimate >= 0)).toBe(true);
	});
});
