import { describe, expect, it } from 'vitest';
import { findBars } from './bars.ts';

const repeat = (bar: readonly number[], times: number): Float32Array =>
	Float32Array.from({ length: bar.length * times }, (_, i) => bar[i % bar.length] ?? 0);

describe('findBars', () => {
	it.each<[number, string, number[]]>([
		[4, 'only the first stands out', [2, -1, -1, -1]],
		[4, 'the third might be a first, too (regression)', [1.8, -1.5, 0.4, -1.5]],
		[2, 'every other is plainly a first', [1.8, -1.5, 1.6, -1.5]],
		[3, 'every third is a first', [1.8, -1, -1, 1.6, -1, -1]],
		[5, 'every fifth is a first', [1.8, -1, -1, -1, -1]]
	])('%d beats a bar where %s', (beatsPerBar, _, odds) => {
		const bars = findBars(repeat(odds, 16));
		expect(bars.beatsPerBar).toBe(beatsPerBar);
		expect(bars.downbeats).toEqual(Array.from({ length: (16 * odds.length) / beatsPerBar }, (_unused, i) => i * beatsPerBar));
	});

	it('bars that begin after an upbeat', () => {
		expect(findBars(repeat([-1, 2, -1, -1], 12)).downbeats[0]).toBe(1);
	});
});
