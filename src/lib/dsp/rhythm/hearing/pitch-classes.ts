import { RealFft, toHannWindow } from '../../spectrum/fft.ts';
import { pitchBins, pitchRateHz } from './features.ts';

const sampleRateHz = 11_025;
export const pitchWindowSamples = 4096;
export const pitchHopSamples = 1024;
const middleHz = [180, 2000] as const;
const bassHz = [40, 260] as const;
const peakDecay = Math.exp(-1 / (8 * pitchRateHz));
const absoluteFloor = 10 ** (-80 / 20);
const compression = 30;

/** A coarse chroma of the middle and of the bass, enough to notice that the harmony changed. */
export class PitchClasses {
	readonly #fft = new RealFft(pitchWindowSamples);
	readonly #window = toHannWindow(pitchWindowSamples);
	readonly #windowed = new Float32Array(pitchWindowSamples);
	readonly #re = new Float32Array(pitchWindowSamples / 2 + 1);
	readonly #im = new Float32Array(pitchWindowSamples / 2 + 1);
	readonly #power = new Float32Array(pitchWindowSamples / 2 + 1);
	readonly #sums = new Float64Array(pitchBins);
	readonly #middle = toBins(...middleHz);
	readonly #bass = toBins(...bassHz);
	#peak = absoluteFloor;

	/**
	 * @param samples one window's, at 11,025 Hz
	 * @param row filled with a byte for each pitch class, twelve and twelve
	 */
	write(samples: Float32Array, row: Uint8Array): void {
		const windowed = this.#windowed;
		for (let n = 0; n < pitchWindowSamples; n++) windowed[n] = (samples[n] ?? 0) * (this.#window[n] ?? 0);
		this.#fft.forward(windowed, this.#re, this.#im);
		const power = this.#power;
		const last = this.#middle.toBin + 1;
		for (let bin = 0; bin <= last; bin++) power[bin] = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
		const sums = this.#sums.fill(0);
		this.#add(this.#middle, 0);
		this.#add(this.#bass, 12);
		let loudest = this.#peak * peakDecay;
		for (let bin = 0; bin < pitchBins; bin++) loudest = Math.max(loudest, sums[bin] ?? 0);
		this.#peak = Math.max(absoluteFloor, loudest);
		const scale = 255 / Math.log1p(compression);
		for (let bin = 0; bin < pitchBins; bin++)
			row[bin] = Math.min(255, Math.round(scale * Math.log1p((compression * (sums[bin] ?? 0)) / this.#peak)));
	}

	/** Magnitudes of spectral peaks only: the slopes beside them belong to no pitch of their own. */
	#add(bins: PitchBinRange, offset: number): void {
		const power = this.#power;
		const sums = this.#sums;
		for (let bin = bins.fromBin; bin <= bins.toBin; bin++) {
			const here = power[bin] ?? 0;
			if (here < (power[bin - 1] ?? 0) || here < (power[bin + 1] ?? 0)) continue;
			const to = offset + (bins.pitchClass[bin - bins.fromBin] ?? 0);
			sums[to] = (sums[to] ?? 0) + Math.sqrt(here) * (4 / pitchWindowSamples);
		}
	}
}

interface PitchBinRange {
	readonly fromBin: number;
	readonly toBin: number;
	readonly pitchClass: Uint8Array;
}

function toBins(fromHz: number, toHz: number): PitchBinRange {
	const binHz = sampleRateHz / pitchWindowSamples;
	const fromBin = Math.ceil(fromHz / binHz);
	const toBin = Math.floor(toHz / binHz);
	const pitchClass = Uint8Array.from({ length: toBin - fromBin + 1 }, (_, i) => {
		const midi = Math.round(69 + 12 * Math.log2(((fromBin + i) * binHz) / 440));
		return ((midi % 12) + 12) % 12;
	});
	return { fromBin, toBin, pitchClass };
}
