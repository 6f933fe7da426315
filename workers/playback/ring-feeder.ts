import { frameAfter, framesUntilBreak, type PlaySequence } from '$core/playback/index.ts';
import type { RingWriter } from './ring-writer.ts';

/** Small first reads let a jump be heard soon. */
const chunkFrames = 4096;

interface FrameSource {
	read(frame: number, frames: number): Promise<{ left: Float32Array; right: Float32Array }>;
}

interface FeederOptions {
	readonly source: FrameSource;
	readonly writer: RingWriter;
	/** Resolves when it is time to look again whether there is room. */
	readonly pause: () => Promise<void>;
	readonly onFailure: (error: unknown) => void;
}

/** Keeps the ring of the latest cue full with the frames of its sequence; loops are written out, one turn after another. */
export class RingFeeder {
	readonly #options: FeederOptions;
	#generation = -1;
	#isClosed = false;

	constructor(options: FeederOptions) {
		this.#options = options;
	}

	/** Drops the cue before this one. */
	cue(generation: number, slot: number, sequence: PlaySequence): void {
		if (this.#isClosed) return;
		this.#generation = generation;
		this.#options.writer.begin(generation, slot);
		this.#feed(generation, sequence).catch((error: unknown) => {
			if (generation === this.#generation) this.#options.onFailure(error);
		});
	}

	wasRead(generation: number, readFrames: number): void {
		this.#options.writer.wasRead(generation, readFrames);
	}

	close(): void {
		this.#isClosed = true;
		this.#generation = -1;
	}

	async #feed(generation: number, sequence: PlaySequence): Promise<void> {
		const { source, writer, pause } = this.#options;
		let elapsed = 0;
		for (;;) {
			const run = Math.min(chunkFrames, framesUntilBreak(sequence, elapsed));
			if (run <= 0) return;
			if (writer.freeFrames() < run) {
				await pause();
			} else {
				const { left, right } = await source.read(frameAfter(sequence, elapsed), run);
				if (generation !== this.#generation) return;
				writer.write(left, right);
				elapsed += left.length;
			}
			if (generation !== this.#generation) return;
		}
	}
}
