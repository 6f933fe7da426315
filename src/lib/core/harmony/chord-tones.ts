import type { Chord, ChordQuality } from './chord.ts';

/** Semitones above the root, ascending, the root first. */
export const chordIntervals: Readonly<Record<ChordQuality, readonly number[]>> = {
	maj: [0, 4, 7],
	min: [0, 3, 7],
	'7': [0, 4, 7, 10],
	maj7: [0, 4, 7, 11],
	min7: [0, 3, 7, 10],
	dim: [0, 3, 6],
	aug: [0, 4, 8],
	sus4: [0, 5, 7],
	sus2: [0, 2, 7],
	hdim7: [0, 3, 6, 10],
	dim7: [0, 3, 6, 9],
	maj6: [0, 4, 7, 9],
	min6: [0, 3, 7, 9],
	'9': [0, 2, 4, 7, 10],
	maj9: [0, 2, 4, 7, 11],
	min9: [0, 2, 3, 7, 10],
	'5': [0, 7]
};

/** Pitch classes of a chord, the root first, then its bass where that is no tone of it. */
export function toPitchClasses(chord: Chord): number[] {
	const classes = chordIntervals[chord.quality].map((interval) => (chord.root + interval) % 12);
	return chord.bass === undefined || classes.includes(chord.bass) ? classes : [...classes, chord.bass];
}
