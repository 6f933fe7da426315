import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalsOf, fromFraction, nudgeValue, snapValue, toFraction, valueForKey, type ValueRange } from './value-range.ts';

const percent: ValueRange = { min: 0, max: 100, step: 1 };
const db: ValueRange = { min: -60, max: 6, step: 0.5 };
const hz: ValueRange = { min: 20, max: 20_000, step: 1, curve: 'log' };

describe('snapValue', () => {
	test.each<[number, ValueRange, number]>([
		[49.6, percent, 50],
		[-5, percent, 0],
		[105, percent, 100],
		[NaN, percent, 0],
		[Infinity, percent, 100],
		[-6.3, db, -6.5],
		[0.30000000000000004, { min: 0, max: 1, step: 0.1 }, 0.3],
		[9.9, { min: 0, max: 10, step: 4 }, 8],
		[10, { min: 0, max: 10, step: 4 }, 10],
		[2, { min: 1, max: 10, step: 3 }, 1],
		[3, { min: 1, max: 10, step: 3 }, 4],
		[0.123456, { min: 0, max: 1, step: 0 }, 0]
	])('%d in %o is %d', (value, range, expected) => {
		expect(snapValue(value, range)).toBe(expected);
	});
});

describe('fractions', () => {
	test.each<[number, ValueRange, number]>([
		[50, percent, 0.5],
		[-60, db, 0],
		[6, db, 1],
		[20, hz, 0],
		[Math.sqrt(20 * 20_000), hz, 0.5],
		[20_000, hz, 1],
		[5, { min: 5, max: 5, step: 1 }, 0]
	])('%d in %o stands at %d', (value, range, expected) => {
		expect(toFraction(value, range)).toBeCloseTo(expected, 9);
	});

	test('there and back, for every allowed value', () => {
		fc.assert(
			fc.property(fc.constantFrom(percent, db, hz), fc.double({ min: 0, max: 1, noNaN: true }), (range, at) => {
				const value = fromFraction(at, range);
				expect(value).toBeGreaterThanOrEqual(range.min);
				expect(value).toBeLessThanOrEqual(range.max);
				expect(fromFraction(toFraction(value, range), range)).toBe(value);
			})
		);
	});
});

describe('keys', () => {
	const key = (name: string, shiftKey = false): Pick<KeyboardEvent, 'key' | 'shiftKey'> => ({ key: name, shiftKey });
	test.each<[string, boolean, number | null]>([
		['ArrowUp', false, 51],
		['ArrowRight', true, 60],
		['ArrowDown', false, 49],
		['ArrowLeft', true, 40],
		['PageUp', false, 60],
		['PageDown', true, 40],
		['Home', false, 0],
		['End', false, 100],
		['a', false, null],
		['Enter', false, null]
	])('%s (shift %s) from 50 leads to %s', (name, shift, expected) => {
		expect(valueForKey(key(name, shift), 50, percent)).toBe(expected);
	});

	test('a log curve moves by ratio, and never stands still inside the range', () => {
		expect(nudgeValue(1000, 1, hz)).toBe(1072);
		expect(nudgeValue(20, 1, hz)).toBe(21);
		expect(nudgeValue(21, -1, hz)).toBe(20);
		expect(nudgeValue(20_000, 1, hz)).toBe(20_000);
	});
});

test.each([
	[[1], 0],
	[[0.5], 1],
	[[0.01, 0.1], 2],
	[[10], 0],
	[[1 / 3], 6]
])('decimals of %j: %d', (steps, expected) => {
	expect(decimalsOf(...steps)).toBe(expected);
});
