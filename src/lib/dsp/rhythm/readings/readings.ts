import { Network, toProbability } from '../../notes/fitted/network.ts';
import { countShared, findStiffer, type Candidate, type Evidence } from './candidates.ts';
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
const compared = 32;
/** F of two readings up to which they share nothing: that of an octave apart, about. */
const leastLikeness = 0.7;
const network = new Network(readingTable);

/** First the one that is best on the whole, then by likelihood; the likeliest few are also tried at a tempo held still. */
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
	return withConsensusFirst(readings.sort(byOdds));
}

/**
 * Readings that differ in little share what speaks for them: first comes the one that can be expected to be most nearly
 * right when any of them may be the truth.
 */
function withConsensusFirst(byOdds: readonly Reading[]): Reading[] {
	const rivals = byOdds.slice(0, compared);
	const highest = rivals[0]?.odds ?? 0;
	const expected = rivals.map(({ candidate: { beatsSeconds } }) =>
		rivals.reduce((sum, { candidate, odds }) => {
			const shared = countShared(beatsSeconds, candidate.beatsSeconds, 0.07);
			const likeness = (2 * shared) / (beatsSeconds.length + candidate.beatsSeconds.length);
			return sum + Math.exp(odds - highest) * Math.max(0, likeness - leastLikeness);
		}, 0)
	);
	const first = rivals[expected.indexOf(Math.max(...expected))];
	return first === undefined ? [...byOdds] : [first, ...byOdds.filter((reading) => reading !== first)];
}
