import type { FileStore } from '../contracts/file-store.ts';
import { IndexedDbStore } from './indexeddb-store.ts';
import { OpfsStore } from './opfs-store.ts';

/**
 * The device's file store. Every thread of one browser gets the same kind, so that all see the same files.
 * Throws `storageUnavailable` when the browser keeps nothing at all.
 */
export async function openFileStore(): Promise<FileStore> {
	return (await OpfsStore.open()) ?? (await IndexedDbStore.open());
}
