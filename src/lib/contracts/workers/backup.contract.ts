import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { DeviceChoice } from '../devices/device-choice.ts';
import type { SongEvidence } from '../library-store.ts';
import type { SongList } from '../lists.ts';
import type { KeptJudgement } from '../recording/judgement-store.ts';
import type { TakeRecord } from '../recording/take.ts';
import type { Song } from '../song.ts';

/** A take as a backup holds it; its sound is an entry of its own. */
export interface KeptTake {
	readonly take: TakeRecord;
	/** Null where it was not judged: it can be judged anew. */
	readonly judgement: KeptJudgement | null;
}

/**
 * What a backup asks the library for, one song's evidence at a time, so that no backup is ever whole in memory. Both ends
 * of these calls are threads, so they answer outcomes: a thrown fault would lose its code on the way.
 */
export interface RecordSource {
	songs(): Promise<Outcome<readonly Song[]>>;
	/** What cannot be read is null: the song goes into the backup without it. */
	evidence(song: Song): Promise<Outcome<SongEvidence>>;
	/** Of every take that is kept, those of songs that are gone among them. */
	takeIds(): Promise<Outcome<readonly string[]>>;
	/** Null for one that was removed meanwhile. */
	take(id: string): Promise<Outcome<KeptTake | null>>;
	/** A page of the history of practice, from 0; empty behind the last one. */
	practice(page: number): Promise<Outcome<readonly PracticeRecord[]>>;
	/** Setlists and saved searches. */
	lists(): Promise<Outcome<readonly SongList[]>>;
	/** What was chosen on this device; asked for last. */
	choices(): Promise<Outcome<readonly DeviceChoice[]>>;
}

/** Where a restore puts what it has checked. Called only after the whole file was read and found sound. */
export interface RecordSink {
	put(song: Song, evidence: SongEvidence): Promise<Outcome<null>>;
	/** Takes come after the songs; the sound of each lies in the store by then, unless the backup lacks it. */
	putTake(kept: KeptTake): Promise<Outcome<null>>;
	/** Once for each piece of the history, after the takes. */
	putPractice(records: readonly PracticeRecord[]): Promise<Outcome<null>>;
	/** Called after all these, with all lists at once; never for a backup from before there were lists. */
	putLists(lists: readonly SongList[]): Promise<Outcome<null>>;
	/** Called last; never for a backup from before there were takes in them. */
	putChoices(choices: readonly DeviceChoice[]): Promise<Outcome<null>>;
}

export interface BackupSummary {
	readonly songCount: number;
	/** Setlists and saved searches. */
	readonly listCount: number;
	readonly takeCount: number;
	/** Takes that were judged, for good: what the history knows. */
	readonly practiceCount: number;
	/** False for backups from before format 5: they say nothing of takes, practice and choices. */
	readonly hasPractice: boolean;
	readonly sizeBytes: number;
	readonly createdAtMs: number;
	readonly appVersion: string;
	/** Recordings the library no longer had when the backup was made; their songs and notes are in it all the same. */
	readonly missingOriginalCount: number;
	/** Takes whose sound was gone when the backup was made. */
	readonly missingTakeSoundCount: number;
	/** Entries that are no part of a backup and were not looked at. */
	readonly ignoredEntryCount: number;
}

export interface BackupWorker {
	/**
	 * Packs records, originals, covers and the sound of takes into one file in the store; what can be made again (PCM, peaks, posteriors,
	 * laid takes) stays out.
	 */
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
