import type { Outcome } from '../workers/outcome.ts';
import type { OnProgress } from '../workers/progress.ts';

export const exportFormats = ['wav', 'flac', 'opus'] as const;
export type ExportFormat = (typeof exportFormats)[number];

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
