import type { OnsetGroup } from './onset-groups.ts';
import type { DividedBeat } from './divide-beats.ts';

/** Off-beats between these shares of the beat are swung: before, they are straight; behind, they are dotted. */
const earliestSwing = 0.56;
const latestSwing = 0.72;
/** Fewer off-beats than these make no swing. */
const fewestOffBeats = 6;

/** A stretch of beats that swings. */
export interface SwungBeats {
	readonly firstBeat: number;
	/** Behind the last one. */
	readonly endBeat: number;
}

/** The only onset inside a beat, as a share of it; null where there is none or more than one. */
function loneOffBeat(groups: readonly OnsetGroup[], startSeconds: number, endSeconds: number): number | null {
	const shares = groups.map(({ seconds }) => (seconds - startSeconds) / (endSeconds - startSeconds));
	const inner = shares.filter((share) => share > 0.15 && share < 0.88);
	return inner.length === 1 ? (inner[0] ?? null) : null;
}

/**
 * Where the off-beats of swung music sound, as a share of the beat: the median of those that could be swung. Null where too
 * few are, or where as many are straight, so that nothing is bent that was not meant.
 */
export function swingMiddle(beatsSeconds: readonly number[], groups: readonly (readonly OnsetGroup[])[]): number | null {
	const swung = groups.flatMap((beatGroups, beat) => {
		const share = loneOffBeat(beatGroups, beatsSeconds[beat] ?? 0, beatsSeconds[beat + 1] ?? 0);
		return share !== null && share >= earliestSwing && share <= latestSwing ? [share] : [];
	});
	if (swung.length < fewestOffBeats) return null;
	swung.sort((a, b) => a - b);
	return swung[swung.length >> 1] ?? null;
}

/** The stretches that came out swung and have off-beats enough to say so; those with fewer are not named. */
export function swungStretches(beats: readonly DividedBeat[]): SwungBeats[] {
	const stretches: (SwungBeats & { readonly offBeats: number })[] = [];
	beats.forEach(({ isSwung, parts, places }, beat) => {
		if (!isSwung) return;
		const offBeats = places.filter((place) => place !== 'grace' && place * 2 === parts).length;
		const last = stretches.at(-1);
		if (last?.endBeat === beat)
			stretches[stretches.length - 1] = { ...last, endBeat: beat + 1, offBeats: last.offBeats + offBeats };
		else stretches.push({ firstBeat: beat, endBeat: beat + 1, offBeats });
	});
	return stretches.filter(({ offBeats }) => offBeats >= fewestOffBeats).map(({ firstBeat, endBeat }) => ({ firstBeat, endBeat }));
}
