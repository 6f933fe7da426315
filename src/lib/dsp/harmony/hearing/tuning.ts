import { listenRateHz, toMidi, windowSamples } from './note-axis.ts';

const hzPerBin = listenRateHz / windowSamples;
/** Below, a semitone is too few bins wide to be told from its neighbours; above, strings are stretched. */
const lowestBin = Math.round(160 / hzPerBin);
const highestBin = Math.round(1800 / hzPerBin);
/** A partial counts when it stands this far out of the spectrum around it. */
const prominence = 6;
const relativeFloor = 0.02;

/**
 * Adds the deviations of a spectrum's partials from the 440 Hz scale to a histogram of 100 cents, each by the root of its
 * size. A partial's frequency is the top of the parabola through the logarithms of its three bins (Smith and Serra, 1987).
 * @param magnitudes of a Hann-windowed transform, DC to Nyquist
 * @param histogram 100 sums, index 0 for -50 cents
 */
export function addDeviations(magnitudes: Float32Array, histogram: Float64Array): void {
	let loudest = 0;
	let sum = 0;
	for (let k = lowestBin; k <= highestBin; k++) {
		const size = magnitudes[k] ?? 0;
		sum += size;
		if (size > loudest) loudest = size;
	}
	if (loudest < 1e-6) return;
	const floor = Math.max(relativeFloor * loudest, (prominence * sum) / (highestBin - lowestBin + 1) / 2);
	for (let k = lowestBin; k <= highestBin; k++) {
		const size = magnitudes[k] ?? 0;
		const before = magnitudes[k - 1] ?? 0;
		const after = magnitudes[k + 1] ?? 0;
		if (size < floor || size < before || size <= after || before <= 0 || after <= 0) continue;
		const a = Math.log(before);
		const b = Math.log(size);
		const c = Math.log(after);
		const offset = (0.5 * (a - c)) / (a - 2 * b + c);
		const midi = toMidi((k + offset) * hzPerBin);
		const cents = Math.round(100 * (midi - Math.round(midi)));
		const index = (cents + 150) % 100;
		histogram[index] = (histogram[index] ?? 0) + Math.sqrt(size);
	}
}

export interface Tuning {
	/** -50 to 50. */
	readonly cents: number;
	/** 0 to 1: how much the partials agree. */
	readonly confidence: number;
}

/** The circular mean around the histogram's highest stretch; null when nothing was heard or nothing agrees. */
export function toTuning(histogram: Float64Array): Tuning | null {
	let total = 0;
	let x = 0;
	let y = 0;
	for (let i = 0; i < 100; i++) {
		const weight = histogram[i] ?? 0;
		const angle = (2 * Math.PI * (i - 50)) / 100;
		total += weight;
		x += weight * Math.cos(angle);
		y += weight * Math.sin(angle);
	}
	if (total <= 0) return null;
	const agreement = Math.hypot(x, y) / total;
	if (agreement < 0.05) return null;
	const cents = (100 * Math.atan2(y, x)) / (2 * Math.PI);
	return { cents: Math.max(-50, Math.min(50, cents)), confidence: Math.max(0, Math.min(1, 1.4 * agreement)) };
}
