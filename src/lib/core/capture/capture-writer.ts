import {
	clippedAt,
	gapsAt,
	lostAt,
	mostGaps,
	peakAt,
	readAt,
	rmsAt,
	soundingAt,
	soundingPeak,
	writtenAt,
	type CaptureMemory
} from './capture-memory.ts';

/** The audio thread's end of a ring. Never waits and allocates nothing; what finds no room is lost, counted and noted. */
export class CaptureWriter {
	readonly #memory: CaptureMemory;
	readonly #capacity: number;
	readonly #mask: number;
	#hasBegun = false;
	/** Lost since the last frame written. */
	#lost = 0;

	constructor(memory: CaptureMemory) {
		this.#memory = memory;
		this.#capacity = memory.left.length;
		this.#mask = this.#capacity - 1;
	}

	/**
	 * Appends `frames` samples of each plane, or counts them as lost.
	 * @param contextFrame of the first sample; calls follow each other without a hole
	 */
	write(contextFrame: number, left: Float32Array, right: Float32Array, frames: number): void {
		const { state, gaps, base } = this.#memory;
		const written = Atomics.load(state, writtenAt);
		if (!this.#hasBegun) {
			this.#hasBegun = true;
			base[0] = contextFrame;
		}
		const used = (written - Atomics.load(state, readAt)) | 0;
		if (used + frames > this.#capacity) {
			this.#lost += frames;
			Atomics.add(state, lostAt, frames);
			return;
		}
		if (this.#lost > 0) {
			const number = Atomics.load(state, gapsAt);
			const at = 2 * (number % mostGaps);
			Atomics.store(gaps, at, written);
			Atomics.store(gaps, at + 1, this.#lost);
			Atomics.store(state, gapsAt, number + 1);
			this.#lost = 0;
		}
		const planeLeft = this.#memory.left;
		const planeRight = this.#memory.right;
		for (let i = 0; i < frames; i++) {
			const at = (written + i) & this.#mask;
			planeLeft[at] = left[i] ?? 0;
			planeRight[at] = right[i] ?? 0;
		}
		Atomics.store(state, writtenAt, (written + frames) | 0);
	}

	/** Linear. */
	publish(peak: number, rms: number): void {
		this.#memory.meter[peakAt] = peak;
		this.#memory.meter[rmsAt] = rms;
		if (peak > soundingPeak) Atomics.add(this.#memory.state, soundingAt, 1);
	}

	countClipped(samples: number): void {
		Atomics.add(this.#memory.state, clippedAt, samples);
	}
}
