import { toBestPath } from '../lattice.ts';
import { chromaValues } from '../hearing/salience.ts';
import type { Segments } from '../segments.ts';
import { toIntervals, toRoot } from './chord-states.ts';

/** How much stronger than the root another tone must be in the bass to be called the bass, and its least share there. */
const slashRatio = 1.6;
const leastShare = 0.4;
/** Seconds of a bass all its own that outweigh a change of it: a line that walks through the chord is no inversion. */
const changeSeconds = 0.6;

/** A part of a run of one chord, over one bass. */
export interface BassRun {
	readonly from: number;
	readonly to: number;
	/** Pitch class, one of the chord's. */
	readonly bass: number;
}

/** Splits the segments from `from` to `to`, which hold one chord, where another of its tones comes to lie in the bass. */
export function toBassRuns(segments: Segments, state: number, from: number, to: number): BassRun[] {
	const root = toRoot(state);
	const tones = toIntervals(state).map((interval) => (root + interval) % 12);
	const steps = to - from;
	const scores = new Float32Array(steps * tones.length);
	for (let step = 0; step < steps; step++) {
		const segment = from + step;
		const seconds = (segments.bounds[segment + 1] ?? 0) - (segments.bounds[segment] ?? 0);
		const bass = toBass(segments, segment, segment + 1);
		tones.forEach((tone, i) => (scores[step * tones.length + i] = seconds * (bass[tone] ?? 0)));
	}
	const path = toBestPath({
		steps,
		states: tones.length,
		scores,
		moves: new Float32Array(tones.length ** 2),
		changeCosts: new Float32Array(steps).fill(changeSeconds)
	});
	const runs: BassRun[] = [];
	for (let step = 0; step < steps;) {
		let end = step + 1;
		while (end < steps && path[end] === path[step]) end++;
		const tone = tones[path[step] ?? 0] ?? root;
		const bass = toBass(segments, from + step, from + end);
		const isClear = (bass[tone] ?? 0) > slashRatio * (bass[root] ?? 0) && (bass[tone] ?? 0) > leastShare;
		const last = runs[runs.length - 1];
		const heard = isClear ? tone : root;
		if (last?.bass === heard) runs[runs.length - 1] = { ...last, to: from + end };
		else runs.push({ from: from + step, to: from + end, bass: heard });
		step = end;
	}
	return runs;
}

/** Shares of the pitch classes in the bass over some segments; nothing where there is none. */
function toBass({ chroma }: Segments, from: number, to: number): Float64Array {
	const bass = new Float64Array(12);
	let total = 0;
	for (let segment = from; segment < to; segment++) {
		for (let i = 0; i < 12; i++) {
			const value = chroma[segment * chromaValues + i] ?? 0;
			bass[i] = (bass[i] ?? 0) + value;
			total += value;
		}
	}
	if (total > 1e-9) for (let i = 0; i < 12; i++) bass[i] = (bass[i] ?? 0) / total;
	return bass;
}
