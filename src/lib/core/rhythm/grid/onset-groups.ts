import type { EvidenceNote } from '../evidence-note.ts';

/** Notes that are struck together. */
export interface OnsetGroup {
	readonly notes: readonly EvidenceNote[];
	/** Mean of the onsets, weighted by confidence. */
	readonly seconds: number;
	/** How much its timing counts: the confidence of its surest note, never nothing. */
	readonly weight: number;
	/** It could be a grace note of what follows. */
	readonly mayBeGrace: boolean;
}

/** Hands spread a chord by less than this from note to note, seconds, and by no more than `chordSpreadSeconds` in all. */
const chordGapSeconds = 0.035;
const chordSpreadSeconds = 0.08;
const leastWeight = 0.25;
/** A grace note is at most this long before the note it leads to, and no longer itself than `graceLengthSeconds`. */
const graceGapSeconds = 0.12;
const graceLengthSeconds = 0.16;
/** A grace note lies near what it leads to, semitones. */
const graceReachSemitones = 4;

/** Chords and single notes, by onset. A pitch that comes twice begins a new group. */
export function toOnsetGroups(notes: readonly EvidenceNote[]): OnsetGroup[] {
	const sorted = [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi);
	const groups: EvidenceNote[][] = [];
	for (const note of sorted) {
		const group = groups.at(-1);
		const first = group?.[0];
		const last = group?.at(-1);
		const fits =
			group !== undefined &&
			first !== undefined &&
			last !== undefined &&
			note.onsetSeconds - last.onsetSeconds <= chordGapSeconds &&
			note.onsetSeconds - first.onsetSeconds <= chordSpreadSeconds &&
			!group.some(({ pitchMidi }) => pitchMidi === note.pitchMidi);
		if (fits) group.push(note);
		else groups.push([note]);
	}
	return groups.map((group, at) => {
		const weight = group.reduce((sum, { confidence }) => sum + Math.max(leastWeight, confidence), 0);
		const sum = group.reduce((total, note) => total + note.onsetSeconds * Math.max(leastWeight, note.confidence), 0);
		return {
			notes: group,
			seconds: sum / weight,
			weight: group.reduce((most, { confidence }) => Math.max(most, confidence), leastWeight),
			mayBeGrace: isGraceLike(group, groups[at + 1])
		};
	});
}

function isGraceLike(group: readonly EvidenceNote[], next: readonly EvidenceNote[] | undefined): boolean {
	const [note] = group;
	if (note === undefined || group.length > 1 || next === undefined) return false;
	const gap = (next[0]?.onsetSeconds ?? Infinity) - note.onsetSeconds;
	if (gap > graceGapSeconds || note.offsetSeconds - note.onsetSeconds > graceLengthSeconds) return false;
	return next.some(
		({ pitchMidi }) => pitchMidi !== note.pitchMidi && Math.abs(pitchMidi - note.pitchMidi) <= graceReachSemitones
	);
}
