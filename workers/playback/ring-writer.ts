import { ringFrames, SampleRing, type RingMemory } from '$core/playback/index.ts';
import type { FromReader, LanePlanes } from '$contracts/workers/playback.contract.ts';

/** Where a feeder puts samples for the audio thread: shared memory, or messages where there is none. */
export interface RingWriter {
	/** @param lanes of the tracks that are written beside it */
	begin(generation: number, slot: number, lanes?: readonly number[]): void;
	freeFrames(): number;
	/** @param tracks of the lanes that it was begun with, as long as the recording's planes */
	write(left: Float32Array, right: Float32Array, tracks?: readonly LanePlanes[]): void;
	/** What the audio thread says it has read; shared memory knows by itself. */
	wasRead(generation: number, readFrames: number): void;
}

export class SharedRingWriter implements RingWriter {
	readonly #rings: readonly SampleRing[];
	readonly #lanes = new Map<number, readonly SampleRing[]>();
	#ring: SampleRing | null = null;
	#slot = 0;

	constructor(memories: readonly RingMemory[]) {
		this.#rings = memories.map((memory) => new SampleRing(memory));
	}

	addLane(lane: number, memories: readonly RingMemory[]): void {
		this.#lanes.set(
			lane,
			memories.map((memory) => new SampleRing(memory))
		);
	}

	begin(generation: number, slot: number, lanes: readonly number[] = []): void {
		this.#slot = slot;
		this.#ring = this.#rings[slot] ?? null;
		for (const lane of lanes) this.#lanes.get(lane)?.[slot]?.begin(generation);
		this.#ring?.begin(generation);
	}

	freeFrames(): number {
		return this.#ring?.freeFrames ?? 0;
	}

	/** The recording last: what it holds, the tracks hold too. */
	write(left: Float32Array, right: Float32Array, tracks: readonly LanePlanes[] = []): void {
		for (const track of tracks) this.#lanes.get(track.lane)?.[this.#slot]?.write(track.left, track.right, left.length);
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

	begin(generation: number, slot: number, lanes: readonly number[] = []): void {
		this.#generation = generation;
		this.#slot = slot;
		this.#writtenFrames = 0;
		this.#readFrames = 0;
		this.#post({ kind: 'begin', generation, slot, lanes }, []);
	}

	freeFrames(): number {
		return ringFrames - (this.#writtenFrames - this.#readFrames);
	}

	write(left: Float32Array, right: Float32Array, tracks: readonly LanePlanes[] = []): void {
		this.#writtenFrames += left.length;
		const chunk = {
			kind: 'chunk',
			generation: this.#generation,
			slot: this.#slot,
			left: left.slice(),
			right: right.slice(),
			tracks
		} as const;
		const planes = [chunk, ...tracks].flatMap((part) => [part.left.buffer, part.right.buffer]);
		this.#post(chunk, planes);
	}

	wasRead(generation: number, readFrames: number): void {
		if (generation === this.#generation) this.#readFrames = readFrames;
	}
}
