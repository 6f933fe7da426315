import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText, parseNumber, withUnit } from './number-text.ts';

test.each([
	[75, 1, '75'],
	[-6, 0.5, '−6.0'],
	[-0.01, 0.1, '0.0'],
	[0.125, 0, '0.13'],
	[1200, 10, '1200']
])('%d by %d reads %s', (value, step, expected) => {
	expect(numberText(value, step)).toBe(expected);
});

test.each<[string, string, number | null]>([
	['42', '', 42],
	[' 42 ', '', 42],
	['-6,5', '', -6.5],
	['−6.5 dB', 'dB', -6.5],
	['75%', '%', 75],
	['75\u202f%', '%', 75],
	['120 bpm', 'BPM', 120],
	['+3', '', 3],
	['.5', '', 0.5],
	['3.', '', 3],
	['', '', null],
	['-', '', null],
	['1e5', '', null],
	['12 apples', '', null],
	['1.2.3', '', null],
	['NaN', '', null],
	['Infinity', '', null],
	[`${'9'.repeat(400)}`, '', null]
])('%j (%j) is %s', (text, unit, expected) => {
	expect(parseNumber(text, unit)).toBe(expected);
});

test('what is shown can be typed', () => {
	fc.assert(
		fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom('', 'dB', 'Hz', '%', '°'), (tenths, unit) => {
			expect(parseNumber(withUnit(numberText(tenths / 10, 0.1), unit), unit)).toBe(tenths / 10 + 0);
		})
	);
});
