/** Weights of a logistic regression. */
export interface Logistic {
	readonly bias: number;
	readonly weights: readonly number[];
}

const rounds = 40;
/** Of the squared weights of features of unit spread. */
const ridge = 2;

/**
 * Fits by iteratively reweighted least squares with a ridge (McCullagh and Nelder 1989), on features brought to unit spread.
 * @throws {RangeError} without examples
 */
export function fitLogistic(examples: readonly { readonly features: readonly number[]; readonly isStruck: boolean }[]): Logistic {
	const width = examples[0]?.features.length;
	if (width === undefined) throw new RangeError('There is nothing to fit to.');
	const mean = Array.from({ length: width }, (_, f) => sum(examples.map(({ features }) => features[f] ?? 0)) / examples.length);
	const spread = mean.map(
		(middle, f) => Math.sqrt(sum(examples.map(({ features }) => ((features[f] ?? 0) - middle) ** 2)) / examples.length) + 1e-9
	);
	const rows = examples.map(({ features }) => [1, ...features.map((value, f) => (value - (mean[f] ?? 0)) / (spread[f] ?? 1))]);
	let weights = new Array<number>(width + 1).fill(0);
	for (let round = 0; round < rounds; round++) {
		const matrix: number[][] = weights.map((_, i) => weights.map((_unused, j): number => (i === j && i > 0 ? ridge : 0)));
		const pull = weights.map((weight, i) => (i > 0 ? -ridge * weight : 0));
		rows.forEach((row, at) => {
			const chance = 1 / (1 + Math.exp(-sum(row.map((value, i) => value * (weights[i] ?? 0)))));
			const error = (examples[at]?.isStruck === true ? 1 : 0) - chance;
			const curve = chance * (1 - chance);
			row.forEach((value, i) => {
				pull[i] = (pull[i] ?? 0) + error * value;
				const line = matrix[i];
				if (line !== undefined) row.forEach((other, j) => (line[j] = (line[j] ?? 0) + curve * value * other));
			});
		});
		const step = solve(matrix, pull);
		weights = weights.map((weight, i) => weight + (step[i] ?? 0));
	}
	const [own = 0, ...scaled] = weights;
	const plain = scaled.map((weight, f) => weight / (spread[f] ?? 1));
	return { bias: own - sum(plain.map((weight, f) => weight * (mean[f] ?? 0))), weights: plain };
}

/** By Gauss's elimination with pivots; both are changed. */
function solve(matrix: number[][], right: number[]): number[] {
	const size = right.length;
	for (let column = 0; column < size; column++) {
		let pivot = column;
		for (let row = column + 1; row < size; row++)
			if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[pivot]?.[column] ?? 0)) pivot = row;
		[matrix[column], matrix[pivot]] = [matrix[pivot] ?? [], matrix[column] ?? []];
		[right[column], right[pivot]] = [right[pivot] ?? 0, right[column] ?? 0];
		const top = matrix[column] ?? [];
		for (let row = 0; row < size; row++) {
			const line = matrix[row];
			if (row === column || line === undefined) continue;
			const factor = (line[column] ?? 0) / (top[column] ?? 1);
			for (let at = column; at < size; at++) line[at] = (line[at] ?? 0) - factor * (top[at] ?? 0);
			right[row] = (right[row] ?? 0) - factor * (right[column] ?? 0);
		}
	}
	return right.map((value, at) => value / (matrix[at]?.[at] ?? 1));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
