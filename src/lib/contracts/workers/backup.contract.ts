import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { SongEvidence } from '../library-store.ts';
import type { SongList } from '../lists.ts';
import type { Song } from '../song.ts';

/**
 * What a backup asks the library for, one song's evidence at a time, so that no backup is ever whole in memory. Both ends
 * of these calls are threads, so they answer outcomes: a thrown fault would lose its code on the way.
 */
export interface RecordSource {
	songs(): Promise<Outcome<readonly Song[]>>;
	/** What cannot be read is null: the song goes into the backup without it. */
	evidence(song: Song): Promise<Outcome<SongEvidence>>;
	/** Setlists and saved searches; asked for last. */
	lists(): Promise<Outcome<readonly SongList[]>>;
}

/** Where a restore puts what it has checked. Called only after the whole file was read and found sound. */
export interface RecordSink {
	put(song: Song, evidence: SongEvidence): Promise<Outcome<null>>;
	/** Called last, with all lists at once; never for a backup from before there were lists. */
	putLists(lists: readonly SongList[]): Promise<Outcome<null>>;
}

export interface BackupSummary {
	readonly songCount: number;
	/** Setlists and saved searches. */
	readonly listCount: number;
	readonly sizeBytes: number;
	readonly createdAtMs: number;
	readonly appVersion: string;
	/** Recordings the library no longer had when the backup was made; their songs and notes are in it all the same. */
	readonly missingOriginalCount: number;
	/** Entries that are no part of a backup and were not looked at. */
	readonly ignoredEntryCount: number;
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
	/**
	 * Checks as `check` does, then writes files into the store and hands the records over. When it fails or is cancelled
	 * in the middle, the records already handed over stay and have their files; files of the others are taken out again.
	 * Faults `backupNewer`, `backupCorrupt`, `backupNotOurs`, `storageFull`.
	 */
	restore(
		request: { readonly jobId: string; readonly file: Blob },
		sink: RecordSink,
		onProgress: OnProgress
	): Promise<Outcome<BackupSummary>>;
	cancel(jobId: string): void;
}
