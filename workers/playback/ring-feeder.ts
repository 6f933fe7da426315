import { frameAfter, framesUntilBreak, type PlaySequence } from '$core/playback/index.ts';
import type { LanePlanes } from '$contracts/workers/playback.contract.ts';
import type { RingWriter } from './ring-writer.ts';

/** Small first reads let a jump be heard soon. */
const chunkFrames = 4096;

interface FrameSource {
	read(frame: number, frames: number): Promise<{ left: Float32Array; right: Float32Array }>;
}

export interface FeederTrack {
	readonly lane: number;
	/** As many frames as asked, silence where it has none. */
	read(frame: number, frames: number): Promise<Omit<LanePlanes, 'lane'>>;
}

interface FeederOptions {
	readonly source: FrameSource;
	/** What is read beside it. */
	readonly tracks?: () => readonly FeederTrack[];
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
		const tracks = this.#options.tracks?.() ?? [];
		this.#options.writer.begin(
			generation,
			slot,
			tracks.map(({ lane }) => lane)
		);
		this.#feed(generation, sequence, tracks).catch((error: unknown) => {
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

	async #feed(generation: number, sequence: PlaySequence, tracks: readonly FeederTrack[]): Promise<void> {
		const { source, writer, pause } = this.#options;
		let elapsed = 0;
		for (;;) {
			const run = Math.min(chunkFrames, framesUntilBreak(sequence, elapsed));
			if (run <= 0) return;
			if (writer.freeFrames() < run) {
				await pause();
			} else {
				const frame = frameAfter(sequence, elapsed);
				const { left, right } = await source.read(frame, run);
				const beside = await Promise.all(
					tracks.map(async (track) => ({ lane: track.lane, ...(await track.read(frame, left.length)) }))
				);
				if (generation !== this.#generation) return;
				writer.write(left, right, beside);
				elapsed += left.length;
			}
			if (generation !== this.#generation) return;
		}
	}
}
