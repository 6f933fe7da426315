import type { NetworkTable } from '../../../src/lib/dsp/notes/fitted/network.ts';
import { seededRandom } from '../../bootstrap.ts';

/** Rows of features with what each should score: 0 or 1, and how much it counts. */
export interface Examples {
	readonly width: number;
	readonly features: Float32Array;
	readonly targets: Float32Array;
	readonly weights: Float32Array;
}

/** One hidden layer of rectifiers and a logistic output; inputs are standardised by `mean` and `scale`. */
export interface FittedNetwork {
	readonly width: number;
	readonly hidden: number;
	readonly mean: Float32Array;
	readonly scale: Float32Array;
	/** hidden x (width + 1), the last of each row is the bias. */
	readonly first: Float32Array;
	/** hidden + 1, the last is the bias. */
	readonly second: Float32Array;
}

export interface Training {
	readonly hidden: number;
	readonly epochs: number;
	readonly rate: number;
	/** Weight decay, per step, of Adam with decoupled decay. */
	readonly decay: number;
	readonly seed: number;
	/** Spread of the noise added to standardised inputs, so that no single input is trusted to the last digit. */
	readonly noise: number;
}

function toScaling({ width, features }: Examples): { mean: Float32Array; scale: Float32Array } {
	const rows = features.length / width;
	const mean = new Float32Array(width);
	const scale = new Float32Array(width);
	for (let column = 0; column < width; column++) {
		let sum = 0;
		let squares = 0;
		for (let row = 0; row < rows; row++) {
			const value = features[row * width + column] ?? 0;
			sum += value;
			squares += value * value;
		}
		mean[column] = sum / rows;
		scale[column] = 1 / Math.max(0.02, Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2)));
	}
	return { mean, scale };
}

/** Fits by Adam in batches of 64 on cross-entropy; the same seed gives the same network. */
export function fitNetwork(examples: Examples, training: Training): FittedNetwork {
	const { width, features, targets, weights } = examples;
	const { hidden, epochs, seed } = training;
	const random = seededRandom(seed);
	const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	const { mean, scale } = toScaling(examples);
	const columns = width + 1;
	const size = hidden * columns + hidden + 1;
	const values = new Float32Array(size);
	for (let i = 0; i < hidden * columns; i++) values[i] = i % columns === width ? 0 : normal() * Math.sqrt(2 / width);
	for (let i = 0; i < hidden; i++) values[hidden * columns + i] = normal() * Math.sqrt(1 / hidden);
	const gradient = new Float32Array(size);
	const momentum = new Float32Array(size);
	const velocity = new Float32Array(size);
	const rows = targets.length;
	const order = Uint32Array.from({ length: rows }, (_, i) => i);
	const input = new Float32Array(columns);
	input[width] = 1;
	const active = new Float32Array(hidden);
	const tail = hidden * columns;
	const batch = 64;
	let step = 0;
	const steps = epochs * Math.ceil(rows / batch);
	for (let epoch = 0; epoch < epochs; epoch++) {
		for (let i = rows - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			const held = order[i] ?? 0;
			order[i] = order[j] ?? 0;
			order[j] = held;
		}
		for (let start = 0; start < rows; start += batch) {
			gradient.fill(0);
			for (let k = start; k < Math.min(rows, start + batch); k++) {
				const row = order[k] ?? 0;
				for (let c = 0; c < width; c++) {
					const noise = training.noise > 0 ? training.noise * (random() + random() + random() - 1.5) * 2 : 0;
					input[c] = ((features[row * width + c] ?? 0) - (mean[c] ?? 0)) * (scale[c] ?? 1) + noise;
				}
				let logit = values[tail + hidden] ?? 0;
				for (let h = 0; h < hidden; h++) {
					let sum = 0;
					const at = h * columns;
					for (let c = 0; c < columns; c++) sum += (values[at + c] ?? 0) * (input[c] ?? 0);
					const on = sum > 0 ? sum : 0;
					active[h] = on;
					logit += on * (values[tail + h] ?? 0);
				}
				const error = (1 / (1 + Math.exp(-logit)) - (targets[row] ?? 0)) * (weights[row] ?? 0);
				gradient[tail + hidden] = (gradient[tail + hidden] ?? 0) + error;
				for (let h = 0; h < hidden; h++) {
					const on = active[h] ?? 0;
					if (on <= 0) continue;
					gradient[tail + h] = (gradient[tail + h] ?? 0) + error * on;
					const back = error * (values[tail + h] ?? 0);
					const at = h * columns;
					for (let c = 0; c < columns; c++) gradient[at + c] = (gradient[at + c] ?? 0) + back * (input[c] ?? 0);
				}
			}
			step++;
			const rate = training.rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
			const warmMomentum = 1 - 0.9 ** step;
			const warmVelocity = 1 - 0.999 ** step;
			for (let i = 0; i < size; i++) {
				const g = (gradient[i] ?? 0) / batch;
				const m = 0.9 * (momentum[i] ?? 0) + 0.1 * g;
				const v = 0.999 * (velocity[i] ?? 0) + 0.001 * g * g;
				momentum[i] = m;
				velocity[i] = v;
				const value = values[i] ?? 0;
				values[i] = value - rate * (m / warmMomentum / (Math.sqrt(v / warmVelocity) + 1e-8) + training.decay * value);
			}
		}
	}
	return { width, hidden, mean, scale, first: values.slice(0, tail), second: values.slice(tail) };
}

/** The network as the decoder reads it: thousandths, with the scaling of the inputs folded into the first layer. */
export function toNetworkTable({ width, hidden, mean, scale, first, second }: FittedNetwork): NetworkTable {
	const rows: number[] = [];
	for (let h = 0; h < hidden; h++) {
		const at = h * (width + 1);
		let bias = first[at + width] ?? 0;
		for (let c = 0; c < width; c++) {
			const weight = (first[at + c] ?? 0) * (scale[c] ?? 1);
			bias -= weight * (mean[c] ?? 0);
			rows.push(Math.round(weight * 1000));
		}
		rows.push(Math.round(bias * 1000));
	}
	return { inputs: width, hidden: rows, output: Array.from(second, (value) => Math.round(value * 1000)) };
}
