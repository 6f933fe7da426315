import { expect, test } from 'vitest';
import { tunings } from '$core/fretboard/index.ts';
import { stringsText, toStrings, tuningOptions } from './tuning-text.ts';

test.each(tunings)('$id is read as it is written', ({ openMidi }) => {
	expect(toStrings(stringsText(openMidi))).toEqual(openMidi);
});

test.each([
	['E2 A2 D3 G3 B3 E4', [64, 59, 55, 50, 45, 40]],
	['eb2, ab2', [44, 39]],
	['C#-1', [1]],
	['', null],
	['E', null],
	['H2', null],
	['E2 A2 X', null],
	['G9', 127],
	['A9', null],
	[Array.from({ length: 13 }, () => 'E2').join(' '), null]
])('reads "%s"', (text, strings) => {
	expect(toStrings(text)).toEqual(typeof strings === 'number' ? [strings] : strings);
});

test('every tuning has a name of its own', () => {
	const labels = tuningOptions.map(({ label }) => label);
	expect(new Set(labels).size).toBe(labels.length);
	expect(labels.some((label) => label.startsWith('standard'))).toBe(false);
});
