import type { Spelling, WrittenKey } from '$core/score/index.ts';
import { childNumber, childText, type XmlElement } from './xml.ts';

/** What a part's written notes are moved by to sound. */
export interface Transposition {
	readonly semitones: number;
	/** Letters, without the octaves' sevens counted twice. */
	readonly letters: number;
}

export const noTransposition: Transposition = { semitones: 0, letters: 0 };

const letterNames = ['C', 'D', 'E', 'F', 'G', 'A', 'B'] as const;
const naturals = [0, 2, 4, 5, 7, 9, 11] as const;
/** Letters that an interval of so many semitones usually spans. */
const usualLetters = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6] as const;

export function toTransposition(element: XmlElement): Transposition {
	const octaves = Math.round(childNumber(element, 'octave-change') ?? 0);
	const chromatic = Math.round(childNumber(element, 'chromatic') ?? 0);
	const diatonic = childNumber(element, 'diatonic');
	const letters = diatonic === undefined ? Math.sign(chromatic) * lettersOf(Math.abs(chromatic)) : Math.round(diatonic);
	return { semitones: chromatic + 12 * octaves, letters: letters + 7 * octaves };
}

/** Letters that a transposition by semitones moves by where nothing says more. */
export function lettersOf(semitones: number): number {
	return 7 * Math.floor(semitones / 12) + (usualLetters[semitones % 12] ?? 0);
}

/** The spelling of step, alter and octave under the names given; null where the step is none. */
export function toSpelling(element: XmlElement, step: string, alter: string, octave: string): Spelling | null {
	const letter = letterNames.find((name) => name === childText(element, step).toUpperCase());
	const octaveNumber = childNumber(element, octave);
	if (letter === undefined || octaveNumber === undefined) return null;
	return { letter, alter: Math.round(childNumber(element, alter) ?? 0), octave: Math.round(octaveNumber) };
}

/** MIDI number; C4 is 60. May lie outside 0 to 127. */
export function toPitchMidi({ letter, alter, octave }: Spelling): number {
	return 12 * (octave + 1) + (naturals[letterNames.indexOf(letter)] ?? 0) + alter;
}

/** As it sounds; undefined where that needs more than double accidentals. */
export function transposeSpelling(spelling: Spelling, { semitones, letters }: Transposition): Spelling | undefined {
	const place = letterNames.indexOf(spelling.letter) + 7 * spelling.octave + letters;
	const letter = letterNames[((place % 7) + 7) % 7] ?? 'C';
	const octave = Math.floor(place / 7);
	const alter = toPitchMidi(spelling) + semitones - toPitchMidi({ letter, alter: 0, octave });
	return Math.abs(alter) > 2 || octave < -2 || octave > 10 ? undefined : { letter, alter, octave };
}

/** A key moved with the notes, by the fifths of the interval; beyond seven signs its enharmonic. */
export function transposeKey({ fifths, mode }: WrittenKey, { semitones, letters }: Transposition): WrittenKey {
	const moved = fifths + 7 * semitones - 12 * letters;
	return { fifths: moved > 7 ? moved - 12 : moved < -7 ? moved + 12 : moved, mode };
}
