import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeBars, madePart, madeScore, quarter } from '../../../../tests/fixtures/scores/made-scores.ts';
import { playedClock, playedSeconds, unroll } from './index.ts';
import { orderOf } from './played-order.ts';

/** A repeated bar with two endings: bars 0 1 0 2 at two seconds each. */
const bars = madeBars(3).map((bar, at) => ({
	...bar,
	...(at === 1 ? { endings: [1], endsRepeatTimes: 2 } : {}),
	...(at === 2 ? { endings: [2] } : {})
}));
const score = madeScore([madePart([{ tick: 0, ticks: quarter, pitchMidi: 60 }])], bars);
const bar = 4 * quarter;

describe('where written and played time meet', () => {
	it.each([
		[0, 0],
		[2.5, bar + quarter],
		[4.5, quarter],
		[6, 2 * bar],
		[7, 2 * bar + 2 * quarter]
	])('at %d s sounds tick %d', (seconds, tick) => expect(playedClock(score).tickAt(seconds)).toBeCloseTo(tick, 6));

	it.each([
		['the first time round', quarter, 0, 0.5],
		['the second, which is nearer', quarter, 5, 4.5],
		['an ending', 2 * bar, 0, 6],
		['behind the end', 3 * bar, 0, 8]
	])('%s', (_, tick, near, seconds) => expect(playedClock(score).secondsAt(tick, near)).toBeCloseTo(seconds, 6));

	it('goes on to the next bar from one that is never played', () => {
		const skipped = madeBars(3).map((one, at) => (at === 1 ? { ...one, endings: [2] } : one));
		expect(playedClock({ ...score, bars: skipped }).secondsAt(bar + quarter, 0)).toBe(2);
	});

	it('lasts as its bars do', () => {
		expect(playedSeconds(score)).toBe(8);
		expect(playedClock(score).bars.map(({ bar: index }) => index)).toEqual([0, 1, 0, 2]);
	});

	it('comes back to every tick it names', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 7.999, noNaN: true }), (seconds) => {
				const clock = playedClock(score);
				expect(clock.secondsAt(clock.tickAt(seconds), seconds)).toBeCloseTo(seconds, 6);
			})
		);
	});

	it('plays what repeats would make endless once', () => {
		const notes = Array.from({ length: 20_000 }, (_, at) => ({ tick: at % bar, ticks: 10, pitchMidi: 60 }));
		const dense = madeScore([madePart(notes)], madeBars(1, 4, 4, { endsRepeatTimes: 99 }));
		expect(orderOf(dense)).toEqual([0]);
		expect(unroll(dense).notes).toHaveLength(20_000);
		expect(orderOf({ ...dense, parts: [] })).toHaveLength(99);
	});
});
