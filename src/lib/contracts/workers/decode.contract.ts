import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { MonoMix } from './transcribe.contract.ts';

export interface KeepRequest {
	readonly jobId: string;
	readonly file: Blob;
	readonly fileName: string;
}

/** The original, byte for byte, in the file store, named by its hash. */
export interface KeptFile {
	readonly sha256: string;
	readonly sizeBytes: number;
	readonly originalPath: string;
}

export interface DecodeRequest {
	readonly jobId: string;
	readonly originalPath: string;
	readonly fileName: string;
	/** Written as `formats/pcm`, always 44,100 Hz, 1 or 2 channels. */
	readonly pcmPath: string;
	/** Written as `formats/peaks`. */
	readonly peaksPath: string;
}

/**
 * Sound that the page decoded with `decodeAudioData`, because the worker answered `decoderMissing`. Transfer the planes.
 */
export interface DecodePlanesRequest extends DecodeRequest {
	/** One array a channel, all of one length. */
	readonly planes: readonly Float32Array[];
	readonly sampleRateHz: number;
	/** From the `decoderMissing` fault. */
	readonly codec: string;
}

export interface RecordingFacts {
	readonly durationSeconds: number;
	/** Channels kept: 1 or 2. */
	readonly channels: number;
	/** As the file says, such as `flac` and 48000. */
	readonly codec: string;
	readonly container: string;
	readonly sourceSampleRateHz: number;
	readonly sourceChannels: number;
	readonly monoMix: MonoMix;
	/** Largest absolute sample, dBFS; -200 for digital silence. */
	readonly peakDb: number;
	/** Mean power, dBFS; -200 for digital silence. */
	readonly rmsDb: number;
	/** Set when the file ended early or had damaged parts that were skipped. */
	readonly damaged: boolean;
}

export interface RecordingTags {
	readonly title?: string;
	readonly artist?: string;
	readonly album?: string;
	/** PNG, JPEG or WebP only, at most 5 MB. */
	readonly cover?: { readonly mimeType: string; readonly bytes: Uint8Array };
}

export interface DecodeWorker {
	/** Copies the file into the store and hashes it on the way. Safe to repeat. */
	keep(request: KeepRequest, onProgress: OnProgress): Promise<Outcome<KeptFile>>;
	/** Turns a kept file into PCM and peaks as a stream. Nothing is left behind when it fails or is cancelled. */
	decode(request: DecodeRequest, onProgress: OnProgress): Promise<Outcome<{ facts: RecordingFacts; tags: RecordingTags }>>;
	/** As `decode`, from sound that the page decoded; see `adapters/workers/decode-fallback.ts`. */
	decodePlanes(
		request: DecodePlanesRequest,
		onProgress: OnProgress
	): Promise<Outcome<{ facts: RecordingFacts; tags: RecordingTags }>>;
	cancel(jobId: string): void;
}

/** Limits of the import door; stated in the messages. */
export const importLimits = {
	maxFileBytes: 4 * 1024 ** 3,
	maxDurationSeconds: 4 * 3600,
	minDurationSeconds: 0.05,
	minSampleRateHz: 2000,
	maxSampleRateHz: 768_000,
	maxChannels: 64,
	maxCoverBytes: 5 * 1024 ** 2,
	/** Without WebCodecs the whole recording is in memory at once. */
	maxFallbackSeconds: 20 * 60
} as const;
