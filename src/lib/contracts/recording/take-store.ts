import type { Readable } from '../library-store.ts';
import type { TakeRecord } from './take.ts';

/**
 * Records of takes. They outlive their song: what a player recorded is never thrown away with it. Throws `storageFull` and
 * `storageUnavailable`; one bad record never hides the others.
 */
export interface TakeStore {
	/** Of all songs, those in the bin among them, the newest first. */
	takes(): Promise<Readable<TakeRecord>>;
	takesOf(songId: string): Promise<Readable<TakeRecord>>;
	putTake(take: TakeRecord): Promise<void>;
	removeTake(id: string): Promise<void>;
	/** Called when another tab changed something. Answers a disposer. */
	onForeignChange(listener: () => void): () => void;
	close(): void;
}
