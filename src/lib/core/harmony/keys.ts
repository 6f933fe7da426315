import type { MusicalKey } from './chord.ts';

const letters = ['F', 'C', 'G', 'D', 'A', 'E', 'B'] as const;
/** Places of tonics on the line of fifths, C at 0, as keys are usually written: D flat major, C sharp minor. */
const majorPlaces = [0, -5, 2, -3, 4, -1, -6, 1, -4, 3, -2, 5];
const minorPlaces = [0, 7, 2, -3, 4, -1, 6, 1, 8, 3, -2, 5];
/** From a tonic to the notes above it by semitones, in fifths: flat second, third, sixth and seventh, sharp fourth. */
const placesAbove = [0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5];

function toNameAt(place: number): string {
	const index = place + 1;
	const letter = letters[((index % 7) + 7) % 7] ?? 'C';
	const accidentals = Math.floor(index / 7);
	return letter + (accidentals < 0 ? 'b' : '#').repeat(Math.abs(accidentals));
}

const toTonicPlace = ({ tonic, mode }: MusicalKey): number => (mode === 'major' ? majorPlaces : minorPlaces)[tonic] ?? 0;

/**
 * Name of a pitch class (0 is C) as a key spells it: "Bb", "F#"; without a key C, C#, D, Eb, E, F, F#, G, Ab, A, Bb, B.
 * Never a double accidental.
 */
export function toPitchClassName(pitchClass: number, key?: MusicalKey): string {
	const tonic = key?.tonic ?? 0;
	const steps = (((pitchClass - tonic) % 12) + 12) % 12;
	if (key === undefined) return toNameAt(steps === 1 ? 7 : (placesAbove[steps] ?? 0));
	const place = toTonicPlace(key) + (placesAbove[steps] ?? 0);
	return toNameAt(place > 12 ? place - 12 : place < -8 ? place + 12 : place);
}

/** "A minor", "Eb major". */
export function toKeyName(key: MusicalKey): string {
	return `${toNameAt(toTonicPlace(key))} ${key.mode}`;
}

/** Reads "A minor", "a min", "Am", "Eb", "F# major", "B♭ maj" and the like; null for anything else. */
export function fromKeyName(text: string): MusicalKey | null {
	const match = /^([A-Ga-g])([b#♭♯]*)\s*(m|min|minor|M|maj|major)?$/.exec(text.trim().replace(/\s+(?=\S)/g, ' '));
	if (match === null) return null;
	const [, letter = 'C', accidentals = '', word = ''] = match;
	return {
		tonic: fromLetter(letter, accidentals),
		mode: word === 'm' || word === 'min' || word === 'minor' ? 'minor' : 'major'
	};
}

/** Pitch class of a letter in either case with any number of sharps and flats. */
export function fromLetter(letter: string, accidentals: string): number {
	const natural = [9, 11, 0, 2, 4, 5, 7]['ABCDEFG'.indexOf(letter.toUpperCase())] ?? 0;
	const shift = [...accidentals].reduce((sum, sign) => sum + (sign === '#' || sign === '♯' ? 1 : -1), 0);
	return (((natural + shift) % 12) + 12) % 12;
}

/** The key that a signature stands for. @param fifths sharps, or flats below 0 */
export function fromSignature({ fifths, mode }: { readonly fifths: number; readonly mode: MusicalKey['mode'] }): MusicalKey {
	return { tonic: transposePitchClass(0, 7 * fifths + (mode === 'minor' ? 9 : 0)), mode };
}

/** Camelot code: "8B" is C major, "8A" A minor; one more is a fifth up. */
export function toCamelot({ tonic, mode }: MusicalKey): string {
	const major = mode === 'major' ? tonic : (tonic + 3) % 12;
	return `${((7 * major + 7) % 12) + 1}${mode === 'major' ? 'B' : 'A'}`;
}

/** Reads "8A", "08a", "12B"; null for anything else. */
export function fromCamelot(code: string): MusicalKey | null {
	const match = /^0?([1-9]|1[0-2])([ABab])$/.exec(code.trim());
	if (match === null) return null;
	const major = (7 * (Number(match[1]) - 8 + 12)) % 12;
	return match[2]?.toUpperCase() === 'B' ? { tonic: major, mode: 'major' } : { tonic: (major + 9) % 12, mode: 'minor' };
}

/** A key moved by semitones, up or down. */
export function transposeKey(key: MusicalKey, semitones: number): MusicalKey {
	return { ...key, tonic: transposePitchClass(key.tonic, semitones) };
}

export function transposePitchClass(pitchClass: number, semitones: number): number {
	return (((pitchClass + semitones) % 12) + 12) % 12;
}
