import type { HeardKey } from '../../../core/analysis/analysis.ts';
import { correlateKeys, keyCount } from './key-evidence.ts';
import { toBestPath, toPosteriors, type Lattice } from '../lattice.ts';
import { chromaValues } from '../hearing/salience.ts';
import type { Segments } from '../segments.ts';

const sharpness = 16;
const windowSeconds = 8;
/** Log-odds against a change of key in one second. */
const changePerSecond = 9;
/** A stretch in another key is named when it lasts this long. */
const shortestSpanSeconds = 10;
const leastTrust = 0.6;

export const toHeardKey = (index: number, confidence: number): HeardKey => ({
	tonic: index % 12,
	mode: index < 12 ? 'major' : 'minor',
	confidence
});

export interface LocalKeys {
	/** `keyCount` probabilities for each segment. */
	readonly posteriors: Float32Array;
	/** Best key of each segment. */
	readonly path: Uint8Array;
}

/** Pitch-class weights for the key: each segment's chroma on a scale that keeps one loud note from deciding. */
export function toKeyChroma(segments: Segments): Float64Array {
	const out = new Float64Array(segments.count * 12);
	for (let segment = 0; segment < segments.count; segment++) {
		const at = segment * chromaValues;
		let sum = 0;
		for (let i = 0; i < 12; i++) {
			const value =
				0.8 * (segments.chroma[at + i] ?? 0) + (segments.chroma[at + 12 + i] ?? 0) + 0.8 * (segments.chroma[at + 24 + i] ?? 0);
			out[segment * 12 + i] = Math.sqrt(value);
			sum += Math.sqrt(value);
		}
		const seconds = (segments.bounds[segment + 1] ?? 0) - (segments.bounds[segment] ?? 0);
		const weight = sum > 0 ? (seconds * Math.sqrt(segments.loudness[segment] ?? 0)) / sum : 0;
		for (let i = 0; i < 12; i++) out[segment * 12 + i] = (out[segment * 12 + i] ?? 0) * weight;
	}
	return out;
}

/** Where the recording is in which key: a chain over the 24 keys on the chroma of some seconds around. */
export function toLocalKeys(segments: Segments, chroma: Float64Array): LocalKeys {
	const { count, bounds } = segments;
	const scores = new Float32Array(count * keyCount);
	const changeCosts = new Float32Array(count);
	const around = new Float64Array(12);
	let from = 0;
	let to = 0;
	for (let segment = 0; segment < count; segment++) {
		const middle = ((bounds[segment] ?? 0) + (bounds[segment + 1] ?? 0)) / 2;
		for (; to < count && (bounds[to] ?? 0) < middle + windowSeconds / 2; to++)
			for (let i = 0; i < 12; i++) around[i] = (around[i] ?? 0) + (chroma[to * 12 + i] ?? 0);
		for (; from < to && (bounds[from + 1] ?? 0) < middle - windowSeconds / 2; from++)
			for (let i = 0; i < 12; i++) around[i] = (around[i] ?? 0) - (chroma[from * 12 + i] ?? 0);
		correlateKeys(around, 0, scores, segment * keyCount);
		const seconds = (bounds[segment + 1] ?? 0) - (bounds[segment] ?? 0);
		for (let key = 0; key < keyCount; key++)
			scores[segment * keyCount + key] = (scores[segment * keyCount + key] ?? 0) * sharpness * (seconds / 2);
		changeCosts[segment] = changePerSecond;
	}
	const lattice: Lattice = { steps: count, states: keyCount, scores, moves: toKeyMoves(), changeCosts };
	return { posteriors: toPosteriors(lattice), path: toBestPath(lattice) };
}

/** Neighbours on the circle of fifths, the relative and the parallel key are nearer than the rest. */
function toKeyMoves(): Float32Array {
	const moves = new Float32Array(keyCount * keyCount);
	for (let a = 0; a < keyCount; a++) {
		for (let b = 0; b < keyCount; b++) {
			const majorOf = (key: number): number => (key < 12 ? key : (key + 3) % 12);
			const fifths = ((majorOf(b) - majorOf(a) + 12) * 7) % 12;
			const distance = Math.min(fifths, 12 - fifths);
			moves[a * keyCount + b] = a % 12 === b % 12 ? -1 : -0.7 * distance;
		}
	}
	return moves;
}

export interface KeySpan extends HeardKey {
	readonly startSeconds: number;
	readonly endSeconds: number;
}

/**
 * The path's stretches that last long enough and are sure enough, each with the share of trust it had; another joins the
 * longer of its neighbours. One alone is in the key of the whole.
 */
export function toKeySpans(segments: Segments, keys: LocalKeys, whole: HeardKey): KeySpan[] {
	const runs = toRuns(segments, keys);
	while (runs.length > 1) {
		const weakest = runs.reduce((best, run) => (toWorth(segments, keys, run) < toWorth(segments, keys, best) ? run : best));
		if (toWorth(segments, keys, weakest) >= shortestSpanSeconds) break;
		const at = runs.indexOf(weakest);
		const before = runs[at - 1];
		const after = runs[at + 1];
		const isBefore = after === undefined || (before !== undefined && toSeconds(segments, before) >= toSeconds(segments, after));
		const into = isBefore ? before : after;
		if (into === undefined) break;
		into.from = Math.min(into.from, weakest.from);
		into.to = Math.max(into.to, weakest.to);
		runs.splice(at, 1);
		joinTwins(runs);
	}
	if (runs.length < 2) return [{ ...whole, startSeconds: 0, endSeconds: segments.bounds[segments.count] ?? 0 }];
	return runs.map((run) => ({
		...toHeardKey(run.key, toTrust(keys, run)),
		startSeconds: segments.bounds[run.from] ?? 0,
		endSeconds: segments.bounds[run.to] ?? 0
	}));
}

interface Run {
	readonly key: number;
	from: number;
	to: number;
}

function toRuns(segments: Segments, keys: LocalKeys): Run[] {
	const runs: Run[] = [];
	for (let segment = 0; segment < segments.count; segment++) {
		const key = keys.path[segment] ?? 0;
		const last = runs[runs.length - 1];
		if (last !== undefined && last.key === key) last.to = segment + 1;
		else runs.push({ key, from: segment, to: segment + 1 });
	}
	return runs;
}

function joinTwins(runs: Run[]): void {
	for (let i = runs.length - 1; i > 0; i--) {
		const earlier = runs[i - 1];
		const later = runs[i];
		if (earlier === undefined || later === undefined || earlier.key !== later.key) continue;
		earlier.to = later.to;
		runs.splice(i, 1);
	}
}

const toSeconds = ({ bounds }: Segments, { from, to }: Run): number => (bounds[to] ?? 0) - (bounds[from] ?? 0);

/** How long a stretch lasts; nothing when its key is in doubt. */
function toWorth(segments: Segments, keys: LocalKeys, run: Run): number {
	return toTrust(keys, run) < leastTrust ? 0 : toSeconds(segments, run);
}

function toTrust({ posteriors }: LocalKeys, { key, from, to }: Run): number {
	let sum = 0;
	for (let segment = from; segment < to; segment++) sum += posteriors[segment * keyCount + key] ?? 0;
	return Math.min(1, sum / Math.max(1, to - from));
}
