import type { IDBPDatabase } from 'idb';
import type { ByteSink } from './sink-writer.ts';
import { chunkBytes, type FilesSchema } from './indexeddb-schema.ts';

/** Gathers bytes into chunks; only the last, unfinished chunk is in memory. */
export class IndexedDbSink implements ByteSink {
	readonly #database: IDBPDatabase<FilesSchema>;
	readonly #fileId: string;
	readonly #tail = new Uint8Array(chunkBytes);
	#tailIndex = 0;
	#tailBytes = 0;

	constructor(database: IDBPDatabase<FilesSchema>, fileId: string) {
		this.#database = database;
		this.#fileId = fileId;
	}

	async write(offsetBytes: number, bytes: Uint8Array): Promise<void> {
		for (let done = 0; done < bytes.byteLength;) {
			const index = Math.floor((offsetBytes + done) / chunkBytes);
			const within = (offsetBytes + done) % chunkBytes;
			const part = bytes.subarray(done, done + chunkBytes - within);
			if (index === this.#tailIndex) {
				this.#tail.set(part, within);
				this.#tailBytes = Math.max(this.#tailBytes, within + part.byteLength);
				if (this.#tailBytes === chunkBytes) await this.#putTail();
			} else {
				await this.#patch(index, within, part);
			}
			done += part.byteLength;
		}
	}

	async commit(path: string, sizeBytes: number): Promise<void> {
		if (this.#tailBytes > 0) await this.#putTail();
		const transaction = this.#database.transaction(['files', 'unnamed', 'chunks'], 'readwrite', { durability: 'strict' });
		const files = transaction.objectStore('files');
		const replaced = await files.get(path);
		const changes: Promise<unknown>[] = [
			files.put({ path, fileId: this.#fileId, sizeBytes }),
			transaction.objectStore('unnamed').delete(this.#fileId)
		];
		if (replaced) changes.push(transaction.objectStore('chunks').delete(chunksOf(replaced.fileId)));
		await Promise.all([...changes, transaction.done]);
	}

	async discard(): Promise<void> {
		await removeUnnamed(this.#database, this.#fileId);
	}

	async #putTail(): Promise<void> {
		await this.#database.put('chunks', this.#tail.slice(0, this.#tailBytes).buffer, [this.#fileId, this.#tailIndex]);
		this.#tailIndex++;
		this.#tailBytes = 0;
	}

	async #patch(index: number, within: number, part: Uint8Array): Promise<void> {
		const transaction = this.#database.transaction('chunks', 'readwrite');
		const chunk = await transaction.store.get([this.#fileId, index]);
		if (chunk === undefined) throw new Error('a chunk of the file being written is gone');
		new Uint8Array(chunk).set(part, within);
		await Promise.all([transaction.store.put(chunk, [this.#fileId, index]), transaction.done]);
	}
}

export function chunksOf(fileId: string): IDBKeyRange {
	return IDBKeyRange.bound([fileId, 0], [fileId, Infinity]);
}

export async function removeUnnamed(database: IDBPDatabase<FilesSchema>, fileId: string): Promise<void> {
	const transaction = database.transaction(['unnamed', 'chunks'], 'readwrite');
	await Promise.all([
		transaction.objectStore('unnamed').delete(fileId),
		transaction.objectStore('chunks').delete(chunksOf(fileId)),
		transaction.done
	]);
}
