import { describe, expect, test } from 'vitest';
import { countBelow, countLeading, countUpTo } from './index.ts';

describe('counting in an ordered list', () => {
	test('agrees with looking at every value, at each length and on ties', () => {
		for (let length = 0; length < 20; length++) {
			const ascending = Array.from({ length }, (_, index) => Math.floor(index / 2));
			for (let value = -1; value <= length; value += 0.5) {
				expect(countUpTo(ascending, value)).toBe(ascending.filter((each) => each <= value).length);
				expect(countBelow(Float64Array.from(ascending), value)).toBe(ascending.filter((each) => each < value).length);
			}
		}
	});
	test('asks as often as halving needs', () => {
		let asked = 0;
		const isBefore = (index: number): boolean => {
			asked++;
			return index < 700_000;
		};
		expect(countLeading(1_000_000, isBefore)).toBe(700_000);
		expect(asked).toBeLessThanOrEqual(20);
	});
});
