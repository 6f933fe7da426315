import { describe, expect, it } from 'vitest';
import { ticksPerQuarter as q } from '$core/score/index.ts';
import { barOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { barsOfSeconds, rangeWords } from './bar-range.ts';

// Bars of two seconds.
const score = scoreOf([]);

describe('the bars of a loop', () => {
	it.each<[string, number, number, number, number]>([
		['two bars exactly', 2, 6, 1, 2],
		['inside one bar', 2.5, 3.5, 1, 1],
		['a slip over both lines', 1.9, 6.1, 1, 2],
		['half a bar more', 1, 7, 0, 4],
		['before and behind the song', -5, 99, 0, 4],
		['behind the song', 50, 99, 3, 1]
	])('%s', (_, startSeconds, endSeconds, fromBar, count) => {
		expect(barsOfSeconds(score, { startSeconds, endSeconds })).toEqual({ fromBar, count });
	});

	it('are named by their printed numbers', () => {
		const withPickup = scoreOf([], { bars: [barOf('p', { ticks: q, isPickup: true }), barOf('b1'), barOf('b2')] });
		expect(rangeWords(withPickup, { fromBar: 0, count: 1 })).toBe('pickup');
		expect(rangeWords(withPickup, { fromBar: 1, count: 1 })).toBe('bar 1');
		expect(rangeWords(withPickup, { fromBar: 0, count: 9 })).toBe('bars 0 to 2');
	});
});
