import type { Analysis } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import type { Score } from '$core/score/score.ts';
import type { JobRecord } from './job.ts';
import type { SongList } from './lists.ts';
import type { KeptScore, ScoreEdit } from './score/score-edit.ts';
import type { Song } from './song.ts';
import type { Transcription } from './transcription.ts';

/** Which kind of record changed in another tab. */
export type RecordKind =
	'songs' | 'transcriptions' | 'analyses' | 'corrections' | 'scores' | 'lists' | 'jobs' | 'settings' | 'takes' | 'practice';

/** A record that no longer fits its schema: kept aside untouched, shown, and never guessed at. */
export interface CorruptRecord {
	readonly kind: RecordKind;
	readonly key: string;
	readonly reason: string;
}

/** What hangs on a song: what was heard in it, and the user's word over that. */
export interface SongEvidence {
	readonly transcription: Transcription | null;
	readonly analysis: Analysis | null;
	readonly corrections: Corrections | null;
	/** All that are kept, the one shown among them. */
	readonly scores: readonly KeptScore[];
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
	/** Null when there is none; throws `recordCorrupt` when it cannot be read. */
	analysis(id: string): Promise<Analysis | null>;
	/** A song together with what was heard in it, in one transaction; an earlier analysis of the song goes. */
	putSongWithAnalysis(song: Song, analysis: Analysis): Promise<void>;
	/** The user's word over the analyses of a song; null when nothing was corrected. */
	corrections(songId: string): Promise<Corrections | null>;
	/** Corrections together with the song whose values follow from them, in one transaction. */
	putCorrectionsWithSong(corrections: Corrections, song: Song): Promise<void>;
	/** Null when there is none; throws `recordCorrupt` when it cannot be read. */
	score(id: string): Promise<Score | null>;
	/** Whether a score is kept with this revision: nobody else has changed it. */
	isScoreAt(id: string, revision: number): Promise<boolean>;
	/** Every score that is kept of a song. */
	scoresOf(songId: string): Promise<Readable<Score>>;
	/** The journal of a score, oldest first; where an edit cannot be read, the ones after it, which can still be undone. */
	scoreEdits(scoreId: string): Promise<readonly ScoreEdit[]>;
	/** A score as it is after edits, and its journal from `fromSeq` on: edits of that number and later give way to these. */
	putScore(score: Score, journal: { readonly fromSeq: number; readonly edits: readonly ScoreEdit[] }): Promise<void>;
	/** A song together with a score that was written for it, in one transaction; other scores of the song stay. */
	putSongWithScore(song: Song, kept: KeptScore): Promise<void>;
	/** A score and its journal, for good. */
	removeScore(id: string): Promise<void>;
	/** A song with everything that hangs on it, in one transaction: afterwards this evidence is there and no other. */
	putSongWithEvidence(song: Song, evidence: SongEvidence): Promise<void>;
	/** Setlists and saved searches. */
	lists(): Promise<Readable<SongList>>;
	putList(list: SongList): Promise<void>;
	removeList(id: string): Promise<void>;
	jobs(): Promise<Readable<JobRecord>>;
	putJob(job: JobRecord): Promise<void>;
	removeJob(id: string): Promise<void>;
	setting(key: string): Promise<unknown>;
	putSetting(key: string, value: unknown): Promise<void>;
	/** All of them, by key. */
	settings(): Promise<ReadonlyMap<string, unknown>>;
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
