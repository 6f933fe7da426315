const generationAt = 0;
const writtenAt = 1;
const readAt = 2;

/** Three seconds at 44.1 kHz; a power of two, so that counters may wrap. */
export const ringFrames = 131_072;

/** What both ends of a ring share; post it once, with shared buffers between threads. */
export interface RingMemory {
	/** Generation, frames written, frames read. */
	readonly state: Int32Array;
	readonly left: Float32Array;
	readonly right: Float32Array;
}

/** @param frames a power of two */
export function ringMemory(isShared: boolean, frames = ringFrames): RingMemory {
	const bytes = (length: number): ArrayBufferLike => (isShared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
	const state = new Int32Array(bytes(12));
	state[generationAt] = -1;
	return { state, left: new Float32Array(bytes(frames * 4)), right: new Float32Array(bytes(frames * 4)) };
}

/**
 * Stereo samples from one writer to one reader without locks. Contents belong to a generation: a reader that waits for
 * another one sees none of them.
 */
export class SampleRing {
	readonly #state: Int32Array;
	readonly #left: Float32Array;
	readonly #right: Float32Array;
	readonly #mask: number;
	readonly capacityFrames: number;

	constructor(memory: RingMemory) {
		this.#state = memory.state;
		this.#left = memory.left;
		this.#right = memory.right;
		this.capacityFrames = memory.left.length;
		this.#mask = this.capacityFrames - 1;
	}

	/** Writer: empties the ring and gives it to a generation. */
	begin(generation: number): void {
		Atomics.store(this.#state, generationAt, -1);
		Atomics.store(this.#state, writtenAt, 0);
		Atomics.store(this.#state, readAt, 0);
		Atomics.store(this.#state, generationAt, generation);
	}

	holds(generation: number): boolean {
		return Atomics.load(this.#state, generationAt) === generation;
	}

	get availableFrames(): number {
		return (Atomics.load(this.#state, writtenAt) - Atomics.load(this.#state, readAt)) | 0;
	}

	get freeFrames(): number {
		return this.capacityFrames - this.availableFrames;
	}

	/** Frames read since `begin`. */
	get readFrames(): number {
		return Atomics.load(this.#state, readAt);
	}

	/** Writer: appends `frames` samples of each plane; no more than `freeFrames`. */
	write(left: Float32Array, right: Float32Array, frames: number): void {
		const written = Atomics.load(this.#state, writtenAt);
		const at = written & this.#mask;
		const untilWrap = Math.min(frames, this.capacityFrames - at);
		this.#left.set(left.subarray(0, untilWrap), at);
		this.#right.set(right.subarray(0, untilWrap), at);
		if (untilWrap < frames) {
			this.#left.set(left.subarray(untilWrap, frames), 0);
			this.#right.set(right.subarray(untilWrap, frames), 0);
		}
		Atomics.store(this.#state, writtenAt, (written + frames) | 0);
	}

	/** Reader: takes `frames` samples, no more than `availableFrames`; allocates nothing. */
	read(left: Float32Array, right: Float32Array, offset: number, frames: number): void {
		const read = Atomics.load(this.#state, readAt);
		for (let i = 0; i < frames; i++) {
			const at = (read + i) & this.#mask;
			left[offset + i] = this.#left[at] ?? 0;
			right[offset + i] = this.#right[at] ?? 0;
		}
		Atomics.store(this.#state, readAt, (read + frames) | 0);
	}

	/** Reader: drops `frames` samples. */
	skip(frames: number): void {
		Atomics.store(this.#state, readAt, (Atomics.load(this.#state, readAt) + frames) | 0);
	}
}
