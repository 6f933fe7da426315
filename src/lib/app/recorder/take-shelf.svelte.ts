import type { FileStore } from '$contracts/file-store.ts';
import type { CorruptRecord } from '$contracts/library-store.ts';
import type { FinishedTake } from '$contracts/recording/take-recorder.ts';
import { takeLimits, type RecoveredTake, type TakeDraft, type TakeRecord } from '$contracts/recording/take.ts';
import type { TakeStore } from '$contracts/recording/take-store.ts';
import type { NoteTakeContent } from '$core/midi-input/index.ts';

/** A take in the bin stays this long. */
const binDays = 30;
const dayMs = 24 * 3600 * 1000;

export interface TakeShelfParts {
	readonly store: TakeStore;
	readonly files: Pick<FileStore, 'remove'>;
	/** What killed tabs left, of those whose ids are not known. */
	readonly recover: (knownIds: readonly string[]) => Promise<readonly RecoveredTake[]>;
	readonly nowMs: () => number;
}

/** The takes that are kept, of every song. */
export class TakeShelf {
	readonly #parts: TakeShelfParts;
	#takes = $state.raw<readonly TakeRecord[]>([]);
	#corrupt = $state.raw<readonly CorruptRecord[]>([]);
	#stopFollowing: (() => void) | null = null;
	#isFollowing = false;
	#hasChanged = false;
	/** Takes found again are told of once. */
	areRecoveredTold = false;

	constructor(parts: TakeShelfParts) {
		this.#parts = parts;
	}

	/** The newest first, without the bin. */
	get takes(): readonly TakeRecord[] {
		return this.#takes.filter(({ deletedAtMs }) => deletedAtMs === undefined);
	}

	/** Records that cannot be read; the others are untouched. */
	get corrupt(): readonly CorruptRecord[] {
		return this.#corrupt;
	}

	takesOf(songId: string): readonly TakeRecord[] {
		return this.takes.filter((take) => take.songId === songId);
	}

	/**
	 * Reads the shelf, follows other tabs, empties the bin of what is old, and puts lost takes back.
	 * @returns takes found again after their tab was killed
	 */
	async open(): Promise<readonly TakeRecord[]> {
		await this.#load();
		this.#stopFollowing ??= this.#parts.store.onForeignChange(() => void this.#follow());
		const tooOldMs = this.#parts.nowMs() - binDays * dayMs;
		for (const { id, deletedAtMs } of this.#takes) if (deletedAtMs !== undefined && deletedAtMs < tooOldMs) await this.remove(id);
		const knownIds = [...this.#takes.map(({ id }) => id), ...this.#corrupt.map(({ key }) => key)];
		const found = await this.#parts.recover(knownIds);
		const records: TakeRecord[] = [];
		for (const { draft, sound } of found) records.push(await this.#put({ ...this.#fresh(draft), sound, isRecovered: true }));
		return records;
	}

	/** Keeps a take of sound; null when nothing was recorded. */
	async keep({ draft, sound }: FinishedTake): Promise<TakeRecord | null> {
		return sound === null ? null : this.#put({ ...this.#fresh(draft), sound });
	}

	/** Keeps a take of notes; call it every second while one is played, so that a killed tab loses no more than that. */
	async keepNotes(draft: TakeDraft, content: NoteTakeContent): Promise<TakeRecord> {
		const midi = {
			durationSeconds: content.durationSeconds,
			notes: content.notes.slice(0, takeLimits.maxMidiNotes),
			pedals: content.pedals.slice(0, takeLimits.maxPedals)
		};
		return this.#put({ ...this.#fresh(draft), midi });
	}

	async rename(id: string, title: string): Promise<void> {
		await this.#change(id, (take) => ({ ...take, title: title.slice(0, takeLimits.maxTitleLength) }));
	}

	/** Into the bin; `restore` takes it out again. */
	async discard(id: string): Promise<void> {
		await this.#change(id, (take) => ({ ...take, deletedAtMs: this.#parts.nowMs() }));
	}

	async restore(id: string): Promise<void> {
		await this.#change(id, ({ deletedAtMs: _, ...take }) => take);
	}

	/** For good, with its sound. */
	async remove(id: string): Promise<void> {
		const take = this.#takes.find((candidate) => candidate.id === id);
		// The sound first: a record without sound says so, sound without a record would come back as a lost take.
		if (take?.sound) await this.#parts.files.remove(take.sound.path);
		await this.#parts.store.removeTake(id);
		this.#takes = this.#takes.filter((candidate) => candidate.id !== id);
	}

	close(): void {
		this.#stopFollowing?.();
		this.#stopFollowing = null;
		this.#parts.store.close();
	}

	#fresh(draft: TakeDraft): TakeRecord {
		const known = this.#takes.find(({ id }) => id === draft.id);
		return {
			...draft,
			revision: known === undefined ? 0 : known.revision + 1,
			changedAtMs: this.#parts.nowMs(),
			sound: null,
			midi: null,
			isRecovered: false
		};
	}

	async #change(id: string, edit: (take: TakeRecord) => TakeRecord): Promise<void> {
		const take = this.#takes.find((candidate) => candidate.id === id);
		if (take === undefined) return;
		await this.#put({ ...edit(take), revision: take.revision + 1, changedAtMs: this.#parts.nowMs() });
	}

	async #put(take: TakeRecord): Promise<TakeRecord> {
		await this.#parts.store.putTake(take);
		const others = this.#takes.filter(({ id }) => id !== take.id);
		this.#takes = [...others, take].sort((a, b) => b.startedAtMs - a.startedAtMs);
		return take;
	}

	/** A restore writes one take after the other: those that come while the shelf is read are read together, after it. */
	async #follow(): Promise<void> {
		this.#hasChanged = true;
		if (this.#isFollowing) return;
		this.#isFollowing = true;
		try {
			while (this.#hasChanged) {
				this.#hasChanged = false;
				await this.#load();
			}
		} finally {
			this.#isFollowing = false;
		}
	}

	async #load(): Promise<void> {
		const { records, corrupt } = await this.#parts.store.takes();
		this.#takes = records;
		this.#corrupt = corrupt;
	}
}
