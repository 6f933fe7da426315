import type { StoredFile } from '$contracts/file-store.ts';
import { createResampler, type Resampler } from '$dsp/resample/index.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';
import { fromInt24, takeHeaderBytes, type TakeHeader } from '$formats/take-file/index.ts';

const readFrames = 16_384;
const fullScale = 8_388_608;

/** The sound of a take at 44,100 Hz from some second on, one stretch after another; silence before its beginning and after its end. */
export class TakeStream {
	readonly #file: StoredFile;
	readonly #header: TakeHeader;
	readonly #resampler: Resampler;
	readonly #waiting: Float32Array[][] = [];
	#waitingFrames = 0;
	#isOver = false;
	/** Of the file, next to be read; below 0 is silence. */
	#frame: number;

	/** @param startSeconds may lie before the take */
	constructor(file: StoredFile, header: TakeHeader, startSeconds: number) {
		this.#file = file;
		this.#header = header;
		const { sampleRateHz, channels } = header;
		this.#frame = Math.round(startSeconds * sampleRateHz);
		this.#resampler = createResampler({ sourceRateHz: sampleRateHz, targetRateHz: pcmSampleRateHz, channels });
	}

	/** Fills `frames` of each plane; a take of one channel fills both alike. */
	async read(left: Float32Array, right: Float32Array, frames: number): Promise<void> {
		while (this.#waitingFrames < frames && !this.#isOver) await this.#readMore();
		for (let done = 0; done < frames;) {
			const [first] = this.#waiting;
			const [plane, second = plane] = first ?? [];
			if (first === undefined || plane === undefined || second === undefined) {
				left.fill(0, done, frames);
				right.fill(0, done, frames);
				return;
			}
			const part = Math.min(frames - done, plane.length);
			left.set(plane.subarray(0, part), done);
			right.set(second.subarray(0, part), done);
			done += part;
			this.#waitingFrames -= part;
			if (part === plane.length) this.#waiting.shift();
			else this.#waiting[0] = first.map((samples) => samples.subarray(part));
		}
	}

	async #readMore(): Promise<void> {
		const { frames: frameCount } = this.#header;
		const from = this.#frame;
		const count = from < 0 ? Math.min(readFrames, -from) : Math.min(readFrames, frameCount - from);
		const keep = (planes: readonly Float32Array[], frames: number): void => {
			this.#waiting.push(planes.map((plane) => plane.slice(0, frames)));
			this.#waitingFrames += frames;
		};
		if (count <= 0) {
			this.#isOver = true;
			return this.#resampler.finish(keep);
		}
		this.#frame += count;
		this.#resampler.push(await this.#planes(from, count), count, keep);
	}

	async #planes(from: number, count: number): Promise<Float32Array[]> {
		const { channels } = this.#header;
		if (from < 0) return Array.from({ length: channels }, () => new Float32Array(count));
		const bytes = await this.#file.read(takeHeaderBytes + from * channels * 3, count * channels * 3);
		const whole = Array.from({ length: channels }, () => new Int32Array(count));
		fromInt24(bytes, Math.floor(bytes.byteLength / (3 * channels)), whole);
		return whole.map((plane) => Float32Array.from(plane, (sample) => sample / fullScale));
	}
}
