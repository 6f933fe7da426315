import { onsetRateHz } from './hearing/features.ts';

/** Logarithm of the ratio of neighbouring intervals beyond which no beat follows another. */
const widestChange = 0.22;
/** Cost of a change of tempo, for each unit of that logarithm: for players who breathe, and for those who hold a tempo. */
export const looseCost = 18;
export const stiffCost = 90;
const none = 255;

/** Beats found within a range of tempi. */
export interface Pulse {
	/** Ascending. */
	readonly frames: Int32Array;
	/** What the beats are worth together, changes of tempo paid. */
	readonly score: number;
}

export interface TempoRange {
	readonly fromBpm: number;
	readonly toBpm: number;
}

/** Intervals between beats in frames, every frame or every 2%, whichever is wider. */
function toIntervals({ fromBpm, toBpm }: TempoRange): Int32Array {
	const shortest = Math.max(2, Math.round((60 * onsetRateHz) / toBpm));
	const longest = Math.max(shortest, Math.round((60 * onsetRateHz) / fromBpm));
	const intervals: number[] = [];
	for (
		let interval = shortest;
		interval <= longest && intervals.length < none;
		interval = Math.max(interval + 1, Math.round(interval * 1.02))
	)
		intervals.push(interval);
	return Int32Array.from(intervals);
}

interface Steps {
	/** For each interval the first and last interval that may have come before. */
	readonly from: Int32Array;
	readonly to: Int32Array;
	/** cost[i x count + j]: interval i after interval j. */
	readonly cost: Float32Array;
}

function toSteps(intervals: Int32Array, changeCost: number): Steps {
	const count = intervals.length;
	const from = new Int32Array(count).fill(count);
	const to = new Int32Array(count).fill(-1);
	const cost = new Float32Array(count * count);
	for (const [i, now] of intervals.entries()) {
		for (const [j, before] of intervals.entries()) {
			const change = Math.abs(Math.log(now / before));
			if (change > widestChange) continue;
			from[i] = Math.min(from[i] ?? 0, j);
			to[i] = Math.max(to[i] ?? 0, j);
			// A steady beat whose interval is no whole number of frames goes back and forth by one.
			cost[i * count + j] = changeCost * Math.max(0, change - 1.01 / Math.min(now, before));
		}
	}
	return { from, to, cost };
}

/**
 * The best beats within a range of tempi: a state is a beat at a frame and the interval that led to it; Viterbi over both,
 * so that the tempo is a curve and changes only at beats (after Krebs, Böck and Widmer, 2015). Time and memory are
 * linear in the length: a byte for each frame and interval.
 * @param salience worth of a beat at each frame
 * @param changeCost how dear a change of tempo is; `looseCost` or `stiffCost`
 * @param anchors both ends are beats, at the first and the last frame
 */
export function findPulse(
	salience: Float32Array,
	range: TempoRange,
	changeCost: number = looseCost,
	anchors: 'anchored' | 'free' = 'free'
): Pulse {
	const intervals = toIntervals(range);
	const count = intervals.length;
	const frames = salience.length;
	const longest = intervals[count - 1] ?? 1;
	const { from, to, cost } = toSteps(intervals, changeCost);
	const ring = longest + 1;
	const scores = new Float32Array(ring * count).fill(-Infinity);
	const origins = new Uint8Array(frames * count).fill(none);
	let best = { score: -Infinity, frame: -1, interval: 0 };
	for (let t = 0; t < frames; t++) {
		const row = (t % ring) * count;
		const worth = salience[t] ?? 0;
		const start = anchors === 'free' || t === 0 ? worth : -Infinity;
		for (let i = 0; i < count; i++) {
			const interval = intervals[i] ?? 1;
			let highest = start - worth;
			let origin = none;
			if (t >= interval) {
				const before = ((t - interval) % ring) * count;
				const last = to[i] ?? -1;
				for (let j = from[i] ?? 0; j <= last; j++) {
					const score = (scores[before + j] ?? 0) - (cost[i * count + j] ?? 0);
					if (score > highest) {
						highest = score;
						origin = j;
					}
				}
			}
			const score = highest + worth;
			scores[row + i] = score;
			origins[t * count + i] = origin;
			if (score > best.score && (anchors === 'free' || t === frames - 1)) best = { score, frame: t, interval: i };
		}
	}
	const found: number[] = [];
	let { frame, interval } = best;
	while (frame >= 0) {
		found.push(frame);
		const origin = origins[frame * count + interval] ?? none;
		if (origin === none) break;
		frame -= intervals[interval] ?? 1;
		interval = origin;
	}
	return { frames: Int32Array.from(found.reverse()), score: best.score };
}
