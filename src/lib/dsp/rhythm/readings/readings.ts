import { Network, toProbability } from '../../notes/fitted/network.ts';
import { findStiffer, type Candidate, type Evidence } from './candidates.ts';
import type { RhythmFeatures } from '../hearing/features.ts';
import { readingTable } from './weights.ts';
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

const stiffened = 4;
const network = new Network(readingTable);

/** Best first; the likeliest few are also tried at a tempo held still. */
export function rankReadings(features: RhythmFeatures, evidence: Evidence, candidates: readonly Candidate[]): Reading[] {
	const judge = (candidate: Candidate): Reading => {
		const pattern = toPattern(features, candidate);
		const odds = network.logit(pattern, 0);
		return { candidate, pattern, odds, probability: toProbability(odds) };
	};
	const byOdds = (a: Reading, b: Reading): number => b.odds - a.odds;
	const readings = candidates.map(judge).sort(byOdds);
	const known = [...candidates];
	for (const { candidate } of readings.slice(0, stiffened)) {
		const stiffer = findStiffer(evidence, candidate, known);
		known.push(...stiffer);
		readings.push(...stiffer.map(judge));
	}
	return readings.sort(byOdds);
}
