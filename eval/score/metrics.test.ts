import { describe, expect, it } from 'vitest';
import { pairNotes, toMeterShare, toNoteScores, type ComparedNote } from './metrics.ts';

const note = (seconds: number, more: Partial<ComparedNote> = {}): ComparedNote => ({
	pitchMidi: 60,
	seconds,
	beatSeconds: seconds,
	share: 0,
	lengthQuarters: 1,
	...more
});

describe('toNoteScores', () => {
	const printed = [note(1), note(2), note(3), note(4)];

	it.each<[string, ComparedNote[], number, number, number]>([
		['the same page', printed, 1, 1, 1],
		['nothing', [], 0, 0, 0],
		['one value wrong', [...printed.slice(0, 3), note(4, { lengthQuarters: 2 })], 1, 0.75, 0.75],
		['one in another place of its beat', [...printed.slice(0, 3), note(4, { share: 0.5 })], 0.75, 1, 0.75],
		['one in a beat that is played elsewhere', [...printed.slice(0, 3), note(4, { beatSeconds: 4.08 })], 0.75, 1, 0.75],
		['one in a beat a little off', [...printed.slice(0, 3), note(4, { beatSeconds: 4.06 })], 1, 1, 1],
		['one too many', [...printed, note(2.5)], 8 / 9, 8 / 9, 8 / 9],
		['one too few', printed.slice(0, 3), 6 / 7, 6 / 7, 6 / 7],
		['another pitch', [...printed.slice(0, 3), note(4, { pitchMidi: 61 })], 0.75, 0.75, 0.75]
	])('%s', (_, written, position, value, both) => {
		const scores = toNoteScores(printed, written);
		expect(scores.position).toBeCloseTo(position, 10);
		expect(scores.value).toBeCloseTo(value, 10);
		expect(scores.both).toBeCloseTo(both, 10);
	});
});

describe('pairNotes', () => {
	it('keeps the order and leaves out what lies nearer to nothing', () => {
		const printed = [note(1), note(1.5)];
		const written = [note(1.02), note(1.25), note(1.52)];
		expect(pairNotes(printed, written).map(([a, b]) => [a.seconds, b.seconds])).toEqual([
			[1.5, 1.52],
			[1, 1.02]
		]);
		expect(pairNotes([note(1)], [note(3)])).toEqual([]);
	});
});

describe('toMeterShare', () => {
	const bar = (seconds: number, beats = 4, beatType = 4): { seconds: number; beats: number; beatType: number } => ({
		seconds,
		beats,
		beatType
	});
	it.each([
		['all', [bar(0.05), bar(2)], 1],
		['another meter', [bar(0), bar(2, 3)], 0.5],
		['the same beats counted otherwise', [bar(0, 2, 2), bar(2)], 0.5],
		['bars begun elsewhere', [bar(0.5), bar(2.5)], 0],
		['none', [], 0]
	])('%s', (_, written, share) => expect(toMeterShare([bar(0), bar(2)], written)).toBe(share));
});
