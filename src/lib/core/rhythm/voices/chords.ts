import type { PlacedNote } from '../grid/quantise-onsets.ts';

/** The notes of a staff, or of both, that are written on one tick; grace notes are kept apart. */
export interface Struck {
	readonly tick: number;
	/** By pitch, lowest first. */
	readonly notes: readonly PlacedNote[];
}

/** @param notes by tick */
export function toStruck(notes: readonly PlacedNote[]): Struck[] {
	const struck: { tick: number; notes: PlacedNote[] }[] = [];
	for (const note of notes) {
		if (note.isGrace) continue;
		const last = struck.at(-1);
		if (last?.tick === note.tick) last.notes.push(note);
		else struck.push({ tick: note.tick, notes: [note] });
	}
	for (const { notes: chord } of struck) chord.sort((a, b) => a.evidence.pitchMidi - b.evidence.pitchMidi);
	return struck;
}
