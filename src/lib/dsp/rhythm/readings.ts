import type { Candidate } from './candidates.ts';
import type { RhythmFeatures } from './features.ts';
import { phases, toPattern } from './pattern.ts';
import { onsetBands } from './features.ts';

/** A candidate with how likely it is, against the others, to be what a musician would tap. */
export interface Reading {
	readonly candidate: Candidate;
	readonly score: number;
	readonly pattern: Float32Array;
}

/** Best first. */
export function rankReadings(features: RhythmFeatures, candidates: readonly Candidate[]): Reading[] {
	return candidates
		.map((candidate) => {
			const pattern = toPattern(features, candidate);
			return { candidate, pattern, score: toScore(pattern) };
		})
		.sort((a, b) => b.score - a.score);
}

/** Onsets on the beat rather than off it, harmony that moves with it, and a tempo that people tap. */
function toScore(pattern: Float32Array): number {
	const worth = 4 * (pattern[3] ?? 0);
	const octaves = pattern[0] ?? 0;
	let onBeat = 0;
	for (let band = 0; band < onsetBands; band++) {
		const row = 6 + band * phases.length;
		onBeat += (band === 0 ? 2 : 1) * ((pattern[row] ?? 0) - (pattern[row + 5] ?? 0));
	}
	const change = 6 + onsetBands * phases.length;
	const moved = (pattern[change] ?? 0) - (pattern[change + 4] ?? 0) + (pattern[change + 1] ?? 0) - (pattern[change + 5] ?? 0);
	return 2 * worth * 2 ** (-0.6 * octaves) + 0.05 * onBeat + 2 * moved - 1.2 * octaves * octaves - 2 * (pattern[2] ?? 0);
}
