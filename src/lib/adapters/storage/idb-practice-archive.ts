import { openDB, type IDBPDatabase } from 'idb';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { Readable } from '$contracts/library-store.ts';
import { keptJudgementSchema, type KeptJudgement } from '$contracts/recording/judgement-store.ts';
import type { PracticeArchive } from '$contracts/recording/practice-archive.ts';
import { takeRecordSchema, type TakeRecord } from '$contracts/recording/take.ts';
import { parsePractice } from './idb-judgement-store.ts';
import { parseTakes } from './idb-take-store.ts';
import { databaseName, databaseVersion, upgradeDatabase, type WoodshedDatabase } from './schema.ts';
import { toStorageError } from './storage-error.ts';

/**
 * Opens takes, judgements and history for backups, in the library's database. The stores of the rooms hear of what is written, in this tab
 * too.
 * @param name another database, for tests
 * @throws UserFixableError `storageUnavailable` when the browser refuses
 */
export async function openIdbPracticeArchive(name: string = databaseName): Promise<PracticeArchive> {
	if (typeof indexedDB === 'undefined') throw new UserFixableError('storageUnavailable', {}, 'no indexedDB');
	let archive: IdbPracticeArchive | null = null;
	try {
		const database = await openDB<WoodshedDatabase>(name, databaseVersion, {
			upgrade: (opened, fromVersion, _toVersion, upgrade) => upgradeDatabase(opened, fromVersion, upgrade),
			blocking: () => archive?.close()
		});
		archive = new IdbPracticeArchive(database, name);
		return archive;
	} catch (error) {
		throw toStorageError(error);
	}
}

class IdbPracticeArchive implements PracticeArchive {
	readonly #database: IDBPDatabase<WoodshedDatabase>;
	/** What the take store and the judgement store listen to. */
	readonly #channels: Readonly<Record<'takes' | 'judgements', BroadcastChannel>>;

	constructor(database: IDBPDatabase<WoodshedDatabase>, name: string) {
		this.#database = database;
		this.#channels = { takes: new BroadcastChannel(`${name}-takes`), judgements: new BroadcastChannel(`${name}-judgements`) };
	}

	takes(): Promise<Readable<TakeRecord>> {
		return this.#guard(async () => {
			const { store } = this.#database.transaction('takes');
			const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
			return parseTakes(keys, values);
		});
	}

	takeIds(): ReturnType<PracticeArchive['takeIds']> {
		return this.#guard(async () => {
			const { store } = this.#database.transaction('takes');
			// Takes without a song are in no index: null is no key.
			const [all, ofSongsCount] = await Promise.all([store.getAllKeys(), store.index('bySong').count()]);
			return { all, withoutSongCount: all.length - ofSongsCount };
		});
	}

	take(id: string): Promise<TakeRecord | null> {
		return this.#guard(async () => takeRecordSchema.safeParse(await this.#database.get('takes', id)).data ?? null);
	}

	judgement(takeId: string): Promise<KeptJudgement | null> {
		return this.#guard(async () => keptJudgementSchema.safeParse(await this.#database.get('judgements', takeId)).data ?? null);
	}

	async putTake(take: TakeRecord | null, judgement: KeptJudgement | null): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(['takes', 'judgements'], 'readwrite');
			await Promise.all([
				take === null ? null : write.objectStore('takes').put(take),
				judgement === null ? null : write.objectStore('judgements').put(judgement),
				write.done
			]);
		});
		this.#tell(...(take === null ? [] : ['takes' as const]), ...(judgement === null ? [] : ['judgements' as const]));
	}

	async removeTake(id: string): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(['takes', 'judgements'], 'readwrite');
			await Promise.all([write.objectStore('takes').delete(id), write.objectStore('judgements').delete(id), write.done]);
		});
		this.#tell('takes', 'judgements');
	}

	practice(): Promise<Readable<PracticeRecord>> {
		return this.#guard(async () => {
			const { store } = this.#database.transaction('practice');
			const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
			return parsePractice(keys, values);
		});
	}

	async putPractice(records: readonly PracticeRecord[]): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction('practice', 'readwrite');
			await Promise.all([...records.map((record) => write.store.put(record)), write.done]);
		});
		this.#tell('judgements');
	}

	async removePractice(ids: readonly string[]): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction('practice', 'readwrite');
			await Promise.all([...ids.map((id) => write.store.delete(id)), write.done]);
		});
		this.#tell('judgements');
	}

	close(): void {
		this.#database.close();
		for (const channel of Object.values(this.#channels)) channel.close();
	}

	#tell(...about: readonly ('takes' | 'judgements')[]): void {
		for (const one of about) this.#channels[one].postMessage(null);
	}

	async #guard<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw toStorageError(error);
		}
	}
}
