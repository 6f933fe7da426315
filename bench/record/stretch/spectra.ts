import { RealFft, toHannWindow } from '../../../src/lib/dsp/spectrum/fft.ts';

/** Magnitudes of a Hann window of `size` samples centred on a sample; what lies outside the sound is silence. */
export class Spectra {
	readonly #fft: RealFft;
	readonly #window: Float32Array;
	readonly #frame: Float32Array;
	readonly #re: Float32Array;
	readonly #im: Float32Array;

	/** @param size a power of two */
	constructor(size: number) {
		this.#fft = new RealFft(size);
		this.#window = toHannWindow(size);
		this.#frame = new Float32Array(size);
		this.#re = new Float32Array(this.#fft.binCount);
		this.#im = new Float32Array(this.#fft.binCount);
	}

	magnitudes(samples: Float32Array, centre: number): Float32Array {
		const from = Math.round(centre) - this.#frame.length / 2;
		for (let i = 0; i < this.#frame.length; i++) this.#frame[i] = (samples[from + i] ?? 0) * (this.#window[i] ?? 0);
		this.#fft.forward(this.#frame, this.#re, this.#im);
		return this.#re.map((re, bin) => Math.hypot(re, this.#im[bin] ?? 0));
	}
}
