import { toChordName, transposeChord } from '$core/harmony/chord-names.ts';
import { transposePitchClass } from '$core/harmony/keys.ts';
import { barAt, barStarts, type Score } from '$core/score/index.ts';
import type { ChordText } from './bar-widths.ts';

/** Chord symbols as they are printed, for a part that is read some semitones above its sound. */
export function chordTexts({ chords, bars }: Pick<Score, 'chords' | 'bars'>, writtenAbove: number): ChordText[] {
	const starts = barStarts(bars);
	return chords.map(({ tick, chord, text }) => {
		if (text !== undefined && writtenAbove === 0) return { tick, text };
		if (chord === null) return { tick, text: 'N.C.' };
		const { fifths, mode } = bars[barAt(starts, tick)]?.key ?? { fifths: 0, mode: 'major' };
		const tonic = transposePitchClass(7 * fifths + (mode === 'minor' ? 9 : 0), writtenAbove);
		return { tick, text: toChordName(transposeChord(chord, writtenAbove), { tonic, mode }) };
	});
}
