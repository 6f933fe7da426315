import { RealFft } from '../spectrum/fft.ts';

/**
 * Normalised square difference of a window (McLeod and Wyvill, A smarter way to find pitch, 2005): for each lag how alike
 * the sound is to itself so much later, 1 for the same and -1 for its negative. The correlation goes through a transform.
 * All memory is made once.
 */
export class SquareDifference {
	readonly windowFrames: number;
	readonly mostLag: number;
	/** By lag, 0 to `mostLag`. */
	readonly values: Float64Array;
	/** Mean power of the last window, without its mean. */
	power = 0;
	readonly #fft: RealFft;
	readonly #padded: Float64Array;
	readonly #squares: Float64Array;
	readonly #re: Float64Array;
	readonly #im: Float64Array;

	/** @throws {RangeError} when the window is not longer than the lags */
	constructor(windowFrames: number, mostLag: number) {
		if (mostLag >= windowFrames) throw new RangeError('A window is longer than its lags.');
		this.windowFrames = windowFrames;
		this.mostLag = mostLag;
		this.values = new Float64Array(mostLag + 1);
		const size = 2 ** Math.ceil(Math.log2(windowFrames + mostLag));
		this.#fft = new RealFft(size);
		this.#padded = new Float64Array(size);
		this.#squares = new Float64Array(mostLag + 1);
		this.#re = new Float64Array(size / 2 + 1);
		this.#im = new Float64Array(size / 2 + 1);
	}

	/** @param samples a ring of a power of two samples; the window ends before `end`, counted without wrapping */
	update(samples: Float32Array, end: number): void {
		this.#take(samples, end);
		this.#sumSquares();
		const padded = this.#padded;
		const re = this.#re;
		const im = this.#im;
		this.#fft.forward(padded, re, im);
		// The power spectrum is real and even: the forward transform is the inverse but for its scale.
		const size = padded.length;
		for (let k = 0; k <= size / 2; k++) {
			const power = (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2;
			padded[k] = power;
			if (k > 0) padded[size - k] = power;
		}
		this.#fft.forward(padded, re, im);
		for (let lag = 0; lag <= this.mostLag; lag++) {
			const squares = this.#squares[lag] ?? 0;
			this.values[lag] = squares > 1e-12 ? (2 * (re[lag] ?? 0)) / (size * squares) : 0;
		}
	}

	#take(samples: Float32Array, end: number): void {
		const padded = this.#padded;
		const frames = this.windowFrames;
		const mask = samples.length - 1;
		const start = end - frames;
		let mean = 0;
		for (let i = 0; i < frames; i++) mean += samples[(start + i) & mask] ?? 0;
		mean /= frames;
		let energy = 0;
		for (let i = 0; i < frames; i++) {
			const sample = (samples[(start + i) & mask] ?? 0) - mean;
			padded[i] = sample;
			energy += sample * sample;
		}
		padded.fill(0, frames);
		this.power = energy / frames;
	}

	/** Squares of all samples that have a partner at a lag, on both sides. */
	#sumSquares(): void {
		const padded = this.#padded;
		const last = this.windowFrames - 1;
		let squares = 2 * this.power * this.windowFrames;
		for (let lag = 0; lag <= this.mostLag; lag++) {
			this.#squares[lag] = squares;
			squares -= (padded[lag] ?? 0) ** 2 + (padded[last - lag] ?? 0) ** 2;
		}
	}
}
