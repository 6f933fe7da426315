import type { Outcome } from '../workers/outcome.ts';
import type { OnProgress, StageContext } from '../workers/progress.ts';

/** A stretch of a take and the stretch of the song that it was played to; both run at one pace from beginning to end. */
export interface TakePart {
	/** Of the take's file, its latency taken account of: where what belongs to the song's second lies. */
	readonly takeStartSeconds: number;
	readonly takeEndSeconds: number;
	readonly songStartSeconds: number;
	readonly songEndSeconds: number;
}

export interface LayRequest {
	readonly jobId: string;
	/** Of a take's sound in the file store. */
	readonly takePath: string;
	/** In the order of the song, without overlaps; the first begins at 0 or later. */
	readonly parts: readonly TakePart[];
	/** Laid on to the pitch: what the song was transposed by while the take was made, turned round. */
	readonly semitones: number;
	/** Where the PCM goes; its first frame is the first part's `songStartSeconds`. */
	readonly pcmPath: string;
}

export interface LayTakeWorker {
	/**
	 * Lays a take on the song's clock: its parts one after the other with silence between them, at the song's own speed and pitch.
	 * Faults `fileMissing`, `recordCorrupt`, `storageFull`.
	 */
	lay(request: LayRequest, onProgress: OnProgress): Promise<Outcome<null>>;
	cancel(jobId: string): void;
}

/** The worker as the app asks it. */
export interface LayTakePort {
	lay(request: Omit<LayRequest, 'jobId'>, context: StageContext): Promise<null>;
}
