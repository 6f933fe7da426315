import { noChord, qualityCount, stateCount } from './chord-states.ts';
import { ChordInput, chordInputs, noneInputs } from './chord-input.ts';
import { TwoLayers } from './two-layers.ts';
import { chordTable, noneTable } from './weights.ts';
import type { Segments } from '../segments.ts';

/** Neighbouring segments hear much the same: what each says on its own counts for less than it seems. */
const independence = 0.85;
const silentScore = -12;
/** A chord is seldom heard without its root: what that costs it, where less than this share of the sound is the root. */
const rootlessCost = 1.2;
const leastRootShare = 0.01;

/**
 * Log-likelihoods of every state in every segment, `stateCount` each: a network fitted to made music looks up from each of
 * the twelve roots, another says how little of a chord there is.
 */
export function toChordEvidence(segments: Segments): Float32Array {
	const evidence = new Float32Array(segments.count * stateCount);
	const chords = new TwoLayers(chordTable);
	const none = new TwoLayers(noneTable);
	const input = new ChordInput(segments);
	const chroma = new Float32Array(chordInputs);
	const bare = new Float32Array(noneInputs);
	const scores = new Float32Array(qualityCount);
	const noneScore = new Float32Array(1);
	for (let segment = 0; segment < segments.count; segment++) {
		const row = segment * stateCount;
		if (!input.open(segment)) {
			evidence.fill(silentScore, row, row + stateCount);
			evidence[row + noChord] = 0;
			continue;
		}
		for (let root = 0; root < 12; root++) {
			input.readFromRoot(root, chroma);
			chords.run(chroma, scores);
			const cost = input.toRootShare(root) < leastRootShare ? rootlessCost : 0;
			for (let q = 0; q < qualityCount; q++) evidence[row + 12 * q + root] = (scores[q] ?? 0) - cost;
		}
		input.readNone(segment, bare);
		none.run(bare, noneScore);
		evidence[row + noChord] = noneScore[0] ?? 0;
		normalise(evidence, row);
	}
	return evidence;
}

/** Scores to logarithms of probabilities, then tempered. */
function normalise(evidence: Float32Array, row: number): void {
	let largest = -Infinity;
	for (let state = 0; state < stateCount; state++) largest = Math.max(largest, evidence[row + state] ?? 0);
	let total = 0;
	for (let state = 0; state < stateCount; state++) total += Math.exp((evidence[row + state] ?? 0) - largest);
	const floor = largest + Math.log(total);
	for (let state = 0; state < stateCount; state++) evidence[row + state] = independence * ((evidence[row + state] ?? 0) - floor);
}
