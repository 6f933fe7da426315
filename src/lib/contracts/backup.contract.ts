import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { Song } from './song.ts';
import type { Transcription } from './transcription.ts';

/** What a backup asks the library for, one record at a time, so that no backup is ever whole in memory. */
export interface RecordSource {
	songs(): Promise<readonly Song[]>;
	transcription(id: string): Promise<Transcription | null>;
}

/** Where a restore puts what it has checked. Called only after the whole file was read and found sound. */
export interface RecordSink {
	put(song: Song, transcription: Transcription | null): Promise<void>;
}

export interface BackupSummary {
	readonly songCount: number;
	readonly sizeBytes: number;
	readonly createdAtMs: number;
	readonly appVersion: string;
}

export interface BackupWorker {
	/** Packs records, originals and covers into one file in the store; PCM, peaks and posteriors can be made again and stay out. */
	pack(
		request: { readonly jobId: string; readonly path: string; readonly createdAtMs: number; readonly appVersion: string },
		source: RecordSource,
		onProgress: OnProgress
	): Promise<Outcome<BackupSummary>>;
	/** Reads a backup to its end and checks every record against its schema and every file against its hash. Writes nothing. */
	check(request: { readonly jobId: string; readonly file: Blob }, onProgress: OnProgress): Promise<Outcome<BackupSummary>>;
	/** Checks as `check` does, then writes files into the store and hands the records over. Faults `backupNewer`, `backupCorrupt`, `backupNotOurs`. */
	restore(
		request: { readonly jobId: string; readonly file: Blob },
		sink: RecordSink,
		onProgress: OnProgress
	): Promise<Outcome<BackupSummary>>;
	cancel(jobId: string): void;
}
