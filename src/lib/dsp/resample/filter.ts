/**
 * The low-pass of the resampler: a Kaiser-windowed sinc, cut into phases. Flat to 0.9 of the lower Nyquist frequency,
 * down by more than 95 dB from the lower Nyquist frequency on, so nothing folds back.
 * Source: J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974.
 */
export interface PolyphaseFilter {
	/** `rows` x `taps`; row r holds the weights for an output that lies r/phases after its base input sample. */
	readonly table: Float32Array;
	/** Per row, a multiple of 16. Weight i belongs to the input at base - taps/2 + 1 + i. */
	readonly taps: number;
	/** Rows in one input sample; the table has one more, so that two neighbours can always be blended. */
	readonly phases: number;
	/** True when every output falls on a row and nothing is blended. */
	readonly isExact: boolean;
	/** Output rate over input rate, in lowest terms: `up` outputs for `down` inputs. */
	readonly up: number;
	readonly down: number;
}

const passEdge = 0.9;
const stopEdge = 1;
const attenuationDb = 100;
const kaiserBeta = 0.1102 * (attenuationDb - 8.7);
/** Ratios with more phases than this share a table of `blendedPhases` rows and blend neighbours. */
const maxExactPhases = 1024;
const blendedPhases = 1024;

/**
 * @param sourceRateHz whole, above 0
 * @param targetRateHz whole, above 0, another than the source's
 */
export function polyphaseFilter(sourceRateHz: number, targetRateHz: number): PolyphaseFilter {
	const divisor = greatestCommonDivisor(sourceRateHz, targetRateHz);
	const up = targetRateHz / divisor;
	const down = sourceRateHz / divisor;
	const bandwidth = Math.min(1, targetRateHz / sourceRateHz);
	const transition = Math.PI * (stopEdge - passEdge) * bandwidth;
	const taps = 16 * Math.ceil((attenuationDb - 7.95) / (2.285 * transition) / 16);
	const isExact = up <= maxExactPhases;
	// A wider filter changes more slowly from row to row, so fewer rows blend as well.
	const phases = isExact ? up : Math.max(64, Math.ceil(blendedPhases * bandwidth));
	const cutoff = (bandwidth * (passEdge + stopEdge)) / 2;
	const table = new Float32Array((phases + 1) * taps);
	const row = new Float64Array(taps);
	for (let phase = 0; phase <= phases; phase++) {
		let sum = 0;
		for (let i = 0; i < taps; i++) {
			const distance = i - (taps / 2 - 1) - phase / phases;
			const weight = sinc(cutoff * distance) * kaiser(distance / (taps / 2));
			row[i] = weight;
			sum += weight;
		}
		for (let i = 0; i < taps; i++) table[phase * taps + i] = (row[i] ?? 0) / sum;
	}
	return { table, taps, phases, isExact, up, down };
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function sinc(x: number): number {
	return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

const besselAtBeta = besselI0(kaiserBeta);

/** @param position -1 to 1 over the window */
function kaiser(position: number): number {
	const inside = 1 - position * position;
	return inside <= 0 ? 0 : besselI0(kaiserBeta * Math.sqrt(inside)) / besselAtBeta;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
	const quarterSquare = (x * x) / 4;
	let term = 1;
	let sum = 1;
	for (let k = 1; term > sum * 1e-12; k++) {
		term *= quarterSquare / (k * k);
		sum += term;
	}
	return sum;
}
