import { expect, test } from 'vitest';
import { percentOf, timeLeftWords } from './time-left.ts';

test.each<[number | null | undefined, string]>([
	[null, ''],
	[undefined, ''],
	[NaN, ''],
	[Infinity, ''],
	[-1, ''],
	[0, 'a moment left'],
	[7.4, 'about 7 s left'],
	[12, 'about 10 s left'],
	[48, 'about 50 s left'],
	[55, 'about 1 min left'],
	[89, 'about 1 min left'],
	[95, 'about 2 min left'],
	[3540, 'about 59 min left'],
	[3600, 'about 1 h left'],
	[5400, 'about 1 h 30 min left'],
	[7170, 'about 2 h left']
])('%s s: %j', (seconds, expected) => {
	expect(timeLeftWords(seconds)).toBe(expected);
});

test.each([
	[0, 0],
	[0.004, 0],
	[0.5, 50],
	[0.999, 99],
	[1, 100],
	[1.2, 100],
	[-1, 0],
	[NaN, 0]
])('%d is %d %%', (fraction, expected) => {
	expect(percentOf(fraction)).toBe(expected);
});
