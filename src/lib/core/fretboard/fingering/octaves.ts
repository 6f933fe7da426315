import type { ChordFingering, Stroke } from './chord-fingerings.ts';
import type { FingerNote } from './finger-note.ts';
import { placesOf, type Neck } from './neck.ts';

/** The nearest first. */
const shifts: readonly number[] = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8];
/** Octaves that lie on the neck and are tried with the chord. */
const mostTried = 3;

/** By how many octaves a left-out note would have to move to be played with the rest of its chord; null where none helps. */
export function octavesThatFit(
	note: FingerNote,
	played: readonly FingerNote[],
	neck: Neck,
	waysOf: (strokes: readonly Stroke[]) => readonly ChordFingering[]
): number | null {
	if (played.length >= neck.openMidi.length) return null;
	let tried = 0;
	for (const octaves of shifts) {
		const pitchMidi = note.pitchMidi + 12 * octaves;
		// A tone that sounds already is no gain.
		if (played.some((other) => other.pitchMidi === pitchMidi) || placesOf(neck, pitchMidi).length === 0) continue;
		if (++tried > mostTried) return null;
		const moved: FingerNote = { ...note, pitchMidi };
		const strokes = [...played, moved]
			.sort((a, b) => a.pitchMidi - b.pitchMidi)
			.map((each) => ({
				pitchMidi: each.pitchMidi,
				lockedString: each.lockedString === undefined ? null : each.lockedString - 1
			}));
		if (waysOf(strokes).length > 0) return octaves;
	}
	return null;
}
