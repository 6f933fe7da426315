import { RealFft, toHannWindow } from '../../spectrum/fft.ts';
import { onsetBandEdgesHz, onsetBands, onsetRateHz } from './features.ts';

const sampleRateHz = 44_100;
export const onsetWindowSamples = 2048;
export const onsetHopSamples = sampleRateHz / onsetRateHz;
const lowestHz = 30;
const highestHz = 16_000;
/** Frames between the two spectra whose difference is a rise. */
const lagFrames = 2;
/** A channel's running peak falls to a third in eight seconds. */
const peakDecay = Math.exp(-1 / (8 * onsetRateHz));
/** A channel is not lifted further than this below the loudest one's peak, nor out of the silence. */
const relativeFloor = 10 ** (-45 / 20);
const absoluteFloor = 10 ** (-85 / 20);
const compression = 20;

interface Channel {
	readonly fromBin: number;
	readonly toBin: number;
	readonly band: number;
}

/** Channels a semitone wide, or one bin where that is wider. */
function toChannels(): Channel[] {
	const binHz = sampleRateHz / onsetWindowSamples;
	const channels: Channel[] = [];
	let fromBin = Math.max(1, Math.round(lowestHz / binHz));
	while (fromBin * binHz < highestHz) {
		const toBin = Math.max(fromBin + 1, Math.round(fromBin * 2 ** (1 / 12)));
		const centreHz = ((fromBin + toBin - 1) / 2) * binHz;
		const band = onsetBandEdgesHz.findIndex((edge) => centreHz < edge);
		channels.push({ fromBin, toBin, band: band < 0 ? onsetBands - 1 : band });
		fromBin = toBin;
	}
	return channels;
}

/**
 * Onset strength by band: rises of a log-compressed spectrum in semitone channels, each measured against the strongest
 * of its neighbours a moment before, so that vibrato is no onset (SuperFlux; Böck and Widmer, 2013), after each channel
 * was divided by its own running peak (adaptive whitening; Stowell and Plumbley, 2007).
 */
export class OnsetBands {
	readonly #fft = new RealFft(onsetWindowSamples);
	readonly #window = toHannWindow(onsetWindowSamples);
	readonly #windowed = new Float32Array(onsetWindowSamples);
	readonly #re = new Float32Array(onsetWindowSamples / 2 + 1);
	readonly #im = new Float32Array(onsetWindowSamples / 2 + 1);
	readonly #fromBin: Uint16Array;
	readonly #toBin: Uint16Array;
	readonly #band: Uint8Array;
	readonly #perBand: Float32Array;
	readonly #peaks: Float32Array;
	readonly #magnitudes: Float32Array;
	/** The last few compressed spectra, the newest at `#at`. */
	readonly #past: Float32Array[];
	readonly #rises = new Float32Array(onsetBands);
	#loudest = absoluteFloor;
	#at = 0;
	#isFirst = true;

	constructor() {
		const channels = toChannels();
		this.#fromBin = Uint16Array.from(channels, (channel) => channel.fromBin);
		this.#toBin = Uint16Array.from(channels, (channel) => channel.toBin);
		this.#band = Uint8Array.from(channels, (channel) => channel.band);
		this.#perBand = new Float32Array(onsetBands);
		for (const { band } of channels) this.#perBand[band] = (this.#perBand[band] ?? 0) + 1;
		this.#peaks = new Float32Array(channels.length);
		this.#magnitudes = new Float32Array(channels.length);
		this.#past = Array.from({ length: lagFrames + 1 }, () => new Float32Array(channels.length));
	}

	/**
	 * @param samples one window's
	 * @param row filled with a byte for each band
	 */
	write(samples: Float32Array, row: Uint8Array): void {
		this.#weigh(samples);
		this.#at = (this.#at + 1) % this.#past.length;
		const now = this.#past[this.#at];
		const before = this.#past[(this.#at + 1) % this.#past.length];
		if (now === undefined || before === undefined) return;
		const count = now.length;
		const scale = 1 / Math.log1p(compression);
		const floor = Math.max(absoluteFloor, this.#loudest * relativeFloor);
		for (let c = 0; c < count; c++) {
			const magnitude = this.#magnitudes[c] ?? 0;
			const peak = Math.max(magnitude, (this.#peaks[c] ?? 0) * peakDecay, floor);
			this.#peaks[c] = peak;
			now[c] = scale * Math.log1p((compression * magnitude) / peak);
		}
		// What sounds when the recording begins is no rise.
		if (this.#isFirst) for (const past of this.#past) past.set(now);
		this.#isFirst = false;
		const rises = this.#rises.fill(0);
		for (let c = 0; c < count; c++) {
			const reference = Math.max(before[c] ?? 0, before[c - 1] ?? 0, before[c + 1] ?? 0);
			const rise = (now[c] ?? 0) - reference;
			const band = this.#band[c] ?? 0;
			if (rise > 0) rises[band] = (rises[band] ?? 0) + rise;
		}
		for (let band = 0; band < onsetBands; band++) {
			const mean = (rises[band] ?? 0) / (this.#perBand[band] ?? 1);
			row[band] = Math.min(255, Math.round(255 * Math.sqrt(mean)));
		}
	}

	/** Root of the power in each channel. */
	#weigh(samples: Float32Array): void {
		const windowed = this.#windowed;
		const window = this.#window;
		for (let n = 0; n < onsetWindowSamples; n++) windowed[n] = (samples[n] ?? 0) * (window[n] ?? 0);
		this.#fft.forward(windowed, this.#re, this.#im);
		const re = this.#re;
		const im = this.#im;
		let loudest = this.#loudest * peakDecay;
		for (let c = 0; c < this.#magnitudes.length; c++) {
			let power = 0;
			const to = this.#toBin[c] ?? 0;
			for (let bin = this.#fromBin[c] ?? 0; bin < to; bin++) power += (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
			const magnitude = Math.sqrt(power) * (4 / onsetWindowSamples);
			this.#magnitudes[c] = magnitude;
			if (magnitude > loudest) loudest = magnitude;
		}
		this.#loudest = Math.max(absoluteFloor, loudest);
	}
}
