import { gapsAt, mostGaps, readAt, writtenAt, type CaptureMemory } from './capture-memory.ts';

/**
 * Takes what was heard, in order. The planes are good only during the call.
 * @param contextFrame of the first sample
 */
export type CaptureSink = (contextFrame: number, left: Float32Array, right: Float32Array, frames: number) => void;

const blockFrames = 4096;

/**
 * A worker's end of a ring. One reader empties it; others follow without taking anything, and lose their place when they
 * fall behind by more than half of it. Lost frames come as silence, so that time stays right.
 */
export class CaptureReader {
	readonly #memory: CaptureMemory;
	readonly #isEmptying: boolean;
	readonly #mask: number;
	readonly #left = new Float32Array(blockFrames);
	readonly #right = new Float32Array(blockFrames);
	readonly #silence = new Float32Array(blockFrames);
	#read: number;
	#gapsSeen: number;
	/** Frames since `base`, those lost among them. */
	#elapsed: number;

	/** @param isEmptying true for the one reader that makes room; a follower begins with what comes next */
	constructor(memory: CaptureMemory, isEmptying: boolean) {
		this.#memory = memory;
		this.#isEmptying = isEmptying;
		this.#mask = memory.left.length - 1;
		this.#gapsSeen = isEmptying ? 0 : Atomics.load(memory.state, gapsAt);
		this.#read = Atomics.load(memory.state, isEmptying ? readAt : writtenAt);
		this.#elapsed = this.#read;
		for (let number = Math.max(0, this.#gapsSeen - mostGaps); number < this.#gapsSeen; number++)
			this.#elapsed += Atomics.load(memory.gaps, 2 * (number % mostGaps) + 1);
	}

	/** Hands over all that has come in; answers how many frames. */
	drain(sink: CaptureSink): number {
		const { state, base } = this.#memory;
		const half = (this.#mask + 1) / 2;
		let total = 0;
		for (;;) {
			const available = (Atomics.load(state, writtenAt) - this.#read) | 0;
			if (!this.#isEmptying && available > half) {
				this.#elapsed += available - blockFrames;
				this.#read = (this.#read + available - blockFrames) | 0;
				continue;
			}
			const untilGap = this.#passGap(sink);
			const frames = Math.min(available, blockFrames, untilGap);
			if (frames <= 0) return total;
			for (let i = 0; i < frames; i++) {
				const at = (this.#read + i) & this.#mask;
				this.#left[i] = this.#memory.left[at] ?? 0;
				this.#right[i] = this.#memory.right[at] ?? 0;
			}
			sink((base[0] ?? 0) + this.#elapsed, this.#left, this.#right, frames);
			this.#read = (this.#read + frames) | 0;
			this.#elapsed += frames;
			total += frames;
			if (this.#isEmptying) Atomics.store(state, readAt, this.#read);
		}
	}

	/** Hands over the silence of gaps that lie here; answers how many frames there are before the next one. */
	#passGap(sink: CaptureSink): number {
		const { state, gaps, base } = this.#memory;
		while (this.#gapsSeen < Atomics.load(state, gapsAt)) {
			const at = 2 * (this.#gapsSeen % mostGaps);
			const ahead = (Atomics.load(gaps, at) - this.#read) | 0;
			if (ahead > 0) return ahead;
			for (let left = Atomics.load(gaps, at + 1); left > 0;) {
				const frames = Math.min(left, blockFrames);
				sink((base[0] ?? 0) + this.#elapsed, this.#silence, this.#silence, frames);
				this.#elapsed += frames;
				left -= frames;
			}
			this.#gapsSeen++;
		}
		return blockFrames;
	}
}
