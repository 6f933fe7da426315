import { soundingShare, type Division } from './divisions.ts';
import type { OnsetGroup } from './onset-groups.ts';

/** What a group of onsets is, in its beat: a place of the division, or a grace note of the next group. */
export type Place = number | 'grace';

/** The cheapest way to write the onsets of a beat, told by whether its last one is written on the next beat. */
export interface Placing {
	readonly cost: number;
	readonly places: readonly Place[];
}

export interface BeatOnsets {
	readonly startSeconds: number;
	readonly endSeconds: number;
	/** Those that begin in it, by onset. */
	readonly groups: readonly OnsetGroup[];
}

export interface PlacingTerms {
	/** How far onsets stray, seconds, one standard deviation. */
	readonly spreadSeconds: number;
	/** Weight of complexity. */
	readonly plainness: number;
	/** Where the middle of a duple beat sounds: 0.5, later when swung. */
	readonly middle: number;
}

const graceCost = 2.2;
/** Beyond this an onset is an outlier, and no division helps it. */
const mostTimingCost = 14;
/** Two groups on one place: rolled chords up to here are common, seconds. */
const rollSeconds = 0.06;
const rollCost = 0.8;

interface Step {
	readonly cost: number;
	readonly places: readonly Place[];
}

/**
 * Writes the onsets of one beat in one division: a dynamic programme over the places, which never turns two onsets round.
 * @param carriedSeconds onset of a group of the beat before that was written on this beat, or null
 * @returns the best placing that stays inside the beat, and the best one that ends on the next; null where there is none
 */
export function placeOnsets(
	{ startSeconds, endSeconds, groups }: BeatOnsets,
	division: Division,
	carriedSeconds: number | null,
	{ spreadSeconds, plainness, middle }: PlacingTerms
): readonly [inside: Placing | null, onNext: Placing | null] {
	const { parts, placeCosts } = division;
	const length = endSeconds - startSeconds;
	const times = placeCosts.map((_, place) => startSeconds + length * soundingShare(division, place, middle));
	// Index 0 stands for "nothing placed yet", index p + 1 for place p.
	let steps: (Step | undefined)[] = [];
	steps[carriedSeconds === null ? 0 : 1] = { cost: 0, places: [] };
	let before = carriedSeconds;
	for (const { seconds, weight, mayBeGrace } of groups) {
		const next: (Step | undefined)[] = [];
		const offer = (index: number, cost: number, from: Step, place: Place): void => {
			if (cost < (next[index]?.cost ?? Infinity)) next[index] = { cost, places: [...from.places, place] };
		};
		for (let index = 0; index <= parts + 1; index++) {
			const from = steps[index];
			if (from === undefined) continue;
			if (mayBeGrace) offer(index, from.cost + graceCost, from, 'grace');
			for (let place = Math.max(0, index - 1); place <= parts; place++) {
				const stray = ((times[place] ?? 0) - seconds) / spreadSeconds;
				const timing = weight * Math.min(mostTimingCost, (stray * stray) / 2);
				const isShared = index > 0 && place === index - 1;
				const roll = isShared && before !== null ? rollCost + ((seconds - before) / rollSeconds) ** 2 : 0;
				const writing = isShared ? 0 : plainness * (placeCosts[place] ?? 0);
				offer(place + 1, from.cost + timing + roll + writing, from, place);
			}
		}
		steps = next;
		before = seconds;
	}
	let inside: Step | null = null;
	for (let index = 0; index <= parts; index++) {
		const step = steps[index];
		if (step !== undefined && step.cost < (inside?.cost ?? Infinity)) inside = step;
	}
	return [inside, steps[parts + 1] ?? null];
}
