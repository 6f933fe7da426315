import type { PcmReader } from './pcm-reader.ts';
import type { FeederTrack } from './ring-feeder.ts';

/** A track that begins somewhere in the song, with silence before and after it. */
export class TrackReader implements FeederTrack {
	readonly lane: number;
	readonly #startFrame: number;
	readonly #source: PcmReader;

	constructor(lane: number, startFrame: number, source: PcmReader) {
		this.lane = lane;
		this.#startFrame = startFrame;
		this.#source = source;
	}

	async read(
		frame: number,
		frames: number
	): Promise<{ readonly left: Float32Array<ArrayBuffer>; readonly right: Float32Array<ArrayBuffer> }> {
		const left = new Float32Array(frames);
		const right = new Float32Array(frames);
		const from = frame - this.#startFrame;
		const end = Math.min(from + frames, this.#source.layout.frameCount);
		for (let at = Math.max(0, from); at < end;) {
			const part = await this.#source.read(at, end - at);
			left.set(part.left, at - from);
			right.set(part.right, at - from);
			at += part.left.length;
		}
		return { left, right };
	}
}

/** What stands for the recording where there is none and tracks are heard beside notes. */
export const silentSource = {
	read: (_frame: number, frames: number): Promise<{ left: Float32Array; right: Float32Array }> => {
		const silence = new Float32Array(frames);
		return Promise.resolve({ left: silence, right: silence });
	}
};
