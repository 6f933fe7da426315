import { RealFft } from '../spectrum/fft.ts';
import { mostLatencySeconds, type LatencyProbe } from './probe.ts';

export interface LatencyEstimate {
	readonly latencySeconds: number;
	/** Half the width within which the sweeps that count agree. */
	readonly spreadSeconds: number;
	/** 0 to 1: how clearly they were heard, and how many of them agree. */
	readonly confidence: number;
}

/** A sweep counts when it stands this far above what else its correlation shows. */
const leastClearness = 6;
/** The direct sound may be weaker than a later echo by this much. */
const firstArrival = 0.5;
/** An echo comes within this after the direct sound. */
const echoSeconds = 0.03;
/** Sweeps agree within this. */
const agreementSeconds = 0.0015;

/**
 * Round trip from what was played to what was recorded: each sweep is looked for by correlation, the earliest strong
 * arrival counts, and most sweeps must agree.
 * @param recorded begins with the frame in which the probe's first sample was sent out
 * @returns null when nothing certain was heard
 */
export function loopbackLatency(probe: LatencyProbe, recorded: Float32Array): LatencyEstimate | null {
	const arrivals = probe.startFrames.map((start) => arrivalOf(probe, recorded, start));
	const clear = arrivals.filter((arrival) => arrival !== null);
	const agreement = agreementSeconds * probe.sampleRateHz;
	let best: { readonly lag: number; readonly clearness: number }[] = [];
	for (const centre of clear) {
		const near = clear.filter(({ lag }) => Math.abs(lag - centre.lag) <= agreement);
		if (near.length > best.length) best = near;
	}
	// Two of six may agree by chance.
	if (best.length * 2 <= probe.startFrames.length) return null;
	const lags = best.map(({ lag }) => lag).sort((a, b) => a - b);
	const median = medianOf(lags);
	const clearness = medianOf(best.map((arrival) => arrival.clearness).sort((a, b) => a - b));
	const share = best.length / probe.startFrames.length;
	return {
		latencySeconds: Math.max(0, median / probe.sampleRateHz),
		spreadSeconds: Math.max(...lags.map((lag) => Math.abs(lag - median))) / probe.sampleRateHz,
		confidence: share * (1 - Math.exp(-clearness / (2 * leastClearness)))
	};
}

function arrivalOf(
	{ sweep, sampleRateHz }: LatencyProbe,
	recorded: Float32Array,
	start: number
): { readonly lag: number; readonly clearness: number } | null {
	const lags = Math.round(mostLatencySeconds * sampleRateHz);
	if (start + lags + sweep.length > recorded.length) return null;
	const envelope = correlationEnvelope(recorded.subarray(start, start + lags + sweep.length), sweep, lags);
	let peakLag = 0;
	let sum = 0;
	for (let lag = 0; lag < lags; lag++) {
		const value = envelope[lag] ?? 0;
		sum += value * value;
		if (value > (envelope[peakLag] ?? 0)) peakLag = lag;
	}
	const peak = envelope[peakLag] ?? 0;
	const clearness = peak / (Math.sqrt(sum / lags) + 1e-12);
	if (clearness < leastClearness) return null;
	for (let lag = Math.max(1, peakLag - Math.round(echoSeconds * sampleRateHz)); lag < peakLag; lag++) {
		const value = envelope[lag] ?? 0;
		const isPeak = value >= (envelope[lag - 1] ?? 0) && value > (envelope[lag + 1] ?? 0);
		if (isPeak && value > firstArrival * peak) return { lag, clearness };
	}
	return { lag: peakLag, clearness };
}

/**
 * Height of the correlation by lag, whatever the phase of the arrival (a speaker or a plug may turn it round): the analytic
 * signal, whose negative frequencies are taken out.
 */
function correlationEnvelope(sound: Float32Array, sweep: Float32Array, lags: number): Float64Array {
	const size = 2 ** Math.ceil(Math.log2(sound.length + sweep.length));
	const fft = new RealFft(size);
	const bins = fft.binCount;
	const [soundRe, soundIm, sweepRe, sweepIm] = [0, 1, 2, 3].map(() => new Float64Array(bins)) as [
		Float64Array,
		Float64Array,
		Float64Array,
		Float64Array
	];
	fft.forward(padded(sound, size), soundRe, soundIm);
	fft.forward(padded(sweep, size), sweepRe, sweepIm);
	// c[n] of the positive bins alone, through two real inverse transforms: its real part and its imaginary part.
	const re = new Float64Array(bins);
	const im = new Float64Array(bins);
	for (let k = 0; k < bins; k++) {
		const a = soundRe[k] ?? 0;
		const b = soundIm[k] ?? 0;
		const c = sweepRe[k] ?? 0;
		const d = -(sweepIm[k] ?? 0);
		re[k] = a * c - b * d;
		im[k] = a * d + b * c;
	}
	const straight = inverse(fft, re, im);
	for (let k = 0; k < bins; k++) {
		const real = re[k] ?? 0;
		re[k] = im[k] ?? 0;
		im[k] = -real;
	}
	const turned = inverse(fft, re, im);
	return Float64Array.from({ length: lags }, (_, lag) => Math.hypot(straight[lag] ?? 0, turned[lag] ?? 0));
}

/** Real samples of a spectrum, unscaled: the forward transform of the sequence Re - Im over all bins, read backwards. */
function inverse(fft: RealFft, re: Float64Array, im: Float64Array): Float64Array {
	const { size } = fft;
	// x[n] = sum over k of Re cos + -Im sin. With h[k] = Re[k] - Im[k] over the whole circle, the Hartley transform gives it.
	const circle = new Float64Array(size);
	for (let k = 0; k <= size / 2; k++) {
		const a = re[k] ?? 0;
		const b = im[k] ?? 0;
		circle[k] = a - b;
		if (k > 0 && k < size / 2) circle[size - k] = a + b;
	}
	const outRe = new Float64Array(fft.binCount);
	const outIm = new Float64Array(fft.binCount);
	fft.forward(circle, outRe, outIm);
	const samples = new Float64Array(size);
	for (let n = 0; n <= size / 2; n++) {
		const a = outRe[n] ?? 0;
		const b = outIm[n] ?? 0;
		samples[n] = a - b;
		if (n > 0 && n < size / 2) samples[size - n] = a + b;
	}
	return samples;
}

function padded(samples: Float32Array, size: number): Float64Array {
	const all = new Float64Array(size);
	all.set(samples);
	return all;
}

function medianOf(sorted: readonly number[]): number {
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
