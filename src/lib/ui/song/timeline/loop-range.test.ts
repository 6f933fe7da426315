import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setEnd, shortestLoopSeconds, toLoop, withEnd } from './loop-range.ts';

const loop = { startSeconds: 4, endSeconds: 6 };

describe('loops', () => {
	it.each([
		[2, 5, { startSeconds: 2, endSeconds: 5 }],
		[5, 2, { startSeconds: 2, endSeconds: 5 }],
		[-3, 5, { startSeconds: 0, endSeconds: 5 }],
		[8, 99, { startSeconds: 8, endSeconds: 10 }],
		[5, 5.01, null],
		[12, 15, null]
	])('from %d to %d of ten seconds', (a, b, expected) => {
		expect(toLoop(a, b, 10)).toEqual(expected);
	});

	it('moves one end and stops short of the other', () => {
		expect(withEnd(loop, 'start', 5, 10)).toEqual({ startSeconds: 5, endSeconds: 6 });
		expect(withEnd(loop, 'start', 9, 10).startSeconds).toBeCloseTo(6 - shortestLoopSeconds, 9);
		expect(withEnd(loop, 'end', 1, 10).endSeconds).toBeCloseTo(4 + shortestLoopSeconds, 9);
		expect(withEnd(loop, 'end', 50, 10).endSeconds).toBe(10);
	});

	it('sets an end where there is no loop, and lets the other end give way', () => {
		expect(setEnd(null, 'start', 3, 10)).toEqual({ startSeconds: 3, endSeconds: 10 });
		expect(setEnd(null, 'end', 3, 10)).toEqual({ startSeconds: 0, endSeconds: 3 });
		expect(setEnd(loop, 'start', 8, 10)).toEqual({ startSeconds: 8, endSeconds: 10 });
		expect(setEnd(loop, 'end', 2, 10)).toEqual({ startSeconds: 0, endSeconds: 2 });
		expect(setEnd(loop, 'end', 5, 10)).toEqual({ startSeconds: 4, endSeconds: 5 });
	});

	it('is always inside the song and long enough', () => {
		const time = fc.double({ min: -20, max: 40, noNaN: true });
		fc.assert(
			fc.property(time, time, fc.constantFrom('start', 'end'), (a, b, end) => {
				const made = toLoop(a, 5, 10);
				for (const each of [made, made && withEnd(made, end, b, 10), setEnd(made, end, b, 10)]) {
					if (each === null) continue;
					expect(each.startSeconds).toBeGreaterThanOrEqual(0);
					expect(each.endSeconds).toBeLessThanOrEqual(10);
					expect(each.endSeconds - each.startSeconds).toBeGreaterThanOrEqual(shortestLoopSeconds - 1e-9);
				}
			})
		);
	});
});
