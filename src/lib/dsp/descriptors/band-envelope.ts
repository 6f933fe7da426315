/** Energies of a stream in three bands, one value each 100 ms; what energy, danceability and mood are judged by. */
export interface BandEnvelope {
	readonly stepSeconds: number;
	/** Mean power: below 150 Hz, between, and above 4 kHz. */
	readonly low: Float32Array;
	readonly middle: Float32Array;
	readonly high: Float32Array;
}

export const envelopeStepSeconds = 0.1;
const lowHz = 150;
const highHz = 4000;

/** Takes mono blocks of any length; keeps twelve bytes for each 100 ms. */
export class BandListener {
	readonly #stepFrames: number;
	readonly #lowPass: number;
	readonly #highPass: number;
	/** Two poles each, so that bands part by 12 dB an octave. */
	readonly #state = new Float64Array(4);
	readonly #sums = new Float64Array(3);
	#filled = 0;
	/** Low, middle and high of each step, one after another. */
	#steps = new Float32Array(3 * 512);
	#count = 0;

	constructor(sampleRateHz: number) {
		this.#stepFrames = Math.round(envelopeStepSeconds * sampleRateHz);
		this.#lowPass = 1 - Math.exp((-2 * Math.PI * lowHz) / sampleRateHz);
		this.#highPass = 1 - Math.exp((-2 * Math.PI * highHz) / sampleRateHz);
	}

	push(mono: Float32Array): void {
		for (let at = 0; at < mono.length;) {
			const end = Math.min(mono.length, at + this.#stepFrames - this.#filled);
			this.#add(mono, at, end);
			this.#filled += end - at;
			at = end;
			if (this.#filled === this.#stepFrames) this.#close();
		}
	}

	finish(): BandEnvelope {
		const band = (index: number): Float32Array =>
			Float32Array.from({ length: this.#count }, (_, step) => this.#steps[3 * step + index] ?? 0);
		return { stepSeconds: envelopeStepSeconds, low: band(0), middle: band(1), high: band(2) };
	}

	#add(mono: Float32Array, from: number, to: number): void {
		const lowPass = this.#lowPass;
		const highPass = this.#highPass;
		const state = this.#state;
		let [l1 = 0, l2 = 0, h1 = 0, h2 = 0] = state;
		let low = 0;
		let middle = 0;
		let high = 0;
		for (let i = from; i < to; i++) {
			const x = mono[i] ?? 0;
			l1 += lowPass * (x - l1);
			l2 += lowPass * (l1 - l2);
			h1 += highPass * (x - h1);
			h2 += highPass * (h1 - h2);
			const above = x - h2;
			const between = h2 - l2;
			low += l2 * l2;
			middle += between * between;
			high += above * above;
		}
		state[0] = l1;
		state[1] = l2;
		state[2] = h1;
		state[3] = h2;
		const sums = this.#sums;
		sums[0] = (sums[0] ?? 0) + low;
		sums[1] = (sums[1] ?? 0) + middle;
		sums[2] = (sums[2] ?? 0) + high;
	}

	#close(): void {
		if (3 * this.#count === this.#steps.length) {
			const grown = new Float32Array(2 * this.#steps.length);
			grown.set(this.#steps);
			this.#steps = grown;
		}
		for (let band = 0; band < 3; band++) this.#steps[3 * this.#count + band] = (this.#sums[band] ?? 0) / this.#stepFrames;
		this.#count++;
		this.#sums.fill(0);
		this.#filled = 0;
	}
}
