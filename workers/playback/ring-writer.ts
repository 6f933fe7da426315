import { ringFrames, SampleRing, type RingMemory } from '$core/playback/index.ts';
import type { FromReader } from '$contracts/workers/playback.contract.ts';

/** Where a feeder puts samples for the audio thread: shared memory, or messages where there is none. */
export interface RingWriter {
	begin(generation: number, slot: number): void;
	freeFrames(): number;
	write(left: Float32Array, right: Float32Array): void;
	/** What the audio thread says it has read; shared memory knows by itself. */
	wasRead(generation: number, readFrames: number): void;
}

export class SharedRingWriter implements RingWriter {
	readonly #rings: readonly SampleRing[];
	#ring: SampleRing | null = null;

	constructor(memories: readonly RingMemory[]) {
		this.#rings = memories.map((memory) => new SampleRing(memory));
	}

	begin(generation: number, slot: number): void {
		this.#ring = this.#rings[slot] ?? null;
		this.#ring?.begin(generation);
	}

	freeFrames(): number {
		return this.#ring?.freeFrames ?? 0;
	}

	write(left: Float32Array, right: Float32Array): void {
		this.#ring?.write(left, right, left.length);
	}

	wasRead(): void {}
}

export class PortRingWriter implements RingWriter {
	readonly #post: (message: FromReader, transfer: Transferable[]) => void;
	#generation = -1;
	#slot = 0;
	#writtenFrames = 0;
	#readFrames = 0;

	constructor(post: (message: FromReader, transfer: Transferable[]) => void) {
		this.#post = post;
	}

	begin(generation: number, slot: number): void {
		this.#generation = generation;
		this.#slot = slot;
		this.#writtenFrames = 0;
		this.#readFrames = 0;
		this.#post({ kind: 'begin', generation, slot }, []);
	}

	freeFrames(): number {
		return ringFrames - (this.#writtenFrames - this.#readFrames);
	}

	write(left: Float32Array, right: Float32Array): void {
		this.#writtenFrames += left.length;
		const chunk = {
			kind: 'chunk',
			generation: this.#generation,
			slot: this.#slot,
			left: left.slice(),
			right: right.slice()
		} as const;
		this.#post(chunk, [chunk.left.buffer, chunk.right.buffer]);
	}

	wasRead(generation: number, readFrames: number): void {
		if (generation === this.#generation) this.#readFrames = readFrames;
	}
}
