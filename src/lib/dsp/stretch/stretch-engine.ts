import { openHost, release } from './host-capture.ts';
import 'signalsmith-stretch';

release();

/** The functions of the compiled engine that are used here; pointers are byte offsets into its memory. */
interface Compiled {
	readonly HEAP8: Int8Array;
	_configure(channels: number, blockFrames: number, intervalFrames: number, splitsWork: boolean): void;
	_reset(): void;
	_inputLatency(): number;
	_outputLatency(): number;
	/** Makes room for `frames` of each channel in and out; answers where the first plane in lies, the others follow. */
	_setBuffers(channels: number, frames: number): number;
	_setTransposeSemitones(semitones: number, tonalityLimit: number): void;
	_seek(inputFrames: number, speed: number): void;
	_process(inputFrames: number, outputFrames: number): void;
}

const channels = 2;
const bytesPerSample = 4;
/** Latencies come out as whole quanta: the block is 116 ms at 44.1 kHz, its step 29 ms. */
const blockFrames = 5120;
const intervalFrames = 1280;
/** Above this partials are shifted less, so that a transposed recording does not lisp. */
const tonalityLimitHz = 8000;
/** The most that goes in at once, at a seek: a block and a half at twice the speed. */
const bufferFrames = 16_384;

/**
 * Signalsmith Stretch: other speed at the same pitch, other pitch at the same speed, in stereo. After `process`, the output shows the
 * input of `inputLatencyFrames` before the end of what had been put in `outputLatencyFrames` of output ago; right to about a
 * millisecond. Allocates nothing once opened.
 */
export class StretchEngine {
	readonly #compiled: Compiled;
	readonly #pointer: number;
	readonly #sampleRateHz: number;
	#memory: ArrayBufferLike | null = null;
	readonly #planes: Float32Array[] = [];
	readonly inputLatencyFrames: number;
	readonly outputLatencyFrames: number;

	private constructor(compiled: Compiled, sampleRateHz: number) {
		this.#compiled = compiled;
		this.#sampleRateHz = sampleRateHz;
		compiled._configure(channels, blockFrames, intervalFrames, true);
		compiled._reset();
		this.#pointer = compiled._setBuffers(channels, bufferFrames);
		this.inputLatencyFrames = compiled._inputLatency();
		this.outputLatencyFrames = compiled._outputLatency();
	}

	/** Compiles the engine; rejects where that is not possible. */
	static async open(sampleRateHz: number): Promise<StretchEngine> {
		return new StretchEngine(await openHost<Compiled>(channels, sampleRateHz), sampleRateHz);
	}

	/** @param semitones may be a fraction */
	setPitch(semitones: number): void {
		this.#compiled._setTransposeSemitones(semitones, tonalityLimitHz / this.#sampleRateHz);
	}

	/** Puts samples in before the next, at most 16,384 of each plane. */
	write(left: Float32Array, right: Float32Array, offset: number, frames: number): void {
		this.#refresh();
		const [inLeft, inRight] = this.#planes;
		for (let i = 0; i < frames; i++) {
			if (inLeft !== undefined) inLeft[offset + i] = left[i] ?? 0;
			if (inRight !== undefined) inRight[offset + i] = right[i] ?? 0;
		}
	}

	/** Writes silence. */
	writeSilence(offset: number, frames: number): void {
		this.#refresh();
		this.#planes[0]?.fill(0, offset, offset + frames);
		this.#planes[1]?.fill(0, offset, offset + frames);
	}

	/** Forgets what was put in: what comes out next follows silence. */
	reset(): void {
		this.#compiled._reset();
	}

	/** Forgets what was put in and begins anew with the `frames` written. */
	seek(frames: number, speed: number): void {
		this.#compiled._reset();
		this.#compiled._seek(frames, speed);
	}

	/** Takes the `inputFrames` written and makes `outputFrames`. */
	process(inputFrames: number, outputFrames: number): void {
		this.#compiled._process(inputFrames, outputFrames);
	}

	/** Copies what was made. */
	read(left: Float32Array, right: Float32Array, frames: number): void {
		this.#refresh();
		const [, , outLeft, outRight] = this.#planes;
		for (let i = 0; i < frames; i++) {
			left[i] = outLeft?.[i] ?? 0;
			right[i] = outRight?.[i] ?? 0;
		}
	}

	/** The engine's memory moves when it grows, which it does not once it is set up. */
	#refresh(): void {
		const { buffer } = this.#compiled.HEAP8;
		if (buffer === this.#memory) return;
		this.#memory = buffer;
		for (let plane = 0; plane < 2 * channels; plane++) {
			const offset = this.#pointer + plane * bufferFrames * bytesPerSample;
			this.#planes[plane] = new Float32Array(buffer, offset, bufferFrames);
		}
	}
}
