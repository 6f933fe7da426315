import { openDB, type IDBPDatabase } from 'idb';
import { takeRecordSchema, type TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { CorruptRecord, Readable } from '$contracts/library-store.ts';
import { keptJudgementSchema, type JudgementStore, type KeptJudgement } from '$contracts/recording/judgement-store.ts';
import { databaseName, databaseVersion, upgradeDatabase, type WoodshedDatabase } from './schema.ts';
import { toStorageError } from './storage-error.ts';

/**
 * Opens the judgements of takes and the history of practice, in the library's database.
 * @param name another database, for tests
 * @throws UserFixableError `storageUnavailable` when the browser refuses
 */
export async function openIdbJudgementStore(name: string = databaseName): Promise<JudgementStore> {
	if (typeof indexedDB === 'undefined') throw new UserFixableError('storageUnavailable', {}, 'no indexedDB');
	let store: IdbJudgementStore | null = null;
	try {
		const database = await openDB<WoodshedDatabase>(name, databaseVersion, {
			upgrade: (opened, fromVersion, _toVersion, upgrade) => upgradeDatabase(opened, fromVersion, upgrade),
			blocking: () => store?.close()
		});
		store = new IdbJudgementStore(database, new BroadcastChannel(`${name}-judgements`));
		return store;
	} catch (error) {
		throw toStorageError(error);
	}
}

class IdbJudgementStore implements JudgementStore {
	readonly #database: IDBPDatabase<WoodshedDatabase>;
	readonly #channel: BroadcastChannel;
	readonly #listeners = new Set<() => void>();

	constructor(database: IDBPDatabase<WoodshedDatabase>, channel: BroadcastChannel) {
		this.#database = database;
		this.#channel = channel;
		channel.addEventListener('message', () => this.#hear());
	}

	judgement(takeId: string): Promise<KeptJudgement | null> {
		return this.#guard(async () => {
			const parsed = keptJudgementSchema.safeParse(await this.#database.get('judgements', takeId));
			return parsed.success ? parsed.data : null;
		});
	}

	async putJudgement(kept: KeptJudgement, record: PracticeRecord | null): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(['judgements', 'practice'], 'readwrite');
			const practice = write.objectStore('practice');
			await Promise.all([
				write.objectStore('judgements').put(kept),
				record === null ? practice.delete(kept.takeId) : practice.put(record),
				write.done
			]);
		});
		this.#tell();
	}

	async removeJudgement(takeId: string): Promise<void> {
		await this.#guard(() => this.#database.delete('judgements', takeId));
		this.#tell();
	}

	practiceRecords(): Promise<Readable<PracticeRecord>> {
		return this.#guard(async () => {
			const { store } = this.#database.transaction('practice');
			const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
			return parsePractice(keys, values);
		});
	}

	practiceRecordsOf(songId: string): Promise<Readable<PracticeRecord>> {
		return this.#guard(async () => {
			const bySong = this.#database.transaction('practice').store.index('bySong');
			const [keys, values] = await Promise.all([bySong.getAllKeys(songId), bySong.getAll(songId)]);
			return parsePractice(keys, values);
		});
	}

	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	close(): void {
		this.#database.close();
		this.#channel.close();
	}

	#tell(): void {
		this.#channel.postMessage(null);
		this.#hear();
	}

	#hear(): void {
		for (const listener of this.#listeners) listener();
	}

	async #guard<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw toStorageError(error);
		}
	}
}

/** By the time the takes were begun. */
export function parsePractice(keys: readonly string[], values: readonly unknown[]): Readable<PracticeRecord> {
	const records: PracticeRecord[] = [];
	const corrupt: CorruptRecord[] = [];
	values.forEach((value, index) => {
		const parsed = takeRecordSchema.safeParse(value);
		if (parsed.success) records.push(parsed.data);
		else corrupt.push({ kind: 'practice', key: String(keys[index]), reason: parsed.error.issues[0]?.message ?? 'unreadable' });
	});
	return { records: records.sort((a, b) => a.startedAtMs - b.startedAtMs), corrupt };
}
