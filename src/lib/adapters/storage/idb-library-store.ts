import { scoreSchema, type Score } from '$core/score/score.ts';
import { analysisSchema, type Analysis } from '$core/analysis/analysis.ts';
import { correctionsSchema, type Corrections } from '$core/analysis/corrections.ts';
import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { ZodType } from 'zod';
import { UserFixableError } from '$contracts/errors.ts';
import { jobRecordSchema } from '$contracts/job.ts';
import type { CorruptRecord, LibraryStore, Readable, RecordKind, SongEvidence } from '$contracts/library-store.ts';
import { songListSchema, type SongList } from '$contracts/lists.ts';
import { scoreEditSchema, type KeptScore, type ScoreEdit } from '$contracts/score/score-edit.ts';
import { songSchema, type Song } from '$contracts/song.ts';
import { transcriptionSchema, type Transcription } from '$contracts/transcription.ts';
import type { PutScoreRequest } from '$contracts/workers/score-records.contract.ts';
import { ScoreRecordsClient } from '../workers/score-records-client.ts';
import { databaseName, databaseVersion, upgradeDatabase, type WoodshedDatabase } from './schema.ts';
import { toStorageError } from './storage-error.ts';

const kinds = [
	'songs',
	'transcriptions',
	'analyses',
	'corrections',
	'scores',
	'lists',
	'jobs',
	'settings'
] as const satisfies readonly RecordKind[];

/** Kinds of which a song has one, by its id. */
const evidenceKinds = ['transcriptions', 'analyses'] as const;

const scoreStores = ['scores', 'scoreEdits'] as const;

/** Every store that holds something of a song. */
const songStores = ['songs', 'corrections', ...evidenceKinds, ...scoreStores] as const;

type SongWrite = IDBPTransaction<WoodshedDatabase, (typeof songStores)[number][], 'readwrite'>;

/**
 * Opens the library's records in IndexedDB.
 * @param name another database, for tests
 * @throws UserFixableError `storageUnavailable` when the browser refuses (some private windows) or an old tab blocks an upgrade
 */
export async function openIdbLibraryStore(name: string = databaseName): Promise<LibraryStore> {
	if (typeof indexedDB === 'undefined') throw new UserFixableError('storageUnavailable', {}, 'no indexedDB');
	let store: IdbLibraryStore | null = null;
	try {
		const database = await openDB<WoodshedDatabase>(name, databaseVersion, {
			upgrade: (opened, fromVersion, _toVersion, upgrade) => upgradeDatabase(opened, fromVersion, upgrade),
			blocking: () => store?.close()
		});
		store = new IdbLibraryStore(database, new BroadcastChannel(`${name}-records`));
		return store;
	} catch (error) {
		throw toStorageError(error);
	}
}

class IdbLibraryStore implements LibraryStore {
	readonly #database: IDBPDatabase<WoodshedDatabase>;
	readonly #channel: BroadcastChannel;
	readonly #scores = new ScoreRecordsClient();

	constructor(database: IDBPDatabase<WoodshedDatabase>, channel: BroadcastChannel) {
		this.#database = database;
		this.#channel = channel;
	}

	songs = (): Promise<Readable<Song>> => this.#readAll('songs', songSchema);
	jobs = (): ReturnType<LibraryStore['jobs']> => this.#readAll('jobs', jobRecordSchema);
	song = (id: string): Promise<Song | null> => this.#readOne('songs', id, songSchema);
	transcription = (id: string): Promise<Transcription | null> => this.#readOne('transcriptions', id, transcriptionSchema);

	analysis = (id: string): Promise<Analysis | null> => this.#readOne('analyses', id, analysisSchema);
	corrections = (songId: string): Promise<Corrections | null> => this.#readOne('corrections', songId, correctionsSchema);
	lists = (): Promise<Readable<SongList>> => this.#readAll('lists', songListSchema);

	score(id: string): Promise<Score | null> {
		return this.#scores.read({ database: this.#database.name, scoreId: id });
	}

	isScoreAt(id: string, revision: number): Promise<boolean> {
		return this.#scores.isAt({ database: this.#database.name, scoreId: id, revision });
	}

	async transcriptionIds(): Promise<readonly string[]> {
		return this.#guard(() => this.#database.getAllKeys('transcriptions'));
	}

	async setting(key: string): Promise<unknown> {
		return this.#guard(() => this.#database.get('settings', key));
	}

	settings(): Promise<ReadonlyMap<string, unknown>> {
		return this.#guard(async () => {
			const { store } = this.#database.transaction('settings');
			const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
			return new Map(keys.map((key, index) => [key, values[index]]));
		});
	}

	async putSong(song: Song): Promise<void> {
		await this.#guard(() => this.#database.put('songs', song));
		this.#tell('songs');
	}

	async putJob(job: Parameters<LibraryStore['putJob']>[0]): Promise<void> {
		await this.#guard(() => this.#database.put('jobs', job));
		this.#tell('jobs');
	}

	async putSetting(key: string, value: unknown): Promise<void> {
		await this.#guard(() => this.#database.put('settings', value, key));
		this.#tell('settings');
	}

	async putList(list: SongList): Promise<void> {
		await this.#guard(() => this.#database.put('lists', list));
		this.#tell('lists');
	}

	putSongWithTranscription(song: Song, transcription: Transcription): Promise<void> {
		return this.#putWithEvidence(song, 'transcriptions', transcription);
	}

	putSongWithAnalysis(song: Song, analysis: Analysis): Promise<void> {
		return this.#putWithEvidence(song, 'analyses', analysis);
	}

	async putCorrectionsWithSong(corrections: Corrections, song: Song): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(['songs', 'corrections'], 'readwrite');
			await Promise.all([write.objectStore('corrections').put(corrections), write.objectStore('songs').put(song), write.done]);
		});
		this.#tell('songs');
		this.#tell('corrections');
	}

	async scoresOf(songId: string): Promise<Readable<Score>> {
		const { keys, values } = await this.#guard(async () => {
			const bySong = this.#database.transaction('scores').store.index('bySong');
			const [keys, values] = await Promise.all([bySong.getAllKeys(songId), bySong.getAll(songId)]);
			return { keys, values };
		});
		return parseAll('scores', keys, values, scoreSchema);
	}

	async scoreEdits(scoreId: string): Promise<readonly ScoreEdit[]> {
		const values = await this.#guard(() => this.#database.getAll('scoreEdits', editsFrom(scoreId, 0)));
		const edits: ScoreEdit[] = [];
		for (const value of values.reverse()) {
			const parsed = scoreEditSchema.safeParse(value);
			if (!parsed.success) break;
			edits.push(parsed.data);
		}
		return edits.reverse();
	}

	async putScore(
		score: Score,
		{ fromSeq, edits }: { readonly fromSeq: number; readonly edits: readonly ScoreEdit[] }
	): Promise<void> {
		if (isLong(score)) await this.#putLong({ score, song: null, fromSeq, edits });
		else
			await this.#guard(async () => {
				const write = this.#database.transaction(scoreStores, 'readwrite');
				const journal = write.objectStore('scoreEdits');
				await Promise.all([
					write.objectStore('scores').put(score),
					journal.delete(editsFrom(score.id, fromSeq)),
					...edits.map((edit) => journal.put(edit)),
					write.done
				]);
			});
		this.#tell('scores');
	}

	async putSongWithScore(song: Song, { score, edits }: KeptScore): Promise<void> {
		if (isLong(score)) await this.#putLong({ score, song, fromSeq: 0, edits });
		else
			await this.#guard(async () => {
				const write = this.#database.transaction(['songs', ...scoreStores], 'readwrite');
				const journal = write.objectStore('scoreEdits');
				await Promise.all([
					write.objectStore('songs').put(song),
					write.objectStore('scores').put(score),
					journal.delete(editsFrom(score.id, 0)),
					...edits.map((edit) => journal.put(edit)),
					write.done
				]);
			});
		this.#tell('songs');
		this.#tell('scores');
	}

	async #putLong(order: Omit<PutScoreRequest, 'jobId' | 'database'>): Promise<void> {
		await this.#scores.put({ ...order, database: this.#database.name });
	}

	async removeScore(id: string): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(scoreStores, 'readwrite');
			await Promise.all([
				write.objectStore('scores').delete(id),
				write.objectStore('scoreEdits').delete(editsFrom(id, 0)),
				write.done
			]);
		});
		this.#tell('scores');
	}

	async putSongWithEvidence(song: Song, { transcription, analysis, corrections, scores }: SongEvidence): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(songStores, 'readwrite');
			const given = { transcriptions: transcription, analyses: analysis };
			const replaced = evidenceKinds.map(async (kind) => {
				const old = await write.objectStore(kind).index('bySong').getAllKeys(song.id);
				await Promise.all(old.map((id) => write.objectStore(kind).delete(id)));
				if (given[kind] !== null) await write.objectStore(kind).put(given[kind]);
			});
			const corrected = write.objectStore('corrections');
			await removeScoresOf(song.id, write);
			await Promise.all([
				...replaced,
				...scores.map(({ score }) => write.objectStore('scores').put(score)),
				...scores.flatMap(({ edits }) => edits.map((edit) => write.objectStore('scoreEdits').put(edit))),
				corrections === null ? corrected.delete(song.id) : corrected.put(corrections),
				write.objectStore('songs').put(song),
				write.done
			]);
		});
		for (const kind of ['songs', 'corrections', 'scores', ...evidenceKinds] as const) this.#tell(kind);
	}

	async removeSong(id: string): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(songStores, 'readwrite');
			await removeScoresOf(id, write);
			const removed = evidenceKinds.map(async (kind) => {
				const keys = await write.objectStore(kind).index('bySong').getAllKeys(id);
				await Promise.all(keys.map((key) => write.objectStore(kind).delete(key)));
			});
			await Promise.all([
				...removed,
				write.objectStore('corrections').delete(id),
				write.objectStore('songs').delete(id),
				write.done
			]);
		});
		for (const kind of ['songs', 'corrections', 'scores', ...evidenceKinds] as const) this.#tell(kind);
	}

	async removeList(id: string): Promise<void> {
		await this.#guard(() => this.#database.delete('lists', id));
		this.#tell('lists');
	}

	async removeJob(id: string): Promise<void> {
		await this.#guard(() => this.#database.delete('jobs', id));
		this.#tell('jobs');
	}

	async removeCorrupt(record: CorruptRecord): Promise<void> {
		await this.#guard(() => this.#database.delete(record.kind, record.key));
		this.#tell(record.kind);
	}

	async clear(): Promise<void> {
		await this.#guard(async () => {
			const stores = [...kinds, 'scoreEdits'] as const;
			const write = this.#database.transaction(stores, 'readwrite');
			await Promise.all([...stores.map((kind) => write.objectStore(kind).clear()), write.done]);
		});
		for (const kind of kinds) this.#tell(kind);
	}

	onForeignChange(listener: (kind: RecordKind) => void): () => void {
		const hear = (event: MessageEvent<unknown>): void => {
			const kind = kinds.find((known) => known === event.data);
			if (kind) listener(kind);
		};
		this.#channel.addEventListener('message', hear);
		return () => this.#channel.removeEventListener('message', hear);
	}

	close(): void {
		this.#scores.close();
		this.#database.close();
		this.#channel.close();
	}

	async #putWithEvidence(song: Song, kind: (typeof evidenceKinds)[number], evidence: { readonly id: string }): Promise<void> {
		await this.#guard(async () => {
			const write = this.#database.transaction(['songs', kind], 'readwrite');
			const old = await write.objectStore(kind).index('bySong').getAllKeys(song.id);
			await Promise.all([
				...old.filter((id) => id !== evidence.id).map((id) => write.objectStore(kind).delete(id)),
				write.objectStore(kind).put(evidence),
				write.objectStore('songs').put(song),
				write.done
			]);
		});
		this.#tell('songs');
		this.#tell(kind);
	}

	#tell(kind: RecordKind): void {
		this.#channel.postMessage(kind);
	}

	async #readAll<T>(kind: 'songs' | 'jobs' | 'lists', schema: ZodType<T>): Promise<Readable<T>> {
		const { keys, values } = await this.#guard(async () => {
			const read = this.#database.transaction(kind);
			const [keys, values] = await Promise.all([read.store.getAllKeys(), read.store.getAll()]);
			return { keys, values };
		});
		return parseAll(kind, keys, values, schema);
	}

	async #readOne<T>(
		kind: 'songs' | 'corrections' | (typeof evidenceKinds)[number],
		id: string,
		schema: ZodType<T>
	): Promise<T | null> {
		const value = await this.#guard(() => this.#database.get(kind, id));
		if (value === undefined) return null;
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		throw new UserFixableError('recordCorrupt', { kind, key: id }, parsed.error.issues[0]?.message);
	}

	async #guard<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw toStorageError(error);
		}
	}
}

/** Longer than can be written between two frames: the worker writes it. */
const isLong = ({ parts }: Score): boolean => parts.reduce((count, { notes }) => count + notes.length, 0) > 10_000;

function parseAll<T>(kind: RecordKind, keys: readonly string[], values: readonly unknown[], schema: ZodType<T>): Readable<T> {
	const records: T[] = [];
	const corrupt: CorruptRecord[] = [];
	values.forEach((value, index) => {
		const parsed = schema.safeParse(value);
		if (parsed.success) records.push(parsed.data);
		else corrupt.push({ kind, key: String(keys[index]), reason: parsed.error.issues[0]?.message ?? 'unreadable' });
	});
	return { records, corrupt };
}

/** The edits of a score from one number on. */
const editsFrom = (scoreId: string, seq: number): IDBKeyRange => IDBKeyRange.bound([scoreId, seq], [scoreId, Infinity]);

async function removeScoresOf(songId: string, write: SongWrite): Promise<void> {
	const removed = scoreStores.map(async (name) => {
		const store = write.objectStore(name);
		for (const key of await store.index('bySong').getAllKeys(songId)) await store.delete(key);
	});
	await Promise.all(removed);
}
