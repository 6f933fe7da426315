import { noChord, qualityCount } from '../../../src/lib/dsp/harmony/chords/chord-states.ts';
import { chordInputs, noneInputs } from '../../../src/lib/dsp/harmony/chords/chord-input.ts';
import type { LayerTable } from '../../../src/lib/dsp/harmony/chords/two-layers.ts';
import { seededRandom } from '../../bootstrap.ts';
import type { ChordExamples } from './examples.ts';

/** One hidden layer with the gradients and moments of Adam (Kingma and Ba, 2015). */
class Layers {
	readonly inputs: number;
	readonly hiddenCount: number;
	readonly outputs: number;
	readonly weights: Float32Array;
	readonly #gradient: Float32Array;
	readonly #first: Float32Array;
	readonly #second: Float32Array;
	#step = 0;

	constructor(inputs: number, hiddenCount: number, outputs: number, random: () => number) {
		this.inputs = inputs;
		this.hiddenCount = hiddenCount;
		this.outputs = outputs;
		const split = hiddenCount * (inputs + 1);
		this.weights = Float32Array.from({ length: split + outputs * (hiddenCount + 1) }, (_, i) => {
			const reach = i < split ? Math.sqrt(6 / inputs) : Math.sqrt(3 / hiddenCount);
			return reach * (2 * random() - 1);
		});
		this.#gradient = new Float32Array(this.weights.length);
		this.#first = new Float32Array(this.weights.length);
		this.#second = new Float32Array(this.weights.length);
	}

	run(input: Float32Array, at: number, levels: Float32Array, levelsAt: number, out: Float32Array, outAt: number): void {
		const { inputs, hiddenCount, outputs, weights } = this;
		for (let unit = 0; unit < hiddenCount; unit++) {
			const row = unit * (inputs + 1);
			let sum = weights[row + inputs] ?? 0;
			for (let i = 0; i < inputs; i++) sum += (weights[row + i] ?? 0) * (input[at + i] ?? 0);
			levels[levelsAt + unit] = sum > 0 ? sum : 0;
		}
		const base = hiddenCount * (inputs + 1);
		for (let o = 0; o < outputs; o++) {
			const row = base + o * (hiddenCount + 1);
			let sum = weights[row + hiddenCount] ?? 0;
			for (let unit = 0; unit < hiddenCount; unit++) sum += (weights[row + unit] ?? 0) * (levels[levelsAt + unit] ?? 0);
			out[outAt + o] = sum;
		}
	}

	/** Adds the gradient of what the outputs' errors say. */
	learn(input: Float32Array, at: number, levels: Float32Array, levelsAt: number, errors: Float32Array, errorsAt: number): void {
		const { inputs, hiddenCount, outputs, weights } = this;
		const gradient = this.#gradient;
		const base = hiddenCount * (inputs + 1);
		for (let unit = 0; unit < hiddenCount; unit++) {
			const level = levels[levelsAt + unit] ?? 0;
			let back = 0;
			for (let o = 0; o < outputs; o++) {
				const index = base + o * (hiddenCount + 1) + unit;
				const error = errors[errorsAt + o] ?? 0;
				gradient[index] = (gradient[index] ?? 0) + error * level;
				back += error * (weights[index] ?? 0);
			}
			if (level <= 0) continue;
			const row = unit * (inputs + 1);
			for (let i = 0; i < inputs; i++) gradient[row + i] = (gradient[row + i] ?? 0) + back * (input[at + i] ?? 0);
			gradient[row + inputs] = (gradient[row + inputs] ?? 0) + back;
		}
		for (let o = 0; o < outputs; o++) {
			const index = base + o * (hiddenCount + 1) + hiddenCount;
			gradient[index] = (gradient[index] ?? 0) + (errors[errorsAt + o] ?? 0);
		}
	}

	update(rate: number, decay: number, scale: number): void {
		this.#step++;
		const fix1 = 1 - 0.9 ** this.#step;
		const fix2 = 1 - 0.999 ** this.#step;
		for (let i = 0; i < this.weights.length; i++) {
			const g = (this.#gradient[i] ?? 0) * scale;
			this.#first[i] = 0.9 * (this.#first[i] ?? 0) + 0.1 * g;
			this.#second[i] = 0.999 * (this.#second[i] ?? 0) + 0.001 * g * g;
			const step = (this.#first[i] ?? 0) / fix1 / (Math.sqrt((this.#second[i] ?? 0) / fix2) + 1e-8);
			this.weights[i] = (this.weights[i] ?? 0) * (1 - rate * decay) - rate * step;
			this.#gradient[i] = 0;
		}
	}

	toTable(): LayerTable {
		const split = this.hiddenCount * (this.inputs + 1);
		const rounded = Array.from(this.weights, (weight) => Math.round(1000 * weight));
		return {
			inputs: this.inputs,
			hiddenCount: this.hiddenCount,
			outputs: this.outputs,
			hidden: rounded.slice(0, split),
			output: rounded.slice(split)
		};
	}
}

export interface ChordTables {
	readonly chordTable: LayerTable;
	readonly noneTable: LayerTable;
}

/**
 * Fits the two networks together by the cross-entropy over all chords and none: one network looks up from each of the
 * twelve roots, so that what it learns in one key holds in all.
 */
export function fitChords(
	parts: readonly ChordExamples[],
	epochs: number,
	onEpoch: (epoch: number, loss: number, right: number) => void
): ChordTables {
	const random = seededRandom(5);
	const chords = new Layers(chordInputs, 48, qualityCount, random);
	const none = new Layers(noneInputs, 8, 1, random);
	const order = parts.flatMap((part, p) => Array.from({ length: part.count }, (_, i) => ({ p, i })));
	const turned = new Float32Array(12 * chordInputs);
	const bare = new Float32Array(noneInputs);
	const levels = new Float32Array(12 * chords.hiddenCount);
	const noneLevels = new Float32Array(none.hiddenCount);
	const scores = new Float32Array(12 * qualityCount);
	const noneScore = new Float32Array(1);
	for (let epoch = 0; epoch < epochs; epoch++) {
		for (let i = order.length - 1; i > 0; i--) {
			const j = Math.floor(random() * (i + 1));
			const [a, b] = [order[i], order[j]];
			if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
		}
		const rate = 3e-3 * (1 - epoch / epochs) + 1e-4;
		let loss = 0;
		let right = 0;
		order.forEach(({ p, i }, n) => {
			const part = parts[p];
			if (part === undefined) return;
			for (let root = 0; root < 12; root++) {
				for (let row = 0; row < chordInputs; row += 12)
					for (let k = 0; k < 12; k++)
						turned[root * chordInputs + row + k] =
							(part.chroma[i * chordInputs + row + ((k + root) % 12)] ?? 0) * (0.85 + 0.3 * random());
				chords.run(turned, root * chordInputs, levels, root * chords.hiddenCount, scores, root * qualityCount);
			}
			for (let k = 0; k < noneInputs; k++) bare[k] = (part.none[i * noneInputs + k] ?? 0) * (0.9 + 0.2 * random());
			none.run(bare, 0, noneLevels, 0, noneScore, 0);
			let largest = noneScore[0] ?? 0;
			for (const score of scores) largest = Math.max(largest, score);
			let total = Math.exp((noneScore[0] ?? 0) - largest);
			for (const score of scores) total += Math.exp(score - largest);
			const state = part.states[i] ?? noChord;
			const place = state === noChord ? -1 : (state % 12) * qualityCount + Math.floor(state / 12);
			const own = place < 0 ? (noneScore[0] ?? 0) : (scores[place] ?? 0);
			loss -= own - largest - Math.log(total);
			if (own >= largest - 1e-6) right++;
			for (let k = 0; k < scores.length; k++) scores[k] = Math.exp((scores[k] ?? 0) - largest) / total - (k === place ? 1 : 0);
			noneScore[0] = Math.exp((noneScore[0] ?? 0) - largest) / total - (place < 0 ? 1 : 0);
			for (let root = 0; root < 12; root++)
				chords.learn(turned, root * chordInputs, levels, root * chords.hiddenCount, scores, root * qualityCount);
			none.learn(bare, 0, noneLevels, 0, noneScore, 0);
			if (n % 32 === 31) {
				chords.update(rate, 2e-3, 1 / 32);
				none.update(rate, 2e-3, 1 / 32);
			}
		});
		onEpoch(epoch, loss / order.length, right / order.length);
	}
	return { chordTable: chords.toTable(), noneTable: none.toTable() };
}
