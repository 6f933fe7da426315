import { describe, expect, it } from 'vitest';
import { median, medianOf } from './median.ts';

describe('median', () => {
	it.each([
		[[3], 3],
		[[9, 1, 5], 5],
		[[4, 1, 3, 2], 2.5],
		[[10, 9, 100], 10]
	])('of %j is %d', (values, middle) => {
		expect(median(values)).toBe(middle);
	});

	it('of nothing is not a number', () => {
		expect(median([])).toBeNaN();
	});

	it('of records takes each field by itself', () => {
		expect(
			medianOf([
				{ a: 1, b: 30 },
				{ a: 2, b: 10 },
				{ a: 3, b: 20 }
			])
		).toEqual({ a: 2, b: 20 });
		expect(() => medianOf([])).toThrow(RangeError);
	});
});
