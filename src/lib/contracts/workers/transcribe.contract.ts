import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { DecodedNotes, TranscribeSettings } from '../transcription.ts';

export interface ListenRequest {
	readonly jobId: string;
	/** PCM file (see `formats/pcm`) in the file store. */
	readonly pcmPath: string;
	/** Which signal to listen to, from the decode worker. */
	readonly monoMix: MonoMix;
	/** Where the posteriors go (see `formats/posteriors`). */
	readonly posteriorsPath: string;
	readonly settings: TranscribeSettings;
	/** 1 keeps to one thread; the worker itself falls back to 1 when threads do not start. */
	readonly maxThreads: number;
}

/** How two channels become one without cancelling: their mean, or the louder one when they are out of phase. */
export type MonoMix = 'mean' | 'left' | 'right';

export interface ListenTimings {
	readonly threads: number;
	readonly windows: number;
	readonly modelMs: number;
	readonly decodeMs: number;
	readonly totalMs: number;
}

export interface TranscribeWorker {
	/** Runs the model over a recording, stores the posteriors, answers the notes. */
	listen(request: ListenRequest, onProgress: OnProgress): Promise<Outcome<{ notes: DecodedNotes; timings: ListenTimings }>>;
	/** Finds the notes again in stored posteriors; the model does not run. Faults `fileMissing` when they were evicted. */
	redecode(request: { readonly posteriorsPath: string; readonly settings: TranscribeSettings }): Promise<Outcome<DecodedNotes>>;
	/** Takes effect at the next batch; the job answers `aborted`. */
	cancel(jobId: string): void;
}
