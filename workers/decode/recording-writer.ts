import { importLimits, type RecordingFacts } from '$contracts/workers/decode.contract.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore, FileWriter } from '$contracts/file-store.ts';
import { createLevelMeter } from '$dsp/level/index.ts';
import { createPeakBuilder } from '$dsp/peaks/index.ts';
import { createResampler, type MakeConvolver, type Resampler } from '$dsp/resample/index.ts';
import { pcmBlockFrames, pcmSampleRateHz, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { toPeaks } from '$formats/peaks/index.ts';
import { downmix, makeFinite } from './downmix.ts';
import type { AudioChunk } from './sources/audio-source.ts';
import { tooLong } from './sources/open-source.ts';

/** Jitter of containers that round times to milliseconds; smaller differences are no gaps. */
const jitterSeconds = 0.003;
/** A longer gap is taken for broken times and closed. */
const maxGapSeconds = 600;
const sliceFrames = 16_384;

export type WrittenFacts = Pick<RecordingFacts, 'durationSeconds' | 'channels' | 'monoMix' | 'peakDb' | 'rmsDb'>;

/** Takes decoded chunks and writes the recording: finite, one or two channels, 44.1 kHz, in blocks, with its peaks. */
export class RecordingWriter {
	readonly #store: FileStore;
	readonly #fileName: string;
	readonly #makeConvolver: MakeConvolver | null;
	readonly #endSeconds: number;
	readonly #meter = createLevelMeter();
	readonly #peaks = createPeakBuilder();
	#pcm: FileWriter | null = null;
	#channels: 1 | 2 = 1;
	#block: Float32Array[] = [];
	#blockFill = 0;
	#finished: Uint8Array[] = [];
	#framesOut = 0;
	#resampler: Resampler | null = null;
	#rateHz = 0;
	/** Source time of the run's first frame; a run is a stretch of one sample rate. */
	#runStartSeconds = 0;
	#runFrames = 0;
	/** Something was not a number, or times made no sense. */
	hasBadSamples = false;

	/**
	 * @param endSeconds what comes later is padding and dropped; null when all is music
	 * @param makeConvolver null where there is no SIMD
	 */
	constructor(store: FileStore, fileName: string, endSeconds: number | null, makeConvolver: MakeConvolver | null) {
		this.#store = store;
		this.#fileName = fileName;
		this.#endSeconds = endSeconds ?? Infinity;
		this.#makeConvolver = makeConvolver;
	}

	/** Source time up to which sound has come in. */
	get seconds(): number {
		return this.#rateHz === 0 ? 0 : this.#runStartSeconds + this.#runFrames / this.#rateHz;
	}

	/** Throws `tooLong` when the limit is passed, `storageFull` when the disk is. */
	async add({ planes, frames, sampleRateHz, atSeconds }: AudioChunk): Promise<void> {
		if (frames === 0 || planes.length === 0) return;
		await this.#begin(planes.length, sampleRateHz);
		const skipFrames = await this.#place(atSeconds, sampleRateHz);
		const endFrame = Math.min(frames, skipFrames + Math.round((this.#endSeconds - this.seconds) * sampleRateHz));
		for (let at = skipFrames; at < endFrame; at += sliceFrames) {
			const count = Math.min(sliceFrames, endFrame - at);
			await this.#push(
				planes.map((plane) => plane.subarray(at, at + count)),
				count
			);
		}
	}

	/** Gives both files their names, or neither. Throws `noSamples` or `tooShort` when there is no recording in it. */
	async finish(pcmPath: string, peaksPath: string): Promise<WrittenFacts> {
		this.#resampler?.finish(this.#collect);
		if (this.#blockFill > 0) this.#closeBlock();
		await this.#flush();
		const durationSeconds = this.#framesOut / pcmSampleRateHz;
		if (this.#pcm === null || this.#framesOut === 0) throw new UserFixableError('noSamples', { fileName: this.#fileName });
		if (durationSeconds < importLimits.minDurationSeconds) {
			const milliseconds = Math.round(durationSeconds * 1000);
			throw new UserFixableError('tooShort', { fileName: this.#fileName, milliseconds });
		}
		const peaks = await this.#store.create();
		try {
			await peaks.write(toPeaks({ sampleRateHz: pcmSampleRateHz, ...this.#peaks.finish() }));
			await peaks.commit(peaksPath);
		} catch (error) {
			await peaks.discard();
			throw error;
		}
		try {
			await this.#pcm.commit(pcmPath);
		} catch (error) {
			await this.#store.remove(peaksPath);
			throw error;
		}
		return { durationSeconds, channels: this.#channels, ...this.#meter.level() };
	}

	/** Leaves nothing behind; does nothing after `finish`. */
	async discard(): Promise<void> {
		await this.#pcm?.discard();
	}

	async #begin(channels: number, sampleRateHz: number): Promise<void> {
		if (this.#pcm === null) {
			this.#channels = channels === 1 ? 1 : 2;
			this.#block = Array.from({ length: this.#channels }, () => new Float32Array(pcmBlockFrames));
			this.#pcm = await this.#store.create();
			await this.#pcm.write(toPcmHeader(this.#channels));
		}
		if (sampleRateHz === this.#rateHz) return;
		this.#resampler?.finish(this.#collect);
		this.#runStartSeconds = this.seconds;
		this.#runFrames = 0;
		this.#rateHz = sampleRateHz;
		this.#resampler = createResampler({
			sourceRateHz: sampleRateHz,
			targetRateHz: pcmSampleRateHz,
			channels: this.#channels,
			...(this.#makeConvolver ? { makeConvolver: this.#makeConvolver } : {})
		});
	}

	/** Fills the gap before a chunk with silence; answers how many of its frames are already there. */
	async #place(atSeconds: number | null, rateHz: number): Promise<number> {
		if (atSeconds === null) return 0;
		const gapSeconds = atSeconds - this.seconds;
		if (Math.abs(gapSeconds) < jitterSeconds) return 0;
		if (!(Math.abs(gapSeconds) <= maxGapSeconds)) {
			this.hasBadSamples = true;
			return 0;
		}
		const gapFrames = Math.round(gapSeconds * rateHz);
		if (gapFrames < 0) return -gapFrames;
		const silence = Array.from({ length: this.#channels }, () => new Float32Array(Math.min(gapFrames, sliceFrames)));
		for (let done = 0; done < gapFrames; done += sliceFrames) await this.#push(silence, Math.min(sliceFrames, gapFrames - done));
		return 0;
	}

	async #push(planes: readonly Float32Array[], frames: number): Promise<void> {
		for (const plane of planes) {
			if (makeFinite(plane, frames)) this.hasBadSamples = true;
		}
		this.#resampler?.push(downmix(planes, frames, this.#channels), frames, this.#collect);
		this.#runFrames += frames;
		await this.#flush();
		const seconds = this.#framesOut / pcmSampleRateHz;
		if (seconds > importLimits.maxDurationSeconds) throw tooLong(this.#fileName, seconds);
	}

	readonly #collect = (planes: readonly Float32Array[], frames: number): void => {
		for (let at = 0; at < frames;) {
			const count = Math.min(frames - at, pcmBlockFrames - this.#blockFill);
			this.#block.forEach((block, channel) => {
				const plane = planes[channel];
				if (plane) block.set(plane.subarray(at, at + count), this.#blockFill);
			});
			this.#blockFill += count;
			at += count;
			if (this.#blockFill === pcmBlockFrames) this.#closeBlock();
		}
	};

	#closeBlock(): void {
		this.#meter.push(this.#block, this.#blockFill);
		this.#peaks.push(this.#block, this.#blockFill);
		this.#finished.push(toPcmBlock(this.#block, this.#blockFill));
		this.#framesOut += this.#blockFill;
		this.#blockFill = 0;
	}

	async #flush(): Promise<void> {
		for (const block of this.#finished) await this.#pcm?.write(block);
		this.#finished = [];
	}
}
