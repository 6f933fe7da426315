import { describe, expect, it } from 'vitest';
import { chordQualities, type Chord } from './chord.ts';
import { fromHarte, toHarte } from './chord-names-harte.ts';
import { fromChordName, toChordName, transposeChord } from './chord-names.ts';
import { toPitchClasses } from './chord-tones.ts';

const every: Chord[] = chordQualities.flatMap((quality) => Array.from({ length: 12 }, (_, root): Chord => ({ root, quality })));

describe('chord names', () => {
	it('are read back, whatever the chord', () => {
		expect(every.map((chord) => fromChordName(toChordName(chord)))).toEqual(every);
		expect(every.map((chord) => fromHarte(toHarte(chord)))).toEqual(every);
		const slashed = every.map((chord) => ({ ...chord, bass: (chord.root + 3) % 12 }));
		expect(slashed.map((chord) => fromChordName(toChordName(chord)))).toEqual(slashed);
		expect(slashed.map((chord) => fromHarte(toHarte(chord)))).toEqual(slashed);
	});

	it.each<[string, Chord | null]>([
		['Am7/C', { root: 9, quality: 'min7', bass: 0 }],
		['B♭maj7', { root: 10, quality: 'maj7' }],
		['F#m7b5', { root: 6, quality: 'hdim7' }],
		['c-7', { root: 0, quality: 'min7' }],
		['G13', { root: 7, quality: '9' }],
		['D/F#', { root: 2, quality: 'maj', bass: 6 }],
		['E5', { root: 4, quality: '5' }],
		['CM7', { root: 0, quality: 'maj7' }],
		['Cm7', { root: 0, quality: 'min7' }],
		['n.c.', null]
	])('reads "%s"', (text, chord) => expect(fromChordName(text)).toEqual(chord));

	it.each(['H7', '', 'Cfoo', 'C/', '/G', 'Am7/H', '12'])('refuses "%s"', (text) => expect(fromChordName(text)).toBeUndefined());

	it.each<[string, Chord | null | undefined]>([
		['A:min7/b3', { root: 9, quality: 'min7', bass: 0 }],
		['G', { root: 7, quality: 'maj' }],
		['C:maj(9)/5', { root: 0, quality: 'maj', bass: 7 }],
		['Cb:min', { root: 11, quality: 'min' }],
		['G:maj7/1', { root: 7, quality: 'maj7' }],
		['N', null],
		['X', undefined],
		['C:nonsense', undefined]
	])('takes the label "%s"', (label, chord) => expect(fromHarte(label)).toEqual(chord));

	it('are spelled by the key', () => {
		const chord: Chord = { root: 10, quality: 'maj', bass: 2 };
		expect(toChordName(chord)).toBe('Bb/D');
		expect(toChordName(chord, { tonic: 11, mode: 'major' })).toBe('A#/D');
		expect(toChordName({ root: 6, quality: 'min' }, { tonic: 1, mode: 'major' })).toBe('Gbm');
		expect(toChordName(null)).toBe('N.C.');
	});

	it('move with their bass', () => {
		expect(transposeChord({ root: 11, quality: '7', bass: 3 }, 2)).toEqual({ root: 1, quality: '7', bass: 5 });
		expect(transposeChord({ root: 0, quality: 'min' }, -3)).toEqual({ root: 9, quality: 'min' });
	});

	it('stand for their tones', () => {
		expect(toPitchClasses({ root: 9, quality: 'min7', bass: 2 })).toEqual([9, 0, 4, 7, 2]);
	});
});
