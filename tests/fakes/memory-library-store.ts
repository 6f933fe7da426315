import { UserFixableError } from '../../src/lib/contracts/errors.ts';
import type { JobRecord } from '../../src/lib/contracts/job.ts';
import type { CorruptRecord, LibraryStore, Readable, RecordKind, SongEvidence } from '../../src/lib/contracts/library-store.ts';
import type { SongList } from '../../src/lib/contracts/lists.ts';
import type { KeptScore, ScoreEdit } from '../../src/lib/contracts/score/score-edit.ts';
import type { Song } from '../../src/lib/contracts/song.ts';
import type { Transcription } from '../../src/lib/contracts/transcription.ts';
import type { Analysis } from '../../src/lib/core/analysis/analysis.ts';
import type { Corrections } from '../../src/lib/core/analysis/corrections.ts';
import type { Score } from '../../src/lib/core/score/index.ts';

/** A `LibraryStore` in memory, for tests. `failNext` makes the next write fail as a full disk does. */
export class MemoryLibraryStore implements LibraryStore {
	readonly #songs = new Map<string, Song>();
	readonly #transcriptions = new Map<string, Transcription>();
	readonly #analyses = new Map<string, Analysis>();
	readonly #corrections = new Map<string, Corrections>();
	readonly #scores = new Map<string, Score>();
	readonly #edits = new Map<string, readonly ScoreEdit[]>();
	readonly #lists = new Map<string, SongList>();
	readonly #jobs = new Map<string, JobRecord>();
	readonly #settings = new Map<string, unknown>();
	readonly #listeners = new Set<(kind: RecordKind) => void>();
	corrupt: CorruptRecord[] = [];
	writeCount = 0;
	#willFail = false;

	failNext(): void {
		this.#willFail = true;
	}

	/** As if another tab had written. */
	changeElsewhere(song: Song): void {
		this.#songs.set(song.id, song);
		for (const listener of this.#listeners) listener('songs');
	}

	async songs(): Promise<Readable<Song>> {
		const records = [...this.#songs.values()].filter(({ id }) => !this.#isCorrupt('songs', id));
		return {
			records: records.map((song) => structuredClone(song)),
			corrupt: this.corrupt.filter(({ kind }) => kind === 'songs')
		};
	}

	async song(id: string): Promise<Song | null> {
		return this.#read('songs', this.#songs, id);
	}

	async putSong(song: Song): Promise<void> {
		this.#write();
		this.#heal('songs', song.id);
		this.#songs.set(song.id, structuredClone(song));
	}

	async removeSong(id: string): Promise<void> {
		this.#write();
		this.#songs.delete(id);
		for (const [key, transcription] of this.#transcriptions) if (transcription.songId === id) this.#transcriptions.delete(key);
		for (const [key, analysis] of this.#analyses) if (analysis.songId === id) this.#analyses.delete(key);
		this.#corrections.delete(id);
		this.#dropScores(id);
	}

	async analysis(id: string): Promise<Analysis | null> {
		return this.#read('analyses', this.#analyses, id);
	}

	async putSongWithAnalysis(song: Song, analysis: Analysis): Promise<void> {
		await this.putSong(song);
		for (const [key, old] of this.#analyses) if (old.songId === song.id) this.#analyses.delete(key);
		this.#analyses.set(analysis.id, structuredClone(analysis));
	}

	async corrections(songId: string): Promise<Corrections | null> {
		return this.#read('corrections', this.#corrections, songId);
	}

	async putSongWithEvidence(song: Song, { transcription, analysis, corrections, scores }: SongEvidence): Promise<void> {
		await this.putSong(song);
		const replace = <T extends { songId: string }>(
			kind: RecordKind,
			kept: Map<string, T>,
			key: string,
			given: T | null
		): void => {
			for (const [id, old] of kept) if (old.songId === song.id) kept.delete(id);
			if (given !== null) kept.set(key, structuredClone(given));
			this.#heal(kind, key);
		};
		replace('transcriptions', this.#transcriptions, transcription?.id ?? '', transcription);
		replace('analyses', this.#analyses, analysis?.id ?? '', analysis);
		replace('corrections', this.#corrections, song.id, corrections);
		this.#dropScores(song.id);
		for (const { score, edits } of scores) {
			this.#scores.set(score.id, structuredClone(score));
			this.#edits.set(score.id, structuredClone(edits));
		}
	}

	async putCorrectionsWithSong(corrections: Corrections, song: Song): Promise<void> {
		await this.putSong(song);
		this.#corrections.set(corrections.songId, structuredClone(corrections));
	}

	async score(id: string): Promise<Score | null> {
		return this.#read('scores', this.#scores, id);
	}

	async isScoreAt(id: string, revision: number): Promise<boolean> {
		return this.#scores.get(id)?.revision === revision;
	}

	async scoresOf(songId: string): Promise<Readable<Score>> {
		const records = [...this.#scores.values()].filter((score) => score.songId === songId);
		return { records, corrupt: this.corrupt.filter(({ kind }) => kind === 'scores') };
	}

	async scoreEdits(scoreId: string): Promise<readonly ScoreEdit[]> {
		return this.#edits.get(scoreId) ?? [];
	}

	async putScore(
		score: Score,
		{ fromSeq, edits }: { readonly fromSeq: number; readonly edits: readonly ScoreEdit[] }
	): Promise<void> {
		this.#write();
		const kept = (this.#edits.get(score.id) ?? []).filter(({ seq }) => seq < fromSeq);
		this.#scores.set(score.id, structuredClone(score));
		this.#edits.set(score.id, structuredClone([...kept, ...edits]));
	}

	async putSongWithScore(song: Song, { score, edits }: KeptScore): Promise<void> {
		await this.putSong(song);
		this.#scores.set(score.id, structuredClone(score));
		this.#edits.set(score.id, structuredClone(edits));
	}

	async removeScore(id: string): Promise<void> {
		this.#write();
		this.#scores.delete(id);
		this.#edits.delete(id);
	}

	/** As if another tab had written it. */
	changeScoreElsewhere(score: Score): void {
		this.#scores.set(score.id, score);
		for (const listener of this.#listeners) listener('scores');
	}

	async lists(): Promise<Readable<SongList>> {
		return { records: [...this.#lists.values()], corrupt: this.corrupt.filter(({ kind }) => kind === 'lists') };
	}

	async putList(list: SongList): Promise<void> {
		this.#write();
		this.#heal('lists', list.id);
		this.#lists.set(list.id, structuredClone(list));
	}

	async removeList(id: string): Promise<void> {
		this.#write();
		this.#lists.delete(id);
	}

	async putSongWithTranscription(song: Song, transcription: Transcription): Promise<void> {
		await this.putSong(song);
		for (const [key, old] of this.#transcriptions) if (old.songId === song.id) this.#transcriptions.delete(key);
		this.#transcriptions.set(transcription.id, structuredClone(transcription));
	}

	async transcription(id: string): Promise<Transcription | null> {
		return this.#read('transcriptions', this.#transcriptions, id);
	}

	async transcriptionIds(): Promise<readonly string[]> {
		return [...this.#transcriptions.keys()];
	}

	async jobs(): Promise<Readable<JobRecord>> {
		return { records: [...this.#jobs.values()], corrupt: [] };
	}

	async putJob(job: JobRecord): Promise<void> {
		this.#write();
		this.#jobs.set(job.id, job);
	}

	async removeJob(id: string): Promise<void> {
		this.#write();
		this.#jobs.delete(id);
	}

	async setting(key: string): Promise<unknown> {
		return this.#settings.get(key);
	}

	async putSetting(key: string, value: unknown): Promise<void> {
		this.#write();
		this.#settings.set(key, value);
	}

	async settings(): Promise<ReadonlyMap<string, unknown>> {
		return structuredClone(this.#settings);
	}

	async removeCorrupt(record: CorruptRecord): Promise<void> {
		this.#write();
		this.corrupt = this.corrupt.filter(({ kind, key }) => kind !== record.kind || key !== record.key);
	}

	async clear(): Promise<void> {
		this.#write();
		for (const records of [
			this.#songs,
			this.#transcriptions,
			this.#analyses,
			this.#corrections,
			this.#scores,
			this.#edits,
			this.#lists,
			this.#jobs,
			this.#settings
		])
			records.clear();
	}

	onForeignChange(listener: (kind: RecordKind) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	close(): void {
		this.#listeners.clear();
	}

	#dropScores(songId: string): void {
		for (const [id, score] of this.#scores) {
			if (score.songId !== songId) continue;
			this.#scores.delete(id);
			this.#edits.delete(id);
		}
	}

	#isCorrupt(kind: RecordKind, key: string): boolean {
		return this.corrupt.some((record) => record.kind === kind && record.key === key);
	}

	#read<T>(kind: RecordKind, kept: ReadonlyMap<string, T>, key: string): T | null {
		if (this.#isCorrupt(kind, key)) throw new UserFixableError('recordCorrupt', { kind, key });
		return kept.get(key) ?? null;
	}

	#heal(kind: RecordKind, key: string): void {
		this.corrupt = this.corrupt.filter((record) => record.kind !== kind || record.key !== key);
	}

	#write(): void {
		if (this.#willFail) {
			this.#willFail = false;
			throw new UserFixableError('storageFull');
		}
		this.writeCount++;
	}
}
