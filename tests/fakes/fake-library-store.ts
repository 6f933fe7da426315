import type { JobRecord } from '../../src/lib/contracts/job.ts';
import type { LibraryStore, RecordKind } from '../../src/lib/contracts/library-store.ts';
import type { Song } from '../../src/lib/contracts/song.ts';
import type { Transcription } from '../../src/lib/contracts/transcription.ts';

/** The library's records in memory; what it is given is cloned, as a database would. */
export class FakeLibraryStore implements LibraryStore {
	readonly songRecords = new Map<string, Song>();
	readonly transcriptions = new Map<string, Transcription>();
	readonly jobRecords = new Map<string, JobRecord>();
	readonly settings = new Map<string, unknown>();
	readonly #listeners = new Set<(kind: RecordKind) => void>();

	songs = () => Promise.resolve({ records: structuredClone([...this.songRecords.values()]), corrupt: [] });
	song = (id: string) => Promise.resolve(structuredClone(this.songRecords.get(id) ?? null));
	jobs = () => Promise.resolve({ records: structuredClone([...this.jobRecords.values()]), corrupt: [] });
	transcription = (id: string) => Promise.resolve(structuredClone(this.transcriptions.get(id) ?? null));
	transcriptionIds = () => Promise.resolve([...this.transcriptions.keys()]);
	setting = (key: string) => Promise.resolve(this.settings.get(key));
	removeCorrupt = () => Promise.resolve();

	async putSong(song: Song): Promise<void> {
		this.songRecords.set(song.id, structuredClone(song));
	}
	async putSongWithTranscription(song: Song, transcription: Transcription): Promise<void> {
		for (const old of [...this.transcriptions.values()].filter(({ songId }) => songId === song.id))
			this.transcriptions.delete(old.id);
		this.songRecords.set(song.id, structuredClone(song));
		this.transcriptions.set(transcription.id, structuredClone(transcription));
	}
	async removeSong(id: string): Promise<void> {
		this.songRecords.delete(id);
		for (const old of [...this.transcriptions.values()].filter(({ songId }) => songId === id)) this.transcriptions.delete(old.id);
	}
	async putJob(job: JobRecord): Promise<void> {
		this.jobRecords.set(job.id, structuredClone(job));
	}
	async removeJob(id: string): Promise<void> {
		this.jobRecords.delete(id);
	}
	async putSetting(key: string, value: unknown): Promise<void> {
		this.settings.set(key, structuredClone(value));
	}
	async clear(): Promise<void> {
		for (const records of [this.songRecords, this.transcriptions, this.jobRecords, this.settings]) records.clear();
	}

	/** Plays another tab. */
	changeFromElsewhere(kind: RecordKind): void {
		for (const listener of this.#listeners) listener(kind);
	}
	onForeignChange(listener: (kind: RecordKind) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
	close(): void {
		this.#listeners.clear();
	}
}
