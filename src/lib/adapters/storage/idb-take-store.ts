import { openDB, type IDBPDatabase } from 'idb';
import { UserFixableError } from '$contracts/errors.ts';
import type { CorruptRecord, Readable } from '$contracts/library-store.ts';
import { takeRecordSchema, type TakeRecord } from '$contracts/recording/take.ts';
import type { TakeStore } from '$contracts/recording/take-store.ts';
import { databaseName, databaseVersion, upgradeDatabase, type WoodshedDatabase } from './schema.ts';
import { toStorageError } from './storage-error.ts';

/**
 * Opens the records of takes, in the library's database.
 * @param name another database, for tests
 * @throws UserFixableError `storageUnavailable` when the browser refuses
 */
export async function openIdbTakeStore(name: string = databaseName): Promise<TakeStore> {
	if (typeof indexedDB === 'undefined') throw new UserFixableError('storageUnavailable', {}, 'no indexedDB');
	let store: IdbTakeStore | null = null;
	try {
		const database = await openDB<WoodshedDatabase>(name, databaseVersion, {
			upgrade: (opened, fromVersion, _toVersion, upgrade) => upgradeDatabase(opened, fromVersion, upgrade),
			blocking: () => store?.close()
		});
		store = new IdbTakeStore(database, new BroadcastChannel(`${name}-takes`));
		return store;
	} catch (error) {
		throw toStorageError(error);
	}
}

class IdbTakeStore implements TakeStore {
	readonly #database: IDBPDatabase<WoodshedDatabase>;
	readonly #channel: BroadcastChannel;

	constructor(database: IDBPDatabase<WoodshedDatabase>, channel: BroadcastChannel) {
		this.#database = database;
		this.#channel = channel;
	}

	takes(): Promise<Readable<TakeRecord>> {
		return this.#guard(async () => {
			const read = this.#database.transaction('takes');
			const [keys, values] = await Promise.all([read.store.getAllKeys(), read.store.getAll()]);
			return parseTakes(keys, values);
		});
	}

	takesOf(songId: string): Promise<Readable<TakeRecord>> {
		return this.#guard(async () => {
			const bySong = this.#database.transaction('takes').store.index('bySong');
			const [keys, values] = await Promise.all([bySong.getAllKeys(songId), bySong.getAll(songId)]);
			return parseTakes(keys, values);
		});
	}

	async putTake(take: TakeRecord): Promise<void> {
		await this.#guard(() => this.#database.put('takes', take));
		this.#channel.postMessage(null);
	}

	async removeTake(id: string): Promise<void> {
		await this.#guard(() => this.#database.delete('takes', id));
		this.#channel.postMessage(null);
	}

	onForeignChange(listener: () => void): () => void {
		this.#channel.addEventListener('message', listener);
		return () => this.#channel.removeEventListener('message', listener);
	}

	close(): void {
		this.#database.close();
		this.#channel.close();
	}

	async #guard<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw toStorageError(error);
		}
	}
}

/** The newest first. */
export function parseTakes(keys: readonly string[], values: readonly unknown[]): Readable<TakeRecord> {
	const records: TakeRecord[] = [];
	const corrupt: CorruptRecord[] = [];
	values.forEach((value, index) => {
		const parsed = takeRecordSchema.safeParse(value);
		if (parsed.success) records.push(parsed.data);
		else corrupt.push({ kind: 'takes', key: String(keys[index]), reason: parsed.error.issues[0]?.message ?? 'unreadable' });
	});
	return { records: records.sort((a, b) => b.startedAtMs - a.startedAtMs), corrupt };
}
