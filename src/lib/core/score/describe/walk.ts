import type { ScoreNote } from '../score.ts';

/** Steps of a keyboard over notes: along the music, or up and down at one moment. */
export type WalkStep = 'next' | 'previous' | 'higher' | 'lower';

/**
 * The note that a step comes to.
 * @param notes of the shown parts, by tick
 * @param fromId the chosen note; without it the first at or after `atTick`
 * @returns null where there is none
 */
export function walkTo(notes: readonly ScoreNote[], fromId: string | null, step: WalkStep, atTick: number): ScoreNote | null {
	const from = notes.find(({ id }) => id === fromId);
	if (from === undefined) return notes.find(({ tick }) => tick >= atTick) ?? notes[notes.length - 1] ?? null;
	if (step === 'higher' || step === 'lower') {
		const together = notes.filter(({ tick }) => tick === from.tick);
		const sign = step === 'higher' ? 1 : -1;
		const beyond = together.filter(({ pitchMidi }) => sign * (pitchMidi - from.pitchMidi) > 0);
		return nearest(beyond, from);
	}
	const tick =
		step === 'next' ? notes.find((note) => note.tick > from.tick)?.tick : notes.findLast((note) => note.tick < from.tick)?.tick;
	return tick === undefined
		? null
		: nearest(
				notes.filter((note) => note.tick === tick),
				from
			);
}

/** In the same staff and voice if there is one, then by pitch. */
function nearest(notes: readonly ScoreNote[], from: ScoreNote): ScoreNote | null {
	const distance = (note: ScoreNote): number =>
		(note.staff === from.staff ? 0 : 1000) + (note.voice === from.voice ? 0 : 200) + Math.abs(note.pitchMidi - from.pitchMidi);
	return [...notes].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}
