import type { Reading } from '../readings/readings.ts';
import { toVotes, votesWidth } from './reading-votes.ts';
import type { Strokes } from './strokes.ts';
import { votesTable } from './weights.ts';

/** A linear vote: each input less its mean, over its spread, times its weight. */
export interface VotesTable {
	readonly means: readonly number[];
	readonly spreads: readonly number[];
	readonly weights: readonly number[];
}

/** What is seen in the notes, then the sound's own log odds and probability. */
export const voteInputs = votesWidth + 2;
/** No input counts for more than so many of its spreads. */
const mostSpreads = 3.5;
/** Strokes below which there is no vote, and from which on it counts in full. */
const fewestStrokes = 25;
const enoughStrokes = 75;
/** The same for notes that sound together: a lone line, such as a voice, has no bass to go by. */
const fewestTogether = 0.2;
const enoughTogether = 0.4;

/** What a reading looks like to the vote. `voteInputs` numbers. */
export function toVoteInputs(strokes: Strokes, { candidate, odds, probability }: Omit<Reading, 'pattern'>): Float32Array {
	return Float32Array.from([...toVotes(strokes, candidate.beatsSeconds, candidate.bpm), odds, probability]);
}

/** Log odds against the other readings, but for a constant. */
export function toVoteScore({ means, spreads, weights }: VotesTable, inputs: Float32Array): number {
	return inputs.reduce((sum, value, at) => {
		const spread = (value - (means[at] ?? 0)) / (spreads[at] ?? 1);
		return sum + (weights[at] ?? 0) * Math.max(-mostSpreads, Math.min(mostSpreads, spread));
	}, 0);
}

/**
 * Readings in the order in which sound and notes together make them likely, their probabilities after the vote. The sound
 * alone says whether there is a beat at all; with few notes it says most of the rest as well.
 * @param readings by likelihood, as the sound has it
 */
export function withVotes(readings: readonly Reading[], strokes: Strokes): Reading[] {
	const share =
		toShare(strokes.seconds.length, fewestStrokes, enoughStrokes) * toShare(strokes.together, fewestTogether, enoughTogether);
	if (share === 0) return [...readings];
	const audioWeight = (votesTable.weights[votesWidth] ?? 0) / (votesTable.spreads[votesWidth] ?? 1);
	const scores = readings.map(
		(reading) => share * toVoteScore(votesTable, toVoteInputs(strokes, reading)) + (1 - share) * audioWeight * reading.odds
	);
	const highest = Math.max(...scores);
	const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
	const isAny = Math.min(
		1,
		readings.reduce((sum, { probability }) => sum + probability, 0)
	);
	return readings
		.map((reading, at) => {
			const score = scores[at] ?? 0;
			const voted = (isAny * Math.exp(score - highest)) / total;
			return { score, reading: { ...reading, probability: share * voted + (1 - share) * reading.probability } };
		})
		.sort((a, b) => b.score - a.score)
		.map(({ reading }) => reading);
}

const toShare = (value: number, fewest: number, enough: number): number =>
	Math.max(0, Math.min(1, (value - fewest) / (enough - fewest)));
