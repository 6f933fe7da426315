import { countLeading, countUpTo } from '../order/index.ts';

/** The beats of a song and which of them begin bars: seconds to musical time and back. */
export interface BeatGrid {
	/** Strictly ascending. */
	readonly beatsSeconds: readonly number[];
	/** Indices into `beatsSeconds`, ascending. */
	readonly downbeats: readonly number[];
}

export const emptyGrid: BeatGrid = { beatsSeconds: [], downbeats: [] };

/**
 * Where a time lies among the beats: 3.5 is half-way between the fourth and the fifth. Before the first and after the
 * last beat their distance is carried on. NaN with fewer than two beats.
 */
export function beatPositionAt({ beatsSeconds }: BeatGrid, seconds: number): number {
	const count = beatsSeconds.length;
	if (count < 2) return Number.NaN;
	const before = Math.min(count - 2, Math.max(0, countUpTo(beatsSeconds, seconds) - 1));
	const start = beatsSeconds[before] ?? 0;
	const end = beatsSeconds[before + 1] ?? start;
	return before + (seconds - start) / (end - start);
}

/** The time of a place among the beats, the inverse of `beatPositionAt`. NaN with fewer than two beats. */
export function secondsAtBeat({ beatsSeconds }: BeatGrid, position: number): number {
	const count = beatsSeconds.length;
	if (count < 2) return Number.NaN;
	const before = Math.min(count - 2, Math.max(0, Math.floor(position)));
	const start = beatsSeconds[before] ?? 0;
	const end = beatsSeconds[before + 1] ?? start;
	return start + (position - before) * (end - start);
}

/** The beat nearest to a time, the earlier of two as near; -1 without beats. */
export function nearestBeat(beatsSeconds: readonly number[], seconds: number): number {
	const after = countUpTo(beatsSeconds, seconds);
	const before = after - 1;
	if (before < 0) return beatsSeconds.length > 0 ? 0 : -1;
	if (after >= beatsSeconds.length) return before;
	return seconds - (beatsSeconds[before] ?? 0) <= (beatsSeconds[after] ?? 0) - seconds ? before : after;
}

/** The median distance of neighbouring beats, seconds; NaN with fewer than two. */
export function medianBeatSeconds(beatsSeconds: readonly number[]): number {
	if (beatsSeconds.length < 2) return Number.NaN;
	const steps = beatsSeconds.slice(1).map((seconds, at) => seconds - (beatsSeconds[at] ?? 0));
	steps.sort((a, b) => a - b);
	const middle = steps.length >> 1;
	const upper = steps[middle] ?? Number.NaN;
	return steps.length % 2 === 1 ? upper : (upper + (steps[middle - 1] ?? upper)) / 2;
}

/**
 * The tempo around a time, beats a minute: the median over the `reach` beats on each side. NaN with fewer than two beats.
 */
export function localBpm({ beatsSeconds }: BeatGrid, seconds: number, reach = 4): number {
	const at = nearestBeat(beatsSeconds, seconds);
	if (at < 0) return Number.NaN;
	return 60 / medianBeatSeconds(beatsSeconds.slice(Math.max(0, at - reach), at + reach + 1));
}

/** A bar of the grid. What comes before the first downbeat is bar 0: a pickup. */
export interface Bar {
	readonly number: number;
	readonly startSeconds: number;
	readonly endSeconds: number;
	/** Index of its first beat. */
	readonly firstBeat: number;
	readonly beatCount: number;
}

/**
 * The bars of a song, ascending and without gaps between its first beat and its end. The last one ends a beat after its
 * last beat, or with the song. Empty without downbeats.
 */
export function toBars({ beatsSeconds, downbeats }: BeatGrid, durationSeconds: number): readonly Bar[] {
	const first = downbeats[0];
	const lastBeat = beatsSeconds.at(-1);
	if (first === undefined || lastBeat === undefined) return [];
	const step = medianBeatSeconds(beatsSeconds.slice(-9));
	const end = Math.max(lastBeat, Math.min(durationSeconds, lastBeat + (Number.isNaN(step) ? durationSeconds : step)));
	const starts = first > 0 ? [0, ...downbeats] : downbeats;
	const firstNumber = first > 0 ? 0 : 1;
	return starts.map((firstBeat, at) => {
		const next = starts[at + 1] ?? beatsSeconds.length;
		return {
			number: firstNumber + at,
			startSeconds: beatsSeconds[firstBeat] ?? 0,
			endSeconds: beatsSeconds[next] ?? end,
			firstBeat,
			beatCount: next - firstBeat
		};
	});
}

/** The bar that holds a time: the first one before it begins, the last one after it ends; -1 without bars. */
export function barIndexAt(bars: readonly Bar[], seconds: number): number {
	const begun = countLeading(bars.length, (index) => (bars[index]?.startSeconds ?? Infinity) <= seconds);
	return bars.length === 0 ? -1 : Math.max(0, begun - 1);
}
