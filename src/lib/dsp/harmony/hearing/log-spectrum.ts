import { binCount, binsPerNote, listenRateHz, toBinMidi, toHz, windowSamples } from './note-axis.ts';

const hzPerBin = listenRateHz / windowSamples;
const spectrumBins = windowSamples / 2 + 1;

/** Which spectrum bins go into each log-frequency bin, and how much of each. */
interface Gathering {
	/** `binCount + 1` offsets into the two others. */
	readonly starts: Uint32Array;
	readonly sources: Uint16Array;
	readonly weights: Float32Array;
}

/**
 * A triangle over linear frequency for each bin, as wide as a third of a semitone and never narrower than one spectrum bin:
 * low down it interpolates, high up it gathers whole partials.
 */
function toGathering(): Gathering {
	const starts = new Uint32Array(binCount + 1);
	const sources: number[] = [];
	const weights: number[] = [];
	for (let bin = 0; bin < binCount; bin++) {
		const centre = toHz(toBinMidi(bin)) / hzPerBin;
		const reach = Math.max(1, centre * (2 ** (1 / (12 * binsPerNote)) - 1));
		for (let k = Math.max(1, Math.ceil(centre - reach)); k <= Math.min(spectrumBins - 1, centre + reach); k++) {
			const weight = 1 - Math.abs(k - centre) / reach;
			if (weight <= 0) continue;
			sources.push(k);
			weights.push(weight);
		}
		starts[bin + 1] = sources.length;
	}
	return { starts, sources: Uint16Array.from(sources), weights: Float32Array.from(weights) };
}

const gathering = toGathering();

/**
 * @param magnitudes of a `windowSamples` long transform, DC to Nyquist
 * @param out filled with `binCount` values
 */
export function gatherLogSpectrum(magnitudes: Float32Array, out: Float32Array): void {
	const { starts, sources, weights } = gathering;
	for (let bin = 0; bin < binCount; bin++) {
		let sum = 0;
		const end = starts[bin + 1] ?? 0;
		for (let i = starts[bin] ?? 0; i < end; i++) sum += (weights[i] ?? 0) * (magnitudes[sources[i] ?? 0] ?? 0);
		out[bin] = sum;
	}
}

/** Size of a sinusoid's Hann-windowed spectrum `distance` bins from its frequency, 1 at 0 (Harris, 1978). */
function hannLobe(distance: number): number {
	const d = Math.abs(distance);
	if (d < 1e-6) return 1;
	if (Math.abs(d - 1) < 1e-6) return 0.5;
	return Math.abs(Math.sin(Math.PI * d) / (Math.PI * d * (1 - d * d)));
}

/** Adds to `out` what a sinusoid of `hz` and this size leaves in the log-frequency bins; nothing above the band. */
export function addPartial(hz: number, size: number, out: Float32Array): void {
	const { starts, sources, weights } = gathering;
	const centre = hz / hzPerBin;
	if (centre > spectrumBins - 4) return;
	for (let bin = 0; bin < binCount; bin++) {
		const end = starts[bin + 1] ?? 0;
		for (let i = starts[bin] ?? 0; i < end; i++) {
			const distance = (sources[i] ?? 0) - centre;
			if (Math.abs(distance) < 2) out[bin] = (out[bin] ?? 0) + (weights[i] ?? 0) * size * hannLobe(distance);
		}
	}
}
