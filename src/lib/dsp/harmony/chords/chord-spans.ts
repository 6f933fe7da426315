import type { ChordSpan } from '../../../core/analysis/analysis.ts';
import type { Chord } from '../../../core/harmony/chord.ts';
import { toChordEvidence } from './chord-evidence.ts';
import { addKeyPrior, toChordMoves } from './chord-prior.ts';
import { noChord, stateCount, toChord, toIntervals, toRoot } from './chord-states.ts';
import { toBestPath, toPosteriors, type Lattice } from '../lattice.ts';
import { chromaValues } from '../hearing/salience.ts';
import type { Segments } from '../segments.ts';

/** Log-odds against a new chord on a beat, and what is added on a part of one. */
const changeOnBeat = 3.2;
const changeOffBeat = 1.6;
/** How much stronger than the root another tone must be in the bass to be called the bass. */
const slashRatio = 1.6;
const leastRunnerUp = 0.03;

/** Chords on the segments, equal neighbours joined. */
export function toChordSpans(segments: Segments, keyPosteriors: Float32Array): ChordSpan[] {
	if (segments.count === 0) return [];
	const evidence = toChordEvidence(segments);
	addKeyPrior(evidence, keyPosteriors);
	const changeCosts = Float32Array.from(segments.beats, (beats, i) => {
		const isOnBeat = beats === 1 || (segments.beats[i - 1] ?? 1) === 1;
		return changeOnBeat + (isOnBeat ? 0 : changeOffBeat);
	});
	const lattice: Lattice = { steps: segments.count, states: stateCount, scores: evidence, moves: toChordMoves(), changeCosts };
	const path = toBestPath(lattice);
	const posteriors = toPosteriors(lattice);
	const spans: ChordSpan[] = [];
	for (let from = 0; from < segments.count;) {
		const state = path[from] ?? noChord;
		let to = from + 1;
		while (to < segments.count && path[to] === state) to++;
		spans.push(toSpan(segments, posteriors, state, from, to));
		from = to;
	}
	return spans;
}

function toSpan(segments: Segments, posteriors: Float32Array, state: number, from: number, to: number): ChordSpan {
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
		chord: withBass(segments, state, from, to),
		confidence: Math.min(1, means[state] ?? 0),
		...(second >= leastRunnerUp ? { runnerUp: { chord: toChord(next), confidence: Math.min(1, second) } } : {})
	};
}

/** The chord with the tone that lies in the bass, when that is another of its tones. */
function withBass(segments: Segments, state: number, from: number, to: number): Chord | null {
	const chord = toChord(state);
	if (chord === null) return null;
	const bass = new Float64Array(12);
	for (let segment = from; segment < to; segment++)
		for (let i = 0; i < 12; i++) bass[i] = (bass[i] ?? 0) + (segments.chroma[segment * chromaValues + i] ?? 0);
	const root = bass[toRoot(state)] ?? 0;
	let total = 0;
	for (const value of bass) total += value;
	let lowest = chord.root;
	for (const interval of toIntervals(state)) {
		const tone = (chord.root + interval) % 12;
		if ((bass[tone] ?? 0) > (bass[lowest] ?? 0)) lowest = tone;
	}
	const isClear = (bass[lowest] ?? 0) > slashRatio * root && (bass[lowest] ?? 0) > 0.4 * total;
	return lowest !== chord.root && isClear ? { ...chord, bass: lowest } : chord;
}
