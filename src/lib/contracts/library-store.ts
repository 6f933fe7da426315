import type { JobRecord } from './job.ts';
import type { Song } from './song.ts';
import type { Transcription } from './transcription.ts';

/** Which kind of record changed in another tab. */
export type RecordKind = 'songs' | 'transcriptions' | 'jobs' | 'settings';

/** A record that no longer fits its schema: kept aside untouched, shown, and never guessed at. */
export interface CorruptRecord {
	readonly kind: RecordKind;
	readonly key: string;
	readonly reason: string;
}

/** What of a list could be read, and what could not. */
export interface Readable<T> {
	readonly records: readonly T[];
	readonly corrupt: readonly CorruptRecord[];
}

/**
 * Records of the library. Every write is one transaction: whole or not at all. Throws `storageFull` and
 * `storageUnavailable`; one bad record never hides the others.
 */
export interface LibraryStore {
	songs(): Promise<Readable<Song>>;
	/** Null when there is none; throws `recordCorrupt` when it cannot be read. */
	song(id: string): Promise<Song | null>;
	putSong(song: Song): Promise<void>;
	/** The song and its evidence, for good. */
	removeSong(id: string): Promise<void>;
	/** A song together with its first evidence, in one transaction. */
	putSongWithTranscription(song: Song, transcription: Transcription): Promise<void>;
	transcription(id: string): Promise<Transcription | null>;
	transcriptionIds(): Promise<readonly string[]>;
	jobs(): Promise<Readable<JobRecord>>;
	putJob(job: JobRecord): Promise<void>;
	removeJob(id: string): Promise<void>;
	setting(key: string): Promise<unknown>;
	putSetting(key: string, value: unknown): Promise<void>;
	/** Takes a corrupt record out for good. */
	removeCorrupt(record: CorruptRecord): Promise<void>;
	/** Every record of all kinds, for good; for a restore that replaces. */
	clear(): Promise<void>;
	/** Called when another tab changed something. Answers a disposer. */
	onForeignChange(listener: (kind: RecordKind) => void): () => void;
	close(): void;
}

/** The browser's own account of this origin's space. */
export interface DeviceStorage {
	/** Bytes; null where the browser does not say. */
	estimate(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | null>;
	/** True when the browser promised not to evict us. */
	isPersistent(): Promise<boolean>;
	requestPersistence(): Promise<boolean>;
}
