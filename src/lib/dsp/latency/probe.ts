/**
 * What is played to measure a round trip: sweeps that any small speaker gives and any room lets through, at uneven distances
 * so that no echo of one is taken for another.
 */
export interface LatencyProbe {
	readonly samples: Float32Array<ArrayBuffer>;
	/** First sample of each sweep. */
	readonly startFrames: readonly number[];
	/** One sweep alone. */
	readonly sweep: Float32Array<ArrayBuffer>;
	readonly sampleRateHz: number;
}

const sweepSeconds = 0.06;
const fromHz = 700;
const toHz = 7000;
const amplitude = 0.5;
/** Silence before the first one, for its level. */
const leadSeconds = 0.4;
/** Longer than any round trip that is believed. */
export const mostLatencySeconds = 0.6;
const distancesSeconds = [0.71, 0.83, 0.67, 0.79, 0.73];

/** The probe at one rate: six sweeps, about five seconds. */
export function makeLatencyProbe(sampleRateHz: number): LatencyProbe {
	const sweep = makeSweep(sampleRateHz);
	const startFrames = [Math.round(leadSeconds * sampleRateHz)];
	for (const distance of distancesSeconds) startFrames.push((startFrames.at(-1) ?? 0) + Math.round(distance * sampleRateHz));
	const samples = new Float32Array((startFrames.at(-1) ?? 0) + sweep.length);
	for (const start of startFrames) samples.set(sweep, start);
	return { samples, startFrames, sweep, sampleRateHz };
}

/** Linear sweep under a Hann window: its correlation with itself is narrow and has no far sides. */
function makeSweep(sampleRateHz: number): Float32Array<ArrayBuffer> {
	const frames = Math.round(sweepSeconds * sampleRateHz);
	const highest = Math.min(toHz, 0.4 * sampleRateHz);
	return Float32Array.from({ length: frames }, (_, i) => {
		const seconds = i / sampleRateHz;
		const phase = 2 * Math.PI * (fromHz * seconds + ((highest - fromHz) / (2 * sweepSeconds)) * seconds * seconds);
		return amplitude * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (frames - 1))) * Math.sin(phase);
	});
}
