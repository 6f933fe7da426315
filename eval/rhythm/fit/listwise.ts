import type { VotesTable } from '../../../src/lib/dsp/rhythm/votes/weigh.ts';

/** The readings of one piece: what each looks like, and how right it is, 0 to 1. */
export interface Choice {
	readonly rows: readonly Float32Array[];
	readonly worth: readonly number[];
}

/** A choice among readings none of which is right teaches nothing. */
const leastWorth = 0.3;
const steps = 400;
const rate = 0.05;
const decay = 0.02;
const leastSpread = 0.02;

/**
 * Weights by which the right reading of each piece is the likeliest: the cross-entropy of a softmax over the readings,
 * with some decay, by Adam over all pieces at once (ListNet; Cao et al., 2007). The same choices give the same weights.
 */
export function fitListwise(choices: readonly Choice[], inputs: number): VotesTable {
	const all = choices.flatMap(({ rows }) => rows);
	const columns = Array.from({ length: inputs }, (_, column) => all.map((row) => row[column] ?? 0));
	const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
	const spreads = columns.map(
		(values, column) =>
			leastSpread + Math.sqrt(values.reduce((sum, value) => sum + (value - (means[column] ?? 0)) ** 2, 0) / values.length)
	);
	const lessons = choices
		.filter(({ worth }) => worth.reduce((sum, value) => sum + value, 0) > leastWorth)
		.map(({ rows, worth }) => {
			const total = worth.reduce((sum, value) => sum + value, 0);
			return {
				rows: rows.map((row) => row.map((value, column) => (value - (means[column] ?? 0)) / (spreads[column] ?? 1))),
				targets: worth.map((value) => value / total)
			};
		});
	const weights = new Float64Array(inputs);
	const momentum = new Float64Array(inputs);
	const power = new Float64Array(inputs);
	for (let step = 1; step <= steps; step++) {
		const slope = weights.map((weight) => decay * weight);
		for (const { rows, targets } of lessons) {
			const chances = toChances(rows.map((row) => row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), 0)));
			for (const [index, row] of rows.entries()) {
				const miss = ((chances[index] ?? 0) - (targets[index] ?? 0)) / lessons.length;
				for (let column = 0; column < inputs; column++) slope[column] = (slope[column] ?? 0) + miss * (row[column] ?? 0);
			}
		}
		for (const [column, value] of slope.entries()) {
			const m = (momentum[column] = 0.9 * (momentum[column] ?? 0) + 0.1 * value);
			const v = (power[column] = 0.99 * (power[column] ?? 0) + 0.01 * value * value);
			weights[column] = (weights[column] ?? 0) - (rate * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.99 ** step)) + 1e-8);
		}
	}
	return { means, spreads, weights: [...weights] };
}

function toChances(scores: readonly number[]): number[] {
	const highest = Math.max(...scores);
	const raised = scores.map((score) => Math.exp(score - highest));
	const total = raised.reduce((sum, value) => sum + value, 0);
	return raised.map((value) => value / total);
}
