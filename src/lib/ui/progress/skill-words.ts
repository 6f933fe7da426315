import { rhythmNames, type RhythmName } from '$core/practice/index.ts';
import type { SkillProgress } from '$core/practice/progress/index.ts';

export const skillKindWords: Readonly<Record<SkillProgress['kind'], string>> = {
	rhythm: 'Rhythms',
	key: 'Keys',
	range: 'Ranges',
	chords: 'Chords',
	leaps: 'Leaps',
	hand: 'Hands'
};

const rhythmWords: Readonly<Record<RhythmName, string>> = {
	graceNotes: 'Grace notes',
	triplets: 'Triplets',
	sixteenths: 'Sixteenths',
	syncopations: 'Syncopations',
	offBeats: 'Off-beats',
	fineDivisions: 'Fine divisions of the beat',
	eighths: 'Eighths',
	beats: 'Notes on the beat',
	longNotes: 'Long notes'
};
const isRhythm = (name: string): name is RhythmName => (rhythmNames as readonly string[]).includes(name);

/** A skill's name; hands are kept as part and staff, both counted from 0. */
export function skillWords({ kind, name }: Pick<SkillProgress, 'kind' | 'name'>): string {
	if (kind === 'rhythm' && isRhythm(name)) return rhythmWords[name];
	const hand = kind === 'hand' ? /^(\d+):(\d+)$/.exec(name) : null;
	if (hand === null) return name.charAt(0).toUpperCase() + name.slice(1);
	const staff = hand[2] === '0' ? 'upper staff' : hand[2] === '1' ? 'lower staff' : `staff ${Number(hand[2]) + 1}`;
	return `Part ${Number(hand[1]) + 1}, ${staff}`;
}
