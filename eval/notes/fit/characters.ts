import { fittedPresets } from '../../../src/lib/dsp/notes/auto.ts';
import { CharacterMeter, characterNames } from '../../../src/lib/dsp/notes/character.ts';
import { Network, type NetworkTable } from '../../../src/lib/dsp/notes/fitted/network.ts';
import type { Segment } from '../../../src/lib/dsp/notes/segments.ts';
import { StartCollector } from '../../../src/lib/dsp/notes/starts.ts';
import { toMatrices } from './examples.ts';
import type { Made } from './made.ts';

export interface LabelledCharacter {
	readonly character: Float32Array;
	/** Index into `fittedPresets`. */
	readonly label: number;
}

/** What a made recording is like, with the preset it should get; null when too little sounds in it. */
export function toLabelledCharacter({ piece, windows }: Made, startTable: NetworkTable): LabelledCharacter | null {
	const matrices = toMatrices(windows);
	const segment: Segment = { matrices, firstFrame: 0, from: 0, to: matrices.frames, levelsDb: [], firstWindow: 0 };
	const collector = new StartCollector(new Network(startTable));
	const meter = new CharacterMeter();
	meter.add(segment, collector.add(segment));
	const character = meter.toCharacter(collector.toScoredStarts());
	const label = fittedPresets.findIndex((name) => name === piece.group);
	return character === null ? null : { character, label: label < 0 ? fittedPresets.indexOf('other') : label };
}

/** Softmax regression by gradient descent with weight decay, in thousandths: a row of weights and a bias for each preset. */
export function fitCharacters(examples: readonly LabelledCharacter[], rounds = 4000): number[] {
	const width = characterNames.length;
	const columns = width + 1;
	const classes = fittedPresets.length;
	const weights = new Float64Array(classes * columns);
	for (let round = 0; round < rounds; round++) {
		const gradient = new Float64Array(weights.length);
		for (const { character, label } of examples) {
			const scores = Array.from({ length: classes }, (_, row) => {
				let sum = weights[row * columns + width] ?? 0;
				for (let i = 0; i < width; i++) sum += (weights[row * columns + i] ?? 0) * (character[i] ?? 0);
				return sum;
			});
			const largest = Math.max(...scores);
			const powers = scores.map((score) => Math.exp(score - largest));
			const total = powers.reduce((sum, power) => sum + power, 0);
			powers.forEach((power, row) => {
				const error = power / total - (row === label ? 1 : 0);
				for (let i = 0; i < width; i++)
					gradient[row * columns + i] = (gradient[row * columns + i] ?? 0) + error * (character[i] ?? 0);
				gradient[row * columns + width] = (gradient[row * columns + width] ?? 0) + error;
			});
		}
		weights.forEach((weight, i) => (weights[i] = weight - 1.5 * ((gradient[i] ?? 0) / examples.length + 3e-4 * weight)));
	}
	return Array.from(weights, (weight) => Math.round(weight * 1000));
}
