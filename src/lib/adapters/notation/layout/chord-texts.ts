import { toChordName, transposeChord } from '$core/harmony/chord-names.ts';
import { fromSignature, transposeKey } from '$core/harmony/keys.ts';
import { barAt, barStarts, type Score } from '$core/score/index.ts';
import type { ChordText } from './bar-widths.ts';

/** Chord symbols as they are printed, for a part that is read some semitones above its sound. */
export function chordTexts({ chords, bars }: Pick<Score, 'chords' | 'bars'>, writtenAbove: number): ChordText[] {
	const starts = barStarts(bars);
	return chords.map(({ tick, chord, text }) => {
		if (text !== undefined && writtenAbove === 0) return { tick, text };
		if (chord === null) return { tick, text: 'N.C.' };
		const key = fromSignature(bars[barAt(starts, tick)]?.key ?? { fifths: 0, mode: 'major' });
		return { tick, text: toChordName(transposeChord(chord, writtenAbove), transposeKey(key, writtenAbove)) };
	});
}
