import type { Outcome } from '../workers/outcome.ts';
import type { OnProgress, StageContext } from '../workers/progress.ts';

/** WAV of 24 bits, FLAC of 24 bits, Opus in Ogg. */
export type ExportFormat = 'wav' | 'flac' | 'opus';

export interface ExportRequest {
	readonly jobId: string;
	/** In the file store. */
	readonly path: string;
	readonly format: ExportFormat;
	readonly title: string;
}

export interface ExportTakeWorker {
	/** The take as one file. Faults `fileMissing`, `recordCorrupt`, `encoderMissing`. */
	exportTake(request: ExportRequest, onProgress: OnProgress): Promise<Outcome<Blob>>;
	cancel(jobId: string): void;
}

/** The worker as the app asks it. */
export interface ExportTakePort {
	exportTake(request: Omit<ExportRequest, 'jobId'>, context: StageContext): Promise<Blob>;
}
