import type { ChordSpan } from '../../../core/analysis/analysis.ts';
import { toBassRuns, type BassRun } from './bass.ts';
import { toChordEvidence } from './chord-evidence.ts';
import { addKeyPrior, toChordMoves } from './chord-prior.ts';
import { noChord, stateCount, toChord, toIntervals, toRoot } from './chord-states.ts';
import { toBestPath, toPosteriors, type Lattice } from '../lattice.ts';
import { chromaValues } from '../hearing/salience.ts';
import type { Segments } from '../segments.ts';

/** Log-odds against a new chord on a beat, and what is added between beats and where there are none. */
const changeOnBeat = 1.8;
const changeOffBeat = 2.2;
/** Of all that sounds, the share that a clear chord's own tones have. */
const clearShare = 0.85;
const leastRunnerUp = 0.03;

/** Chords on the segments, equal neighbours over the same bass joined. */
export function toChordSpans(segments: Segments, keyPosteriors: Float32Array): ChordSpan[] {
	if (segments.count === 0) return [];
	const evidence = toChordEvidence(segments);
	addKeyPrior(evidence, keyPosteriors);
	const changeCosts = Float32Array.from(segments.onBeat, (onBeat) => changeOnBeat + (onBeat === 1 ? 0 : changeOffBeat));
	const lattice: Lattice = { steps: segments.count, states: stateCount, scores: evidence, moves: toChordMoves(), changeCosts };
	const path = toBestPath(lattice);
	const posteriors = toPosteriors(lattice);
	const spans: ChordSpan[] = [];
	for (let from = 0; from < segments.count;) {
		const state = path[from] ?? noChord;
		let to = from + 1;
		while (to < segments.count && path[to] === state) to++;
		if (state === noChord) spans.push(toSpan(segments, posteriors, state, { from, to, bass: 0 }));
		else for (const run of toBassRuns(segments, state, from, to)) spans.push(toSpan(segments, posteriors, state, run));
		from = to;
	}
	return spans;
}

function toSpan(segments: Segments, posteriors: Float32Array, state: number, { from, to, bass }: BassRun): ChordSpan {
	const chord = toChord(state);
	const seconds = (segments.bounds[to] ?? 0) - (segments.bounds[from] ?? 0);
	const means = new Float64Array(stateCount);
	for (let segment = from; segment < to; segment++) {
		const weight = ((segments.bounds[segment + 1] ?? 0) - (segments.bounds[segment] ?? 0)) / seconds;
		for (let other = 0; other < stateCount; other++)
			means[other] = (means[other] ?? 0) + weight * (posteriors[segment * stateCount + other] ?? 0);
	}
	let next = -1;
	for (let other = 0; other < stateCount; other++)
		if (other !== state && (next < 0 || (means[other] ?? 0) > (means[next] ?? 0))) next = other;
	const second = means[next] ?? 0;
	return {
		startSeconds: segments.bounds[from] ?? 0,
		endSeconds: segments.bounds[to] ?? 0,
		chord: chord === null || bass === chord.root ? chord : { ...chord, bass },
		confidence: Math.min(1, means[state] ?? 0) * toClarity(segments, state, from, to),
		...(second >= leastRunnerUp ? { runnerUp: { chord: toChord(next), confidence: Math.min(1, second) } } : {})
	};
}

/** How much of what sounds belongs to the chord, against what a clear one has: no chord is surer than its tones stand out. */
function toClarity({ chroma }: Segments, state: number, from: number, to: number): number {
	if (state === noChord) return 1;
	const own = new Uint8Array(12);
	for (const interval of toIntervals(state)) own[(toRoot(state) + interval) % 12] = 1;
	let within = 0;
	let total = 1e-9;
	for (let i = from * chromaValues; i < to * chromaValues; i++) {
		const value = chroma[i] ?? 0;
		total += value;
		if (own[i % 12] === 1) within += value;
	}
	return Math.min(1, within / total / clearShare);
}
