import { median } from '../../load/median.ts';
import { stretchRateHz, type MadeChord, type MadeHits } from './made-signals.ts';
import { Spectra } from './spectra.ts';

/** How a steady chord comes out. */
export interface ChordQuality {
	/** Energy within 6 Hz of the partials over all other, dB. */
	readonly purityDb: number;
	/** The furthest of the fundamentals from where it was, cents. */
	readonly worstCents: number;
}

const partialReachHz = 6;

/** Looks at three seconds in the middle, in a window of 1.5 s. */
export function toChordQuality({ partialsHz, fundamentalsHz }: MadeChord, stretched: Float32Array): ChordQuality {
	const size = 65_536;
	const spectra = new Spectra(size);
	const binHz = stretchRateHz / size;
	const isOfPartial = Array.from({ length: size / 2 + 1 }, (_, bin) =>
		partialsHz.some((hz) => Math.abs(bin * binHz - hz) <= partialReachHz)
	);
	let inside = 0;
	let outside = 0;
	let worstCents = 0;
	for (const away of [-0.75, 0, 0.75]) {
		const magnitudes = spectra.magnitudes(stretched, stretched.length / 2 + away * stretchRateHz);
		magnitudes.forEach((magnitude, bin) => {
			if (isOfPartial[bin] === true) inside += magnitude ** 2;
			else outside += magnitude ** 2;
		});
		for (const hz of fundamentalsHz)
			worstCents = Math.max(worstCents, Math.abs(1200 * Math.log2((peakNear(magnitudes, hz / binHz) * binHz) / hz)));
	}
	return { purityDb: decibels(inside / outside), worstCents };
}

/** The peak within 6 Hz, in fractions of a bin, by a parabola through the logarithms of three. */
function peakNear(magnitudes: Float32Array, bin: number): number {
	const reach = Math.round((partialReachHz * 65_536) / stretchRateHz);
	let peak = Math.round(bin);
	for (let at = peak - reach, to = peak + reach; at <= to; at++) if ((magnitudes[at] ?? 0) > (magnitudes[peak] ?? 0)) peak = at;
	const [before, here, after] = [-1, 0, 1].map((away) => Math.log((magnitudes[peak + away] ?? 0) + 1e-12));
	const bend = (before ?? 0) - 2 * (here ?? 0) + (after ?? 0);
	return bend === 0 ? peak : peak + (0.5 * ((before ?? 0) - (after ?? 0))) / bend;
}

/** How hits come out. */
export interface HitQuality {
	/** Of the onsets, once their common delay is taken off, ms. */
	readonly medianErrorMs: number;
	readonly worstErrorMs: number;
	/** From a tenth to half of the hit's highest level, median, ms. */
	readonly riseMs: number;
	/** Energy of the 60 ms before the onset over that of the 60 ms after it, median, dB; louder is more smeared. */
	readonly beforeDb: number;
}

/** The level is looked at every millisecond, over three. */
const msFrames = stretchRateHz / 1000;
/** A hit is looked for this far around where it is due, ms; what lies this close to its onset is neither before nor after it. */
const hitReach = { ms: 90, edgeMs: 3, sideMs: 60 };

/** An onset is where half of the hit's highest level is first reached. */
export function toHitQuality({ onsetsSeconds }: MadeHits, stretched: Float32Array, speed: number): HitQuality {
	const levels = toLevels(stretched);
	const errors: number[] = [];
	const rises: number[] = [];
	const before: number[] = [];
	for (const seconds of onsetsSeconds) {
		const dueMs = (seconds / speed) * 1000;
		const from = Math.round(dueMs) - hitReach.ms;
		const peak = levels.subarray(from, from + 2 * hitReach.ms).reduce((most, level) => Math.max(most, level), 0);
		let onset = from;
		while (onset < from + 2 * hitReach.ms && (levels[onset] ?? 0) < 0.5 * peak) onset++;
		let foot = onset;
		while (foot > from && (levels[foot] ?? 0) > 0.1 * peak) foot--;
		const energy = (low: number, high: number): number =>
			levels.subarray(low, high).reduce((sum, level) => sum + level ** 2, 1e-12);
		const { edgeMs, sideMs } = hitReach;
		errors.push(onset - dueMs);
		rises.push(onset - foot);
		before.push(decibels(energy(onset - edgeMs - sideMs, onset - edgeMs) / energy(onset, onset + sideMs)));
	}
	const common = median(errors);
	const off = errors.map((error) => Math.abs(error - common));
	return { medianErrorMs: median(off), worstErrorMs: Math.max(...off), riseMs: median(rises), beforeDb: median(before) };
}

/** Root mean squares of 3 ms, one every millisecond. */
function toLevels(samples: Float32Array): Float32Array {
	return Float32Array.from({ length: Math.floor(samples.length / msFrames) }, (_, ms) => {
		const part = samples.subarray(Math.max(0, Math.round((ms - 1) * msFrames)), Math.round((ms + 2) * msFrames));
		return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
	});
}

/** How near a stretched recording is to the original, moment by moment. */
export interface Likeness {
	/** Signal to error ratio of magnitude spectra, dB. */
	readonly signalToErrorDb: number;
	/** Correlation of the spectral flux, 0 to 1: whether attacks are where and as strong as they were. */
	readonly fluxCorrelation: number;
}

const likenessHop = 1024;

/**
 * Spectra of the original every 23 ms beside those of the stretched sound every 23 ms over the speed, in windows of the same length:
 * the signal-to-error ratio that time-scale modification is judged by since Roucos and Wilgus (1985, "High quality time-scale
 * modification for speech"), after Griffin and Lim (1984). The levels are made equal first, and the delay is the one that serves best.
 */
export function toLikeness(original: Float32Array, stretched: Float32Array, speed: number): Likeness {
	const spectra = new Spectra(2048);
	const centres = Array.from({ length: Math.floor(original.length / likenessHop) - 4 }, (_, at) => (at + 2) * likenessHop);
	const source = centres.map((centre) => spectra.magnitudes(original, centre));
	const heard = (delay: number, every: number): { pairs: [Float32Array, Float32Array][]; ratio: number } => {
		const pairs = centres.flatMap((centre, at): [Float32Array, Float32Array][] => {
			const own = source[at];
			return at % every === 0 && own !== undefined ? [[own, spectra.magnitudes(stretched, centre / speed + delay)]] : [];
		});
		return { pairs, ratio: signalToError(pairs) };
	};
	let delay = 0;
	let best = -Infinity;
	for (const [reach, step] of [
		[4410, 441],
		[441, 63]
	] as const) {
		const around = delay;
		for (let at = around - reach; at <= around + reach; at += step) {
			const { ratio } = heard(at, 4);
			if (ratio > best) [best, delay] = [ratio, at];
		}
	}
	const { pairs, ratio } = heard(delay, 1);
	return {
		signalToErrorDb: ratio,
		fluxCorrelation: correlation(flux(pairs.map(([own]) => own)), flux(pairs.map(([, other]) => other)))
	};
}

function signalToError(pairs: readonly [Float32Array, Float32Array][]): number {
	let [own, both, others] = [0, 0, 0];
	for (const [source, other] of pairs) {
		source.forEach((magnitude, bin) => {
			const heard = other[bin] ?? 0;
			own += magnitude * magnitude;
			both += magnitude * heard;
			others += heard * heard;
		});
	}
	// The error left by the level that serves best.
	return decibels(own / Math.max(1e-12, own - (both * both) / Math.max(others, 1e-12)));
}

/** What is louder than a moment ago, over all bins, in compressed magnitudes. */
function flux(frames: readonly Float32Array[]): number[] {
	return frames.slice(1).map((frame, at) => {
		const before = frames[at];
		return frame.reduce((sum, magnitude, bin) => sum + Math.max(0, Math.sqrt(magnitude) - Math.sqrt(before?.[bin] ?? 0)), 0);
	});
}

function correlation(a: readonly number[], b: readonly number[]): number {
	const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [meanA, meanB] = [mean(a), mean(b)];
	let [ab, aa, bb] = [0, 0, 0];
	a.forEach((value, at) => {
		const other = (b[at] ?? 0) - meanB;
		ab += (value - meanA) * other;
		aa += (value - meanA) ** 2;
		bb += other ** 2;
	});
	return ab / Math.sqrt(Math.max(1e-12, aa * bb));
}

const decibels = (ratio: number): number => 10 * Math.log10(ratio);
