import { onsetRateHz } from '../hearing/features.ts';
import { findPulse, looseCost, stiffCost, type TempoRange } from '../pulse.ts';
import { onsetLagSeconds } from '../salience.ts';

/** Ranges of tempo overlap, so that every tempo lies well inside one. Beats a minute. */
const slowestBpm = 26;
const rangeStep = 1.2;
const rangeWidth = 1.5;
const ranges = 12;
const beliefWeight = 0.7;

/** One reading of where the beats are. */
export interface Candidate {
	/** Ascending. */
	readonly beatsSeconds: Float64Array;
	readonly bpm: number;
	/** Spread of neighbouring intervals: standard deviation of the logarithm of their ratio. */
	readonly wander: number;
	/** Worth of the beats for each second. */
	readonly worth: number;
	/** The same, by the fitted worth of the frames. */
	readonly belief: number;
}

/** What beats are found by: where onsets are, and how much a frame is like those on beats. */
export interface Evidence {
	/** For dating beats between frames as well. */
	readonly salience: Float32Array;
	readonly beatWorth: Float32Array;
	/** Both together. */
	readonly worth: Float32Array;
}

export function toEvidence(salience: Float32Array, beatWorth: Float32Array): Evidence {
	return { salience, beatWorth, worth: salience.map((value, t) => value + beliefWeight * (beatWorth[t] ?? 0)) };
}

/** Readings at all tempi, each at its own phase and half a beat later; those that say the same are given once. */
export function findCandidates(evidence: Evidence, onRange: (done: number, of: number) => void): Candidate[] {
	const found: Candidate[] = [];
	for (let index = 0; index < ranges; index++) {
		const fromBpm = slowestBpm * rangeStep ** index;
		addReadings(evidence, { fromBpm, toBpm: fromBpm * rangeWidth }, looseCost, found);
		onRange(index + 1, ranges);
	}
	return found;
}

/** A reading's tempo once more, held as a click would hold it; nothing where that gives the same beats. */
export function findStiffer(evidence: Evidence, { bpm }: Candidate, known: readonly Candidate[]): Candidate[] {
	const found = [...known];
	addReadings(evidence, { fromBpm: bpm / 1.08, toBpm: bpm * 1.08 }, stiffCost, found);
	return found.slice(known.length);
}

function addReadings(evidence: Evidence, range: TempoRange, changeCost: number, into: Candidate[]): void {
	const { frames } = findPulse(evidence.worth, range, changeCost);
	if (frames.length < 3) return;
	const beats = Float64Array.from(frames, (frame) => toBeatSeconds(evidence.salience, frame));
	for (const reading of [beats, toOffbeats(beats)]) {
		const candidate = toCandidate(reading, evidence);
		const same = into.findIndex((other) => isSame(other, candidate));
		const known = into[same];
		if (known === undefined) into.push(candidate);
		// At the edge of a range a beat may have to be left out now and then; the next range has the tempo inside it.
		else if (candidate.worth > known.worth) into[same] = candidate;
	}
}

/** Between frames: the centre of the salience around the peak. */
export function toBeatSeconds(salience: Float32Array, frame: number): number {
	let weight = 0;
	let moment = 0;
	for (let offset = -2; offset <= 2; offset++) {
		const worth = Math.max(0, (salience[frame + offset] ?? 0) + 0.4) ** 2;
		weight += worth;
		moment += worth * offset;
	}
	const centred = weight > 0 ? moment / weight : 0;
	return Math.max(0, (frame + centred) / onsetRateHz - onsetLagSeconds);
}

function toOffbeats(beats: Float64Array): Float64Array {
	const offbeats = Float64Array.from({ length: beats.length - 1 }, (_, i) => ((beats[i] ?? 0) + (beats[i + 1] ?? 0)) / 2);
	const first = (beats[0] ?? 0) - ((beats[1] ?? 0) - (beats[0] ?? 0)) / 2;
	return first < 0 ? offbeats : Float64Array.from([first, ...offbeats]);
}

export function toMedianInterval(beats: Float64Array): number {
	const intervals = Float64Array.from({ length: beats.length - 1 }, (_, i) => (beats[i + 1] ?? 0) - (beats[i] ?? 0)).sort();
	const middle = intervals.length >> 1;
	return intervals.length % 2 === 1 ? (intervals[middle] ?? 1) : ((intervals[middle] ?? 1) + (intervals[middle - 1] ?? 1)) / 2;
}

function toCandidate(beatsSeconds: Float64Array, { salience, beatWorth }: Evidence): Candidate {
	let squares = 0;
	for (let i = 2; i < beatsSeconds.length; i++) {
		const now = (beatsSeconds[i] ?? 0) - (beatsSeconds[i - 1] ?? 0);
		const last = (beatsSeconds[i - 1] ?? 0) - (beatsSeconds[i - 2] ?? 0);
		squares += Math.log(Math.max(0.05, now) / Math.max(0.05, last)) ** 2;
	}
	let worth = 0;
	let belief = 0;
	for (const beat of beatsSeconds) {
		const frame = Math.round((beat + onsetLagSeconds) * onsetRateHz);
		worth += salience[frame] ?? 0;
		belief += Math.max(beatWorth[frame - 1] ?? -1, beatWorth[frame] ?? -1, beatWorth[frame + 1] ?? -1);
	}
	return {
		beatsSeconds,
		bpm: 60 / toMedianInterval(beatsSeconds),
		wander: Math.sqrt(squares / Math.max(1, beatsSeconds.length - 2)),
		worth: (worth * onsetRateHz) / salience.length,
		belief: (belief * onsetRateHz) / salience.length
	};
}

/** Whether nine in ten beats of either lie within 40 ms of one of the other's. */
function isSame(one: Candidate, other: Candidate): boolean {
	if (Math.abs(Math.log(one.bpm / other.bpm)) > 0.05) return false;
	const most = Math.max(one.beatsSeconds.length, other.beatsSeconds.length);
	return countShared(one.beatsSeconds, other.beatsSeconds, 0.04) >= 0.9 * most;
}

/** How many beats of one lie within reach of the other's, each of them used once. Both ascending. */
export function countShared(one: Float64Array, other: Float64Array, reachSeconds: number): number {
	let shared = 0;
	for (let i = 0, j = 0; i < one.length && j < other.length;) {
		const difference = (one[i] ?? 0) - (other[j] ?? 0);
		if (Math.abs(difference) <= reachSeconds) {
			shared++;
			i++;
			j++;
		} else if (difference < 0) i++;
		else j++;
	}
	return shared;
}
