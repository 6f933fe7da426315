import { describe, expect, it } from 'vitest';
import type { MusicalKey } from './chord.ts';
import { fromCamelot, fromKeyName, toCamelot, toKeyName, toPitchClassName, transposeKey } from './keys.ts';

const all: MusicalKey[] = Array.from({ length: 24 }, (_, i) => ({ tonic: i % 12, mode: i < 12 ? 'major' : 'minor' }));

describe('keys', () => {
	it.each([
		['C major', '8B'],
		['A minor', '8A'],
		['G major', '9B'],
		['F major', '7B'],
		['E minor', '9A'],
		['B major', '1B'],
		['G# minor', '1A'],
		['Db major', '3B'],
		['Bb minor', '3A'],
		['E major', '12B']
	])('%s is %s on the Camelot wheel', (name, code) => {
		const key = fromKeyName(name);
		expect(key).not.toBeNull();
		if (key === null) return;
		expect(toCamelot(key)).toBe(code);
		expect(toKeyName(key)).toBe(name);
		expect(fromCamelot(code)).toEqual(key);
	});

	it('gives back every key from its code and its name', () => {
		expect(all.map((key) => fromCamelot(toCamelot(key)))).toEqual(all);
		expect(all.map((key) => fromKeyName(toKeyName(key)))).toEqual(all);
		expect(new Set(all.map(toCamelot)).size).toBe(24);
	});

	it.each(['0A', '13B', '8', 'B8', '', '8C'])('knows no Camelot code "%s"', (code) => expect(fromCamelot(code)).toBeNull());
	it.each(['H minor', '', 'A dorian', 'minor'])('knows no key "%s"', (name) => expect(fromKeyName(name)).toBeNull());
	it.each([
		['a min', { tonic: 9, mode: 'minor' }],
		['B♭', { tonic: 10, mode: 'major' }],
		['F#m', { tonic: 6, mode: 'minor' }],
		['Cb major', { tonic: 11, mode: 'major' }]
	])('reads "%s"', (text, key) => expect(fromKeyName(text)).toEqual(key));

	it.each([
		['C major', 'C Db D Eb E F F# G Ab A Bb B'],
		['E major', 'C C# D D# E F F# G G# A A# B'],
		['Eb major', 'C Db D Eb E F Gb G Ab A Bb B'],
		['A minor', 'C C# D D# E F F# G G# A Bb B'],
		['G# minor', 'C C# D D# E E# F# G G# A A# B']
	])('spells in %s', (name, spelled) => {
		const key = fromKeyName(name);
		expect(key).not.toBeNull();
		if (key === null) return;
		const names = Array.from({ length: 12 }, (_, pitchClass) => toPitchClassName(pitchClass, key));
		const scale = key.mode === 'major' ? [0, 2, 4, 5, 7, 9, 11] : [0, 2, 3, 5, 7, 8, 10];
		const expected = spelled.split(' ');
		for (const step of scale) expect(names[(key.tonic + step) % 12]).toBe(expected[(key.tonic + step) % 12]);
		expect(names.filter((word) => word.length > 2)).toEqual([]);
	});

	it('moves keys both ways', () => {
		expect(transposeKey({ tonic: 10, mode: 'major' }, 3)).toEqual({ tonic: 1, mode: 'major' });
		expect(transposeKey({ tonic: 1, mode: 'minor' }, -14)).toEqual({ tonic: 11, mode: 'minor' });
	});
});
