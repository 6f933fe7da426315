import { RealFft, toHannWindow } from '../spectrum/fft.ts';

/** Partials of a tone that are looked at. */
export const partialCount = 10;
const heardRateHz = 22_050;
const windowFrames = 4096;
/** The windows before and after lie this far from the moment, seconds: the Hann window's flanks hardly reach over it. */
const awaySeconds = 0.09;
/** A partial lies within this of its multiple, cents: strings are stiff, and tunings differ. */
const reachCents = 35;
const highestHz = 6000;

/** What partials of one tone do at one moment. */
export interface StruckPartials {
	/** Power of each partial before and after the moment; of as many as lie below 6 kHz. */
	readonly before: Float32Array;
	readonly after: Float32Array;
}

/** Looks at the partials of tones around moments of a recording. Remembers the last moment's spectra. */
export function toPartialEar(samples: Float32Array): (pitchMidi: number, seconds: number) => StruckPartials {
	const fft = new RealFft(windowFrames);
	const window = toHannWindow(windowFrames);
	const frame = new Float32Array(windowFrames);
	const re = new Float32Array(fft.binCount);
	const im = new Float32Array(fft.binCount);
	const spectra = { before: new Float32Array(fft.binCount), after: new Float32Array(fft.binCount) };
	let at = Number.NaN;

	function fill(power: Float32Array, centreSeconds: number): void {
		const from = Math.round(centreSeconds * heardRateHz) - windowFrames / 2;
		for (let i = 0; i < windowFrames; i++) frame[i] = (samples[from + i] ?? 0) * (window[i] ?? 0);
		fft.forward(frame, re, im);
		for (let bin = 0; bin < power.length; bin++) power[bin] = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
	}

	return (pitchMidi, seconds) => {
		if (seconds !== at) {
			fill(spectra.before, seconds - awaySeconds);
			fill(spectra.after, seconds + awaySeconds);
			at = seconds;
		}
		const hz = 440 * 2 ** ((pitchMidi - 69) / 12);
		const count = Math.max(1, Math.min(partialCount, Math.floor(highestHz / hz)));
		const around = (power: Float32Array): Float32Array =>
			Float32Array.from({ length: count }, (_, k) => strongest(power, hz * (k + 1)));
		return { before: around(spectra.before), after: around(spectra.after) };
	};
}

function strongest(power: Float32Array, hz: number): number {
	const binHz = heardRateHz / windowFrames;
	const reach = 2 ** (reachCents / 1200);
	const from = Math.min(Math.round(hz / binHz), Math.ceil(hz / reach / binHz));
	const to = Math.max(Math.round(hz / binHz), Math.floor((hz * reach) / binHz));
	let most = 0;
	for (let bin = from; bin <= to; bin++) most = Math.max(most, power[bin] ?? 0);
	return most;
}
