import type { Spelling, WrittenKey } from '../score/index.ts';

const letters = ['F', 'C', 'G', 'D', 'A', 'E', 'B'] as const;
const naturals: Readonly<Record<Spelling['letter'], number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Place of a spelling on the line of fifths: F -1, C 0, G 1, F sharp 6, B flat -2. */
export const fifthsOf = ({ letter, alter }: Pick<Spelling, 'letter' | 'alter'>): number =>
	letters.indexOf(letter) - 1 + 7 * alter;

/** The key (MIDI number) that a spelling names. */
export const spellingMidi = ({ letter, alter, octave }: Spelling): number => 12 * (octave + 1) + naturals[letter] + alter;

/** Where a spelling stands on a staff: letters counted up from C of octave 0, so that C4 is 28. */
export const staffStep = ({ letter, octave }: Spelling): number => 7 * octave + 'CDEFGAB'.indexOf(letter);

/**
 * Spells a MIDI number by its place on the line of fifths.
 * @returns null where the place is another pitch class, or needs more than two accidentals
 */
export function spellAt(pitchMidi: number, fifths: number): Spelling | null {
	const letter = letters[(((fifths + 1) % 7) + 7) % 7] ?? 'C';
	const alter = Math.floor((fifths + 1) / 7);
	const octave = (pitchMidi - alter - naturals[letter]) / 12 - 1;
	return Number.isInteger(octave) && Math.abs(alter) <= 2 ? { letter, alter, octave } : null;
}

/** Semitones that a key signature moves a letter by. */
export const keyAlter = ({ fifths }: Pick<WrittenKey, 'fifths'>, letter: Spelling['letter']): number =>
	Math.floor((fifths + 6 - letters.indexOf(letter)) / 7);
