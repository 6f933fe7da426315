import { RealFft, toHannWindow } from '../spectrum/fft.ts';

/** Partials of a tone that are looked at. */
const mostPartials = 10;
/** A window lasts about this long, seconds: what lies a semitone apart is told apart from 250 Hz on. */
const windowSeconds = 0.186;
/** The windows before and after lie this far from the moment, seconds: the Hann window's flanks hardly reach over it. */
const awaySeconds = 0.09;
/** A partial lies within this of its multiple, cents: strings are stiff, and tunings differ. */
const reach = 2 ** (35 / 1200);
const highestHz = 6000;

/** What partials of one tone do at one moment. */
export interface StruckPartials {
	/** Power of each partial before and after the moment; of as many as lie below 6 kHz, ten at most, one at least. */
	readonly before: Float32Array;
	readonly after: Float32Array;
}

/**
 * Looks at the partials of tones around moments of a recording; what lies outside it is silence. Remembers the last moment's
 * spectra, so ask for all tones of a moment in a row.
 * @param samples mono, of any scale
 * @param sampleRateHz 12,000 or more
 */
export function toPartialEar(
	samples: Float32Array | Int16Array,
	sampleRateHz = 22_050
): (pitchMidi: number, seconds: number) => StruckPartials {
	const size = 2 ** Math.round(Math.log2(windowSeconds * sampleRateHz));
	const fft = new RealFft(size);
	const window = toHannWindow(size);
	const frame = new Float32Array(size);
	const re = new Float32Array(fft.binCount);
	const im = new Float32Array(fft.binCount);
	const before = new Float32Array(fft.binCount);
	const after = new Float32Array(fft.binCount);
	const binHz = sampleRateHz / size;
	let lastSeconds = Number.NaN;

	function fill(power: Float32Array, centreSeconds: number): void {
		const from = Math.round(centreSeconds * sampleRateHz) - size / 2;
		for (let i = 0; i < size; i++) frame[i] = (samples[from + i] ?? 0) * (window[i] ?? 0);
		fft.forward(frame, re, im);
		for (let bin = 0; bin < power.length; bin++) power[bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
	}

	function strongest(power: Float32Array, hz: number): number {
		const nearest = Math.round(hz / binHz);
		const from = Math.min(nearest, Math.ceil(hz / reach / binHz));
		const to = Math.max(nearest, Math.floor((hz * reach) / binHz));
		let most = 0;
		for (let bin = from; bin <= to; bin++) most = Math.max(most, power[bin] ?? 0);
		return most;
	}

	return (pitchMidi, seconds) => {
		if (seconds !== lastSeconds) {
			fill(before, seconds - awaySeconds);
			fill(after, seconds + awaySeconds);
			lastSeconds = seconds;
		}
		const hz = 440 * 2 ** ((pitchMidi - 69) / 12);
		const count = Math.max(1, Math.min(mostPartials, Math.floor(Math.min(highestHz, 0.49 * sampleRateHz) / hz)));
		const of = (power: Float32Array): Float32Array =>
			Float32Array.from({ length: count }, (_, partial) => strongest(power, hz * (partial + 1)));
		return { before: of(before), after: of(after) };
	};
}
