/** Blocks in which energy is summed, seconds. */
const blockSeconds = 0.006;
/** An attack rises above what has sounded lately by this much: 8 dB of power. */
const rise = 6.3;
/** Power of the difference of neighbours below which nothing begins: about -75 dBFS of a bright sound. */
const leastPower = 3e-8;
const refractorySeconds = 0.07;
/** How fast what has sounded lately is forgotten. */
const memorySeconds = 0.04;

/**
 * Light onset watch for notes that light up: sudden rises of the brighter part of the sound. After a take the onsets are
 * found again with more care. Allocates nothing after it is made.
 */
export class OnsetWatch {
	readonly #blockFrames: number;
	readonly #keep: number;
	readonly #refractoryBlocks: number;
	#last = 0;
	#sum = 0;
	#fill = 0;
	#recent = 0;
	#previous = 0;
	#sinceOnset = Infinity;
	#elapsed = 0;

	constructor(sampleRateHz: number) {
		this.#blockFrames = Math.round(blockSeconds * sampleRateHz);
		this.#keep = Math.exp(-blockSeconds / memorySeconds);
		this.#refractoryBlocks = Math.round(refractorySeconds / blockSeconds);
	}

	/** Hears samples `from` up to `to`; answers the sample of the last onset in them, counted from the first one ever, or -1. */
	push(samples: Float32Array, from: number, to: number): number {
		let onset = -1;
		for (let i = from; i < to; i++) {
			const sample = samples[i] ?? 0;
			const step = sample - this.#last;
			this.#last = sample;
			this.#sum += step * step;
			if (++this.#fill < this.#blockFrames) continue;
			if (this.#endBlock()) onset = this.#elapsed + (i - from) - this.#blockFrames;
		}
		this.#elapsed += to - from;
		return onset < 0 ? -1 : Math.max(0, onset);
	}

	#endBlock(): boolean {
		const power = this.#sum / this.#fill;
		this.#sum = 0;
		this.#fill = 0;
		this.#sinceOnset++;
		const isOnset =
			power > leastPower && power > rise * this.#recent && power > this.#previous && this.#sinceOnset > this.#refractoryBlocks;
		if (isOnset) this.#sinceOnset = 0;
		this.#previous = power;
		// What is louder is heard at once, what is softer only after a while.
		this.#recent = power > this.#recent ? power : this.#keep * this.#recent + (1 - this.#keep) * power;
		return isOnset;
	}
}
