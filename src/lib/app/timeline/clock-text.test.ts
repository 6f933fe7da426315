import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockText, clockWords, fromClockText } from './clock-text.ts';

describe('times as text', () => {
	it.each([
		[0, 0, '0:00'],
		[59.999, 0, '0:59'],
		[83.46, 1, '1:23.4'],
		[0.3, 1, '0:00.3'],
		[3723.5, 1, '1:02:03.5'],
		[-2, 0, '0:00'],
		[Number.NaN, 2, '0:00.00']
	])('%d s with %d decimals is %s', (seconds, decimals, text) => {
		expect(clockText(seconds, decimals)).toBe(text);
	});

	it.each([
		['83', 83],
		['83.5', 83.5],
		['1:23,4', 83.4],
		[' 1:02:03 ', 3723],
		['90:00', 5400],
		['.5', 0.5]
	])('%s is read as %d s', (text, seconds) => {
		expect(fromClockText(text)).toBeCloseTo(seconds, 9);
	});

	it.each(['', 'abc', '1:75', '1:60:00', '-3', '1:', '1:2:3:4', '1e3', 'NaN'])('%j is no time', (text) => {
		expect(fromClockText(text)).toBeNull();
	});

	it('reads back what it wrote', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4 * 3600 * 1000 }), (ms) => {
				expect(fromClockText(clockText(ms / 1000, 3))).toBeCloseTo(ms / 1000, 6);
			})
		);
	});

	it.each([
		[0, '0 seconds'],
		[61, '1 minute 1 second'],
		[7322, '2 hours 2 minutes 2 seconds']
	])('%d s is spoken as %s', (seconds, words) => {
		expect(clockWords(seconds)).toBe(words);
	});
});
