import { openDB, type IDBPDatabase } from 'idb';
import { UserFixableError } from '../contracts/errors.ts';
import type { FileFolder, FileStore, FileWriter, StoredFile, StoredFileInfo } from '../contracts/file-store.ts';
import { chunkBytes, databaseName, databaseVersion, type FilesSchema } from './indexeddb-schema.ts';
import { chunksOf, IndexedDbSink, removeUnnamed } from './indexeddb-writer.ts';
import { toFilePath } from './paths.ts';
import { SinkWriter } from './sink-writer.ts';
import { toStorageError, withStorageFaults } from './storage-faults.ts';
import { heldUnnamed, holdUnnamed } from './unnamed-lock.ts';

/** Files as chunks of 1 MB in a database, for browsers and windows without a private file system. */
export class IndexedDbStore implements FileStore {
	readonly kind = 'indexeddb';
	readonly #database: IDBPDatabase<FilesSchema>;

	private constructor(database: IDBPDatabase<FilesSchema>) {
		this.#database = database;
	}

	/** Throws `storageUnavailable` where there is no database either. */
	static async open(name = databaseName): Promise<IndexedDbStore> {
		try {
			const database = await openDB<FilesSchema>(name, databaseVersion, {
				upgrade(fresh) {
					fresh.createObjectStore('files', { keyPath: 'path' });
					fresh.createObjectStore('unnamed', { keyPath: 'fileId' });
					fresh.createObjectStore('chunks');
				}
			});
			return new IndexedDbStore(database);
		} catch (error) {
			const fault = toStorageError(error);
			if (fault instanceof UserFixableError) throw fault;
			throw new UserFixableError('storageUnavailable', {}, String(error));
		}
	}

	async open(path: string): Promise<StoredFile> {
		toFilePath(path);
		const record = await withStorageFaults(() => this.#database.get('files', path));
		if (record === undefined) throw new UserFixableError('fileMissing', { path });
		const { fileId, sizeBytes } = record;
		const chunk = async (index: number): Promise<Uint8Array<ArrayBuffer>> => {
			const buffer = await withStorageFaults(() => this.#database.get('chunks', [fileId, index]));
			if (buffer === undefined) throw new UserFixableError('fileMissing', { path });
			return new Uint8Array(buffer);
		};
		return {
			sizeBytes,
			async read(offsetBytes, lengthBytes) {
				const end = Math.min(offsetBytes + lengthBytes, sizeBytes);
				const bytes = new Uint8Array(Math.max(0, end - offsetBytes));
				for (let at = offsetBytes; at < end;) {
					const index = Math.floor(at / chunkBytes);
					const part = (await chunk(index)).subarray(at % chunkBytes, end - index * chunkBytes);
					if (part.byteLength === 0) throw new UserFixableError('recordCorrupt', { path });
					bytes.set(part, at - offsetBytes);
					at += part.byteLength;
				}
				return bytes;
			},
			async blob() {
				const parts: Blob[] = [];
				for (let index = 0; index * chunkBytes < sizeBytes; index++) parts.push(new Blob([await chunk(index)]));
				return new Blob(parts);
			}
		};
	}

	async stat(path: string): Promise<StoredFileInfo | null> {
		toFilePath(path);
		const record = await withStorageFaults(() => this.#database.get('files', path));
		return record === undefined ? null : { path, sizeBytes: record.sizeBytes };
	}

	async create(): Promise<FileWriter> {
		const fileId = crypto.randomUUID();
		const release = await holdUnnamed(fileId);
		try {
			await withStorageFaults(() => this.#database.put('unnamed', { fileId }));
			const sink = new IndexedDbSink(this.#database, fileId);
			return new SinkWriter(
				{
					write: (offsetBytes, bytes) => sink.write(offsetBytes, bytes),
					commit: (path, sizeBytes) => {
						toFilePath(path);
						return sink.commit(path, sizeBytes);
					},
					discard: () => sink.discard()
				},
				release
			);
		} catch (error) {
			release();
			throw error;
		}
	}

	async remove(path: string): Promise<void> {
		toFilePath(path);
		await withStorageFaults(async () => {
			const transaction = this.#database.transaction(['files', 'chunks'], 'readwrite');
			const record = await transaction.objectStore('files').get(path);
			const changes: Promise<unknown>[] = [transaction.objectStore('files').delete(path)];
			if (record) changes.push(transaction.objectStore('chunks').delete(chunksOf(record.fileId)));
			await Promise.all([...changes, transaction.done]);
		});
	}

	async list(folder: FileFolder): Promise<StoredFileInfo[]> {
		const range = IDBKeyRange.bound(`${folder}/`, `${folder}0`, false, true);
		const records = await withStorageFaults(() => this.#database.getAll('files', range));
		return records.map(({ path, sizeBytes }) => ({ path, sizeBytes }));
	}

	async sweepUnnamed(): Promise<void> {
		await withStorageFaults(async () => {
			const fileIds = await this.#database.getAllKeys('unnamed');
			const held = await heldUnnamed();
			for (const fileId of fileIds) {
				if (!held.has(fileId)) await removeUnnamed(this.#database, fileId);
			}
		});
	}

	close(): void {
		this.#database.close();
	}
}
