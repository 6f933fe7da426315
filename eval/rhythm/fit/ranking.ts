import { seededRandom } from '../../bootstrap.ts';
import type { FittedNetwork, Training } from '../../notes/fit/network.ts';
import { gaussian } from './chance.ts';

/** The readings of each piece, side by side. */
export interface Ranking {
	readonly width: number;
	readonly features: Float32Array;
	/** How right each reading is, 0 to 1. */
	readonly targets: Float32Array;
	/** What each column is a measure of, if of one band or register alone. */
	readonly sources: readonly (number | null)[];
	/** First row of each piece, then the number of rows. */
	readonly starts: Uint32Array;
}

/** Chance that a band goes unheard in a piece: recordings lack some that made music has. */
const dropChance = 0.15;

function toScaling({ width, features }: Ranking): { mean: Float32Array; scale: Float32Array } {
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

/** Derivatives of the loss: cross-entropy of each reading alone, and of the choice of the best in each piece. */
function toErrors(logits: Float32Array, targets: Float32Array, choiceWeight: number): Float32Array {
	const highest = Math.max(...logits);
	const shares = logits.map((logit) => Math.exp(logit - highest));
	const all = shares.reduce((sum, share) => sum + share, 0);
	const right = targets.reduce((sum, target) => sum + target ** 2, 0);
	return logits.map((logit, i) => {
		const target = targets[i] ?? 0;
		const alone = 1 / (1 + Math.exp(-logit)) - target;
		return alone + (right > 0.25 ? choiceWeight * ((shares[i] ?? 0) / all - target ** 2 / right) : 0);
	});
}

/**
 * Fits by Adam, eight pieces a step, so that the best reading of each piece comes first.
 * @param choiceWeight how much the choice among a piece's readings counts beside what each is worth alone
 * @returns the same network for the same seed
 */
export function fitRanking(ranking: Ranking, training: Training, choiceWeight: number): FittedNetwork {
	const { width, features, targets, starts, sources } = ranking;
	const { hidden, epochs, seed } = training;
	const random = seededRandom(seed);
	const { mean, scale } = toScaling(ranking);
	const sourceCount = 1 + Math.max(0, ...sources.map((source) => source ?? 0));
	const columns = width + 1;
	const tail = hidden * columns;
	const size = tail + hidden + 1;
	const values = new Float32Array(size);
	for (let i = 0; i < tail; i++) values[i] = i % columns === width ? 0 : gaussian(random) * Math.sqrt(2 / width);
	for (let i = 0; i < hidden; i++) values[tail + i] = gaussian(random) * Math.sqrt(1 / hidden);
	const gradient = new Float32Array(size);
	const momentum = new Float32Array(size);
	const velocity = new Float32Array(size);
	const pieces = starts.length - 1;
	const order = Uint32Array.from({ length: pieces }, (_, i) => i);
	const batch = 8;
	const steps = epochs * Math.ceil(pieces / batch);
	let step = 0;
	for (let epoch = 0; epoch < epochs; epoch++) {
		for (let i = pieces - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			const held = order[i] ?? 0;
			order[i] = order[j] ?? 0;
			order[j] = held;
		}
		for (let start = 0; start < pieces; start += batch) {
			gradient.fill(0);
			let counted = 0;
			for (const piece of order.subarray(start, start + batch)) {
				const from = starts[piece] ?? 0;
				const count = (starts[piece + 1] ?? 0) - from;
				if (count === 0) continue;
				counted += count;
				const inputs = new Float32Array(count * columns);
				const active = new Float32Array(count * hidden);
				const logits = new Float32Array(count);
				// One disturbance for the whole piece: what differs between its readings stays as it is.
				const noise = Float32Array.from({ length: width }, () => training.noise * (random() + random() + random() - 1.5));
				const dropped = Array.from({ length: sourceCount }, () => random() < dropChance);
				const isDropped = (column: number): boolean => dropped[sources[column] ?? sourceCount] === true;
				for (let row = 0; row < count; row++) {
					const at = row * columns;
					for (let c = 0; c < width; c++) {
						const own = training.noise * (random() + random() + random() - 1.5);
						inputs[at + c] = isDropped(c)
							? 0
							: ((features[(from + row) * width + c] ?? 0) - (mean[c] ?? 0)) * (scale[c] ?? 1) + own + (noise[c] ?? 0);
					}
					inputs[at + width] = 1;
					let logit = values[tail + hidden] ?? 0;
					for (let h = 0; h < hidden; h++) {
						let sum = 0;
						const unit = h * columns;
						for (let c = 0; c < columns; c++) sum += (values[unit + c] ?? 0) * (inputs[at + c] ?? 0);
						const on = sum > 0 ? sum : 0;
						active[row * hidden + h] = on;
						logit += on * (values[tail + h] ?? 0);
					}
					logits[row] = logit;
				}
				for (const [row, error] of toErrors(logits, targets.subarray(from, from + count), choiceWeight).entries()) {
					gradient[size - 1] = (gradient[size - 1] ?? 0) + error;
					for (let h = 0; h < hidden; h++) {
						const on = active[row * hidden + h] ?? 0;
						if (on <= 0) continue;
						gradient[tail + h] = (gradient[tail + h] ?? 0) + error * on;
						const back = error * (values[tail + h] ?? 0);
						const unit = h * columns;
						for (let c = 0; c < columns; c++)
							gradient[unit + c] = (gradient[unit + c] ?? 0) + back * (inputs[row * columns + c] ?? 0);
					}
				}
			}
			step++;
			const rate = training.rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
			for (let i = 0; i < size; i++) {
				const g = (gradient[i] ?? 0) / Math.max(1, counted);
				const m = 0.9 * (momentum[i] ?? 0) + 0.1 * g;
				const v = 0.999 * (velocity[i] ?? 0) + 0.001 * g * g;
				momentum[i] = m;
				velocity[i] = v;
				const value = values[i] ?? 0;
				const move = m / (1 - 0.9 ** step) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8);
				values[i] = value - rate * (move + training.decay * value);
			}
		}
	}
	return { width, hidden, mean, scale, first: values.slice(0, tail), second: values.slice(tail) };
}
