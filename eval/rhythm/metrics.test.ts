import { describe, expect, it } from 'vitest';
import { toBeatF, toContinuity, toTempoAccuracy } from './metrics.ts';

const clicks = (count: number, interval: number, from = 0): number[] =>
	Array.from({ length: count }, (_, i) => from + i * interval);

describe('toBeatF', () => {
	it.each<[string, number[], number[], number]>([
		['the same', clicks(8, 0.5), clicks(8, 0.5), 1],
		['all 69 ms late', clicks(8, 0.5), clicks(8, 0.5, 0.069), 1],
		['all 71 ms late', clicks(8, 0.5), clicks(8, 0.5, 0.071), 0],
		['every other', clicks(8, 0.5), clicks(4, 1), 2 / 3],
		['twice as many', clicks(8, 0.5), clicks(16, 0.25), 2 / 3],
		['none found', clicks(8, 0.5), [], 0],
		['none there', [], clicks(8, 0.5), 0],
		['two near one', [1], [0.95, 1.02], 2 / 3],
		['one near two', [1, 1.05], [1.03], 2 / 3]
	])('%s', (_, reference, estimate, expected) => {
		expect(toBeatF(reference, estimate)).toBeCloseTo(expected, 10);
	});
});

describe('toContinuity', () => {
	it.each<[string, number[], number[], number, number]>([
		['the same', clicks(8, 0.5), clicks(8, 0.5), 1, 1],
		['half the tempo', clicks(8, 0.5), clicks(4, 1), 0, 1],
		['twice the tempo', clicks(8, 0.5), clicks(15, 0.25), 0, 1],
		['on the off-beat', clicks(8, 0.5), clicks(7, 0.5, 0.25), 0, 1],
		['a third too fast', clicks(8, 0.6), clicks(12, 0.4), 0, 0],
		// The first beat after the gap has a doubled interval behind it.
		['one beat left out', clicks(10, 0.5), clicks(10, 0.5).filter((_, i) => i !== 4), 0.8, 0.8],
		['a single beat', clicks(8, 0.5), [1], 0, 0],
		['none', clicks(8, 0.5), [], 0, 0]
	])('%s', (_, reference, estimate, cmlt, amlt) => {
		const continuity = toContinuity(reference, estimate);
		expect(continuity.cmlt).toBeCloseTo(cmlt, 10);
		expect(continuity.amlt).toBeCloseTo(amlt, 10);
	});
});

describe('toTempoAccuracy', () => {
	it.each<[number, number | null, number, number]>([
		[100, 100, 1, 1],
		[100, 104, 1, 1],
		[100, 104.1, 0, 0],
		[100, 50, 0, 1],
		[100, 207, 0, 1],
		[100, 300, 0, 1],
		[99, 33, 0, 1],
		[100, 66.7, 0, 0],
		[100, null, 0, 0]
	])('%d heard as %s', (reference, estimate, accuracy1, accuracy2) => {
		expect(toTempoAccuracy(reference, estimate)).toEqual({ accuracy1, accuracy2 });
	});
});
