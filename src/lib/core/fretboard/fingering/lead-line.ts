import type { FingerNote } from './finger-note.ts';
import type { Neck } from './neck.ts';

/** Where the hand is at home in a lead: up the neck with the line, and never near the nut. */
export interface LeadHome {
	readonly middleMidi: number;
	/** For the middle of the line. */
	readonly fret: number;
}

const leastNotes = 16;
const leastStrings = 6;
const singleShare = 0.9;
const highestHome = 12;
export const leadShape = { slope: 0.5, floor: 7 };

/**
 * A single line whose middle lies above the open first string is a lead: near the nut half of it would run along that one string,
 * so it is played up the neck, its middle on the second string with room above and below, on strings that can be bent. Null for
 * lower lines, for chords and for a bar or two, which are played where they lie.
 * @param chords struck together, in order of time
 */
export function toLeadHome(chords: readonly (readonly FingerNote[])[], { openMidi, highestFret }: Neck): LeadHome | null {
	const [first, second] = openMidi;
	const notes = chords.flat();
	if (first === undefined || second === undefined || openMidi.length < leastStrings || notes.length < leastNotes) return null;
	const single = chords.filter(({ length }) => length === 1).length;
	const pitches = notes.map(({ pitchMidi }) => pitchMidi).sort((a, b) => a - b);
	const middleMidi = pitches[pitches.length >> 1] ?? 0;
	if (single < singleShare * chords.length || middleMidi < first) return null;
	return { middleMidi, fret: Math.min(highestFret, highestHome, Math.max(leadShape.floor, middleMidi - second)) };
}

/** The fret around which a pitch of a lead is looked for: a line climbs along the neck as well as across it. */
export function homeFretOf({ middleMidi, fret }: LeadHome, pitchMidi: number): number {
	return Math.max(leadShape.floor, fret + leadShape.slope * (pitchMidi - middleMidi));
}
