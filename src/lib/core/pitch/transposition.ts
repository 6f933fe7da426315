import type { Spelling, WrittenKey } from '../score/index.ts';
import { fifthsOf, spellAt, spellingMidi } from './line-of-fifths.ts';

/** A move of all notes by one interval: a major second up is 2 semitones and 2 fifths. */
export interface Transposition {
	readonly semitones: number;
	readonly fifths: number;
}

/**
 * The interval that moves a key by semitones to the key with the fewest accidentals; of six sharps and six flats, what is nearer to
 * the key it came from.
 * @param semitones up, or down below 0
 */
export function transpositionFrom({ fifths }: WrittenKey, semitones: number): Transposition {
	const up = (((7 * semitones) % 12) + 12) % 12;
	const ways = [up - 12, up, up + 12, up - 24].sort(
		(a, b) => Math.abs(fifths + a) - Math.abs(fifths + b) || Math.abs(a) - Math.abs(b) || b - a
	);
	return { semitones, fifths: ways[0] ?? 0 };
}

/** From the sounding to the written key of a part that is not in C. `transposeSemitones` as in `Part`. */
export const toWritten = (soundingKey: WrittenKey, transposeSemitones: number): Transposition =>
	transpositionFrom(soundingKey, transposeSemitones === 0 ? 0 : -transposeSemitones);

export const transposeWrittenKey = (key: WrittenKey, { fifths }: Transposition): WrittenKey => ({
	...key,
	fifths: Math.max(-7, Math.min(7, key.fifths + fifths))
});

/** Moves a spelling by an interval; to the same pitch with fewer accidentals where three would be needed. */
export function transposeSpelling(spelling: Spelling, { semitones, fifths }: Transposition): Spelling {
	const midi = spellingMidi(spelling) + semitones;
	const place = fifthsOf(spelling) + fifths;
	const found = spellAt(midi, place) ?? spellAt(midi, place > 0 ? place - 12 : place + 12);
	if (found === null) throw new RangeError(`An interval of ${semitones} semitones is not ${fifths} fifths.`);
	return found;
}
