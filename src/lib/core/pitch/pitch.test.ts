import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Spelling, WrittenKey } from '../score/index.ts';
import {
	fifthsOf,
	keyAlter,
	spellAt,
	spellingMidi,
	spellNotes,
	staffStep,
	toWritten,
	transposeSpelling,
	transposeWrittenKey,
	transpositionFrom
} from './index.ts';

const signs: Readonly<Record<number, string>> = { [-2]: 'bb', [-1]: 'b', 0: '', 1: '#', 2: 'x' };
const nameOf = ({ letter, alter, octave }: Spelling): string => `${letter}${signs[alter] ?? '?'}${octave}`;
const major = (fifths: number): WrittenKey => ({ fifths, mode: 'major' });
const minor = (fifths: number): WrittenKey => ({ fifths, mode: 'minor' });

/** Spells a melody, a step each; an inner list is a chord. */
function spell(key: WrittenKey, steps: readonly (number | readonly number[])[]): string {
	const notes = steps.flatMap((step, tick) =>
		(typeof step === 'number' ? [step] : step).map((pitchMidi) => ({ tick, pitchMidi, voice: 0 }))
	);
	return spellNotes(notes, () => key)
		.map(nameOf)
		.join(' ');
}

const anyKey = fc.record({ fifths: fc.integer({ min: -7, max: 7 }), mode: fc.constantFrom('major' as const, 'minor' as const) });
const anyMidi = fc.integer({ min: 0, max: 127 });

describe('spelling', () => {
	it.each([
		['a chromatic rise in C', major(0), [60, 61, 62, 63, 64], 'C4 C#4 D4 D#4 E4'],
		['a chromatic fall in C', major(0), [64, 63, 62, 61, 60], 'E4 Eb4 D4 Db4 C4'],
		['a chromatic fall in A flat', major(-4), [68, 67, 66, 65], 'Ab4 G4 Gb4 F4'],
		['the scale of G flat', major(-6), [66, 68, 70, 71, 73, 75, 77], 'Gb4 Ab4 Bb4 Cb5 Db5 Eb5 F5'],
		['the leading note of A minor', minor(0), [69, 68, 69], 'A4 G#4 A4'],
		['the sixth and seventh of C minor', minor(-3), [67, 69, 71, 72], 'G4 A4 B4 C5'],
		['the leading note of G sharp minor', minor(5), [68, 67, 68], 'G#4 Fx4 G#4'],
		['D7 in C', major(0), [[50, 54, 57, 60], 55], 'D3 F#3 A3 C4 G3'],
		[
			'E7 in C',
			major(0),
			[
				[52, 56, 59, 62],
				[57, 60, 64]
			],
			'E3 G#3 B3 D4 A3 C4 E4'
		],
		[
			'F minor in C',
			major(0),
			[
				[53, 56, 60],
				[52, 55, 60]
			],
			'F3 Ab3 C4 E3 G3 C4'
		],
		['B flat in C', major(0), [[58, 62, 65], 60], 'Bb3 D4 F4 C4'],
		[
			'A7 in F',
			major(-1),
			[
				[57, 61, 64, 67],
				[50, 62, 65]
			],
			'A3 C#4 E4 G4 D3 D4 F4'
		]
	])('%s', (_, key, steps, expected) => {
		expect(spell(key, steps)).toBe(expected);
	});

	it('names the key that is played, within two accidentals', () => {
		fc.assert(
			fc.property(fc.array(fc.array(anyMidi, { minLength: 1, maxLength: 4 }), { maxLength: 20 }), anyKey, (steps, key) => {
				const notes = steps.flatMap((chord, tick) => chord.map((pitchMidi) => ({ tick, pitchMidi, voice: 0 })));
				const spelt = spellNotes(notes, () => key);
				expect(spelt.map(spellingMidi)).toEqual(notes.map(({ pitchMidi }) => pitchMidi));
			})
		);
	});

	it('leaves the notes of the scale without accidentals', () => {
		fc.assert(
			fc.property(anyKey, fc.integer({ min: -1, max: 5 }), fc.integer({ min: 36, max: 84 }), (key, degree, near) => {
				const pitchMidi = near - ((((near - 7 * (key.fifths + degree)) % 12) + 12) % 12);
				const [spelling] = spellNotes([{ tick: 0, pitchMidi, voice: 0 }], () => key);
				expect(spelling && spelling.alter).toBe(spelling && keyAlter(key, spelling.letter));
			})
		);
	});

	it('keeps what is spelt already', () => {
		const spelling: Spelling = { letter: 'E', alter: 1, octave: 4 };
		expect(spellNotes([{ tick: 0, pitchMidi: 65, voice: 0, spelling }], () => major(0))).toEqual([spelling]);
	});
});

describe('line of fifths', () => {
	it('finds a spelling again from its place', () => {
		fc.assert(
			fc.property(anyMidi, fc.integer({ min: -15, max: 19 }), (midi, fifths) => {
				const spelling = spellAt(midi, fifths);
				if (spelling === null) expect((((7 * fifths - midi) % 12) + 12) % 12).not.toBe(0);
				else expect([fifthsOf(spelling), spellingMidi(spelling)]).toEqual([fifths, midi]);
			})
		);
	});

	it('counts steps of a staff', () => {
		expect(staffStep({ letter: 'C', alter: 0, octave: 4 })).toBe(28);
		expect(staffStep({ letter: 'B', alter: 1, octave: 3 })).toBe(27);
	});

	it.each([
		[2, 'F', 1],
		[2, 'C', 1],
		[2, 'G', 0],
		[-3, 'A', -1],
		[-3, 'D', 0],
		[7, 'B', 1],
		[-7, 'F', -1]
	] as const)('key of %i fifths moves %s by %i', (fifths, letter, alter) => {
		expect(keyAlter({ fifths }, letter)).toBe(alter);
	});
});

describe('transposition', () => {
	it.each([
		['a trumpet in B flat reads C as D', major(0), -2, 2],
		['a horn in F reads C as G', major(0), -7, 1],
		['an alto reads E flat as C', major(-3), -9, 0],
		['a guitar reads its key', major(4), -12, 4],
		['four flats rather than eight sharps', major(6), -2, -4]
	])('%s', (_, key, transposeSemitones, fifths) => {
		expect(transposeWrittenKey(key, toWritten(key, transposeSemitones)).fifths).toBe(fifths);
	});

	it('moves every note by its semitones, and keeps to seven accidentals', () => {
		fc.assert(
			fc.property(anyKey, fc.integer({ min: 24, max: 90 }), fc.integer({ min: -24, max: 24 }), (key, pitchMidi, semitones) => {
				const [spelling] = spellNotes([{ tick: 0, pitchMidi, voice: 0 }], () => key);
				if (spelling === undefined) return;
				const transposition = transpositionFrom(key, semitones);
				expect(spellingMidi(transposeSpelling(spelling, transposition))).toBe(pitchMidi + semitones);
				expect(Math.abs(key.fifths + transposition.fifths)).toBeLessThanOrEqual(semitones % 12 === 0 ? 7 : 6);
			})
		);
	});
});
