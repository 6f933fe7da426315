import type { ExpectedNote } from '../expected/expected-note.ts';

/** What rhythms are kept as. */
export const rhythmNames = [
	'graceNotes',
	'triplets',
	'sixteenths',
	'syncopations',
	'offBeats',
	'fineDivisions',
	'eighths',
	'beats',
	'longNotes'
] as const;
export type RhythmName = (typeof rhythmNames)[number];

const near = (value: number, target: number): boolean => Math.abs(value - target) < 0.06;

/** By place in the beat, then by length: what the hand has to count. */
export function rhythmName({ beat, beats, isGrace }: Pick<ExpectedNote, 'beat' | 'beats' | 'isGrace'>): RhythmName {
	if (isGrace) return 'graceNotes';
	const into = beat - Math.floor(beat + 0.06);
	if (near(into, 1 / 3) || near(into, 2 / 3)) return 'triplets';
	if (near(into, 0.25) || near(into, 0.75)) return 'sixteenths';
	if (near(into, 0.5)) return beats > 0.56 ? 'syncopations' : 'offBeats';
	if (!near(into, 0)) return 'fineDivisions';
	if (beats < 0.3) return 'sixteenths';
	if (beats < 0.4) return 'triplets';
	if (beats < 0.6) return 'eighths';
	return beats < 1.6 ? 'beats' : 'longNotes';
}
