import { Network, toProbability } from '../notes/fitted/network.ts';
import type { Candidate } from './candidates.ts';
import type { RhythmFeatures } from './features.ts';
import { readingTable } from './fitted/weights.ts';
import { toPattern } from './pattern.ts';

/** A candidate with how likely it is to be what a musician would tap, on its own. */
export interface Reading {
	readonly candidate: Candidate;
	/** Log odds. */
	readonly odds: number;
	/** 0 to 1. */
	readonly probability: number;
	readonly pattern: Float32Array;
}

const network = new Network(readingTable);

/** Best first. */
export function rankReadings(features: RhythmFeatures, candidates: readonly Candidate[]): Reading[] {
	return candidates
		.map((candidate) => {
			const pattern = toPattern(features, candidate);
			const odds = network.logit(pattern, 0);
			return { candidate, pattern, odds, probability: toProbability(odds) };
		})
		.sort((a, b) => b.odds - a.odds);
}
