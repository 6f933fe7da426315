import { onsetBands, onsetRateHz, type RhythmFeatures } from './hearing/features.ts';

/** A rise is dated when it is halfway through the window; a beat is felt where the attack begins. */
export const onsetLagSeconds = 0.01;
const bandWeights = [1.2, 0.8, 1, 1, 0.7, 0.5] as const;
/** Half the stretch by which strengths are measured, frames. */
const reachFrames = 4 * onsetRateHz;
/** Mean strength below which a band holds nothing but its own noise. */
const quietMean = 0.004;
const absenceCost = 0.75;

/** Byte of a feature to its strength, 0 to 1. */
export const strengthOfByte = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2);

/**
 * What a beat at each frame would be worth: about -0.75 where nothing begins, up to about 2 on the strongest onsets.
 * Bands count alike however loud they are, and so do quiet and loud passages.
 */
export function toSalience({ frameCount, onsets }: RhythmFeatures): Float32Array {
	const combined = new Float32Array(frameCount);
	const band = new Float32Array(frameCount);
	for (let b = 0; b < onsetBands; b++) {
		for (let t = 0; t < frameCount; t++) band[t] = strengthOfByte[onsets[t * onsetBands + b] ?? 0] ?? 0;
		const means = toMovingMeans(band, reachFrames);
		const weight = bandWeights[b] ?? 1;
		for (let t = 0; t < frameCount; t++)
			combined[t] = (combined[t] ?? 0) + (weight * (band[t] ?? 0)) / ((means[t] ?? 0) + quietMean);
	}
	// Players are loose by a few hundredths of a second: what is near a frame counts there too.
	const smooth = new Float32Array(frameCount);
	for (let t = 0; t < frameCount; t++) {
		smooth[t] =
			0.4 * (combined[t] ?? 0) +
			0.2 * ((combined[t - 1] ?? 0) + (combined[t + 1] ?? 0)) +
			0.1 * ((combined[t - 2] ?? 0) + (combined[t + 2] ?? 0));
	}
	const powers = smooth.map((value) => value * value);
	const meanPowers = toMovingMeans(powers, reachFrames);
	return smooth.map((value, t) => Math.log1p((2 * value) / (Math.sqrt(meanPowers[t] ?? 0) + 0.5)) - absenceCost);
}

/** Mean of `values` from `reach` before to `reach` after each. */
export function toMovingMeans(values: Float32Array, reach: number): Float32Array {
	const means = new Float32Array(values.length);
	let sum = 0;
	let from = 0;
	let to = 0;
	for (let t = 0; t < values.length; t++) {
		while (to < values.length && to <= t + reach) sum += values[to++] ?? 0;
		while (from < t - reach) sum -= values[from++] ?? 0;
		means[t] = sum / (to - from);
	}
	return means;
}
