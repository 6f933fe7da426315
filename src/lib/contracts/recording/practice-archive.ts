import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import type { Readable } from '../library-store.ts';
import type { KeptJudgement } from './judgement-store.ts';
import type { TakeRecord } from './take.ts';

/**
 * Takes with their judgements, and the history of practice, as backups move them. Every write is one transaction, and tells the rooms
 * that show them. Throws `storageFull` and `storageUnavailable`; one bad record never hides the others.
 */
export interface PracticeArchive {
	/** The newest first, those in the bin and those of songs that are gone among them. */
	takes(): Promise<Readable<TakeRecord>>;
	/** Ids of all takes, also of those that cannot be read, and how many of them belong to no song; reads no record. */
	takeIds(): Promise<{ readonly all: readonly string[]; readonly withoutSongCount: number }>;
	/** Null when there is none, or none that can be read. */
	take(id: string): Promise<TakeRecord | null>;
	/** Null when there is none, or none that can be read: it can be made anew. */
	judgement(takeId: string): Promise<KeptJudgement | null>;
	/** Null leaves what is kept of it as it is. */
	putTake(take: TakeRecord | null, judgement: KeptJudgement | null): Promise<void>;
	/** With its judgement; the history remembers. */
	removeTake(id: string): Promise<void>;
	/** By the time the takes were begun. */
	practice(): Promise<Readable<PracticeRecord>>;
	putPractice(records: readonly PracticeRecord[]): Promise<void>;
	removePractice(ids: readonly string[]): Promise<void>;
	close(): void;
}
