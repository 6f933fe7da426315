import type { FileStore } from '$contracts/file-store.ts';
import type { CorruptRecord, LibraryStore } from '$contracts/library-store.ts';
import { mostLoops, type Song, type SongLoop } from '$contracts/song.ts';
import type { Transcription } from '$contracts/transcription.ts';
import { emptyStack, push, stepBack, stepForward, withoutSongs, type OperationStack } from './operation-stack.ts';
import { applyFields, toSongEdit, type LibraryOperation, type SongEdit, type SongFields } from './song-edit.ts';
import { withoutTag, withTag } from './tags.ts';
import { removeUnusedFiles } from './unused-files.ts';

export interface LibraryPorts {
	readonly store: LibraryStore;
	readonly files: FileStore;
	/** UUIDv7. */
	readonly newId: () => string;
	readonly nowMs: () => number;
	/** Hashes of originals that running jobs work on; their bytes stay even when no song names them yet. */
	readonly heldHashes?: () => Iterable<string>;
}

/** How far a list of writes came; what was written before a failure stays written. */
interface Written {
	readonly writtenIds: ReadonlySet<string>;
	readonly failure: { readonly error: unknown } | null;
}

/**
 * The songs of this device, in memory and in the store at once. Every verb writes before it answers and shows nothing
 * that is not written; it throws what the store throws (`storageFull`, `storageUnavailable`). Verbs run one after another.
 */
export class Library {
	readonly #ports: LibraryPorts;
	#songs = $state.raw<ReadonlyMap<string, Song>>(new Map());
	#corrupt = $state.raw<readonly CorruptRecord[]>([]);
	#stack = $state.raw<OperationStack>(emptyStack);
	#isLoaded = $state(false);
	readonly #all = $derived([...this.#songs.values()]);
	readonly #shelf = $derived(this.#all.filter((song) => song.deletedAtMs === undefined));
	readonly #bin = $derived(this.#all.filter((song) => song.deletedAtMs !== undefined));
	#queue: Promise<unknown> = Promise.resolve();
	#isReloadAsked = false;

	constructor(ports: LibraryPorts) {
		this.#ports = ports;
	}

	/** Songs that are not in the bin, in no particular order. */
	get songs(): readonly Song[] {
		return this.#shelf;
	}

	get binned(): readonly Song[] {
		return this.#bin;
	}

	/** Records that could not be read; they stay as they are until `removeCorrupt`. */
	get corrupt(): readonly CorruptRecord[] {
		return this.#corrupt;
	}

	/** False until the first `load`: an empty list then means nothing yet. */
	get isLoaded(): boolean {
		return this.#isLoaded;
	}

	/** What undo would take back; null when there is nothing. */
	get undoable(): LibraryOperation | null {
		return this.#stack.done.at(-1) ?? null;
	}

	get redoable(): LibraryOperation | null {
		return this.#stack.undone.at(-1) ?? null;
	}

	/** A song by its id, binned or not. */
	song(id: string): Song | null {
		return this.#songs.get(id) ?? null;
	}

	/** Songs that were made from the same bytes, binned ones too. */
	withHash(sha256: string): readonly Song[] {
		return this.#all.filter((song) => song.original.sha256 === sha256);
	}

	/** Reads everything from the store. */
	load(): Promise<void> {
		return this.#inTurn(async () => {
			const { records, corrupt } = await this.#ports.store.songs();
			this.#songs = new Map(records.map((song) => [song.id, song]));
			this.#corrupt = corrupt;
			this.#isLoaded = true;
		});
	}

	/** Reads again whenever another tab has written. Answers a disposer. */
	follow(onError: (error: unknown) => void): () => void {
		return this.#ports.store.onForeignChange((kind) => {
			if (kind !== 'songs' || this.#isReloadAsked) return;
			this.#isReloadAsked = true;
			void this.#inTurn(async () => {
				this.#isReloadAsked = false;
			})
				.then(() => this.load())
				.catch(onError);
		});
	}

	/** Writes a song that another part made or changed, with its evidence when there is new. Not undoable here. */
	put(song: Song, transcription?: Transcription): Promise<void> {
		return this.#inTurn(async () => {
			const { store } = this.#ports;
			await (transcription ? store.putSongWithTranscription(song, transcription) : store.putSong(song));
			this.#show([song]);
		});
	}

	/** An empty title is no title: it is left as it was. */
	rename(id: string, fields: { readonly title?: string; readonly artist?: string }): Promise<void> {
		const { title, ...rest } = fields;
		return this.#edit('rename', [id], () => (title?.trim() ? { ...rest, title } : rest));
	}

	setTags(id: string, tags: readonly string[]): Promise<void> {
		return this.#edit('tag', [id], () => ({ tags }));
	}

	addTag(ids: readonly string[], tag: string): Promise<void> {
		return this.#edit('tag', ids, (song) => ({ tags: withTag(song.tags, tag) }));
	}

	removeTag(ids: readonly string[], tag: string): Promise<void> {
		return this.#edit('tag', ids, (song) => ({ tags: withoutTag(song.tags, tag) }));
	}

	/** Stars, 1 to 5; null takes them away. */
	rate(ids: readonly string[], rating: number | null): Promise<void> {
		const stars = rating === null ? null : Math.max(1, Math.min(5, Math.round(rating)));
		return this.#edit('rate', ids, () => ({ rating: stars }));
	}

	/** Notes that songs were practised now. */
	markPractised(ids: readonly string[]): Promise<void> {
		const lastPractisedAtMs = this.#ports.nowMs();
		return this.#edit('practise', ids, () => ({ lastPractisedAtMs }));
	}

	/** Notes that a song was practised now, as it happens: nothing that undo would take back. */
	notePractised(id: string): Promise<void> {
		return this.#inTurn(async () => {
			const { failure } = await this.#write([{ id, fields: { lastPractisedAtMs: this.#ports.nowMs() } }]);
			if (failure) throw failure.error;
		});
	}

	/**
	 * Changes the loops kept with a song, as the store has them now; whoever shows them offers to take it back.
	 * More than a song may keep are left out.
	 */
	changeLoops(id: string, change: (loops: readonly SongLoop[]) => readonly SongLoop[]): Promise<void> {
		return this.#inTurn(async () => {
			const { store, nowMs } = this.#ports;
			const current = await store.song(id);
			if (current === null) return;
			const { loops = [], ...song } = current;
			const kept = change(loops).slice(0, mostLoops);
			const next: Song = { ...song, revision: song.revision + 1, changedAtMs: nowMs() };
			if (kept.length > 0) next.loops = [...kept];
			await store.putSong(next);
			this.#show([next]);
		});
	}

	/** To the bin: nothing is freed yet. */
	bin(ids: readonly string[]): Promise<void> {
		const deletedAtMs = this.#ports.nowMs();
		return this.#edit('bin', ids, (song) => (song.deletedAtMs === undefined ? { deletedAtMs } : {}));
	}

	restore(ids: readonly string[]): Promise<void> {
		return this.#edit('restore', ids, () => ({ deletedAtMs: null }));
	}

	/** A second song on the same bytes, with its own notes, analysis, corrections and score. Answers the copy; undo puts it in the bin. */
	duplicate(id: string, title: string): Promise<Song | null> {
		return this.#inTurn(async () => {
			const { store, newId, nowMs } = this.#ports;
			const original = await store.song(id);
			if (original === null) return null;
			const atMs = nowMs();
			const { transcriptionId, analysisId, scoreId, ...plain } = original;
			const [notes, analysis, corrections, score] = await Promise.all([
				transcriptionId === undefined ? null : store.transcription(transcriptionId),
				analysisId === undefined ? null : store.analysis(analysisId),
				store.corrections(id),
				scoreId === undefined ? null : store.score(scoreId)
			]);
			const copy: Song = { ...plain, id: newId(), title, revision: 0, addedAtMs: atMs, changedAtMs: atMs, isDemo: false };
			if (notes !== null) copy.transcriptionId = newId();
			if (analysis !== null) copy.analysisId = newId();
			await store.putSong(copy);
			const songId = copy.id;
			if (notes !== null && copy.transcriptionId !== undefined) {
				await store.putSongWithTranscription(copy, { ...notes, id: copy.transcriptionId, songId });
			}
			if (analysis !== null && copy.analysisId !== undefined) {
				await store.putSongWithAnalysis(copy, { ...analysis, id: copy.analysisId, songId });
			}
			if (score !== null) {
				copy.scoreId = newId();
				await store.putSongWithScore(copy, { score: { ...score, id: copy.scoreId, songId }, edits: [] });
			}
			if (corrections !== null) await store.putCorrectionsWithSong({ ...corrections, songId }, copy);
			this.#show([copy]);
			const edit: SongEdit = { id: copy.id, before: { deletedAtMs: atMs }, after: { deletedAtMs: null } };
			this.#stack = push(this.#stack, { kind: 'duplicate', edits: [edit], atMs });
			return copy;
		});
	}

	/** For good: records, notes, and the bytes that no other song uses. Cannot be undone. */
	purge(ids: readonly string[]): Promise<void> {
		return this.#inTurn(async () => {
			const { store, files, heldHashes } = this.#ports;
			const hashes = new Set<string>(heldHashes?.());
			const freed: string[] = [];
			const gone = new Set<string>();
			try {
				for (const id of ids) {
					const song = this.#songs.get(id);
					if (!song) continue;
					await store.removeSong(id);
					gone.add(id);
					if (!hashes.has(song.original.sha256)) freed.push(song.original.sha256);
				}
			} finally {
				this.#songs = new Map([...this.#songs].filter(([id]) => !gone.has(id)));
				this.#stack = withoutSongs(this.#stack, gone);
				// Another tab may have made a copy that this one has not read yet.
				const { records } = await store.songs();
				await removeUnusedFiles(files, freed, records);
			}
		});
	}

	emptyBin(): Promise<void> {
		return this.purge(this.#bin.map((song) => song.id));
	}

	/** Takes an unreadable record out for good. */
	removeCorrupt(record: CorruptRecord): Promise<void> {
		return this.#inTurn(async () => {
			await this.#ports.store.removeCorrupt(record);
			this.#corrupt = this.#corrupt.filter((kept) => kept !== record);
		});
	}

	/** Answers what was taken back, or null. */
	undo(): Promise<LibraryOperation | null> {
		return this.#inTurn(async () => {
			const step = stepBack(this.#stack);
			if (step === null) return null;
			const { failure } = await this.#write(step.operation.edits.map(({ id, before }) => ({ id, fields: before })));
			if (failure) throw failure.error;
			this.#stack = step.stack;
			return step.operation;
		});
	}

	redo(): Promise<LibraryOperation | null> {
		return this.#inTurn(async () => {
			const step = stepForward(this.#stack);
			if (step === null) return null;
			const { failure } = await this.#write(step.operation.edits.map(({ id, after }) => ({ id, fields: after })));
			if (failure) throw failure.error;
			this.#stack = step.stack;
			return step.operation;
		});
	}

	#edit(kind: LibraryOperation['kind'], ids: readonly string[], toFields: (song: Song) => SongFields): Promise<void> {
		return this.#inTurn(async () => {
			const edits: SongEdit[] = [];
			for (const id of ids) {
				const song = this.#songs.get(id);
				const edit = song ? toSongEdit(song, toFields(song)) : null;
				if (edit) edits.push(edit);
			}
			if (edits.length === 0) return;
			const { writtenIds, failure } = await this.#write(edits.map(({ id, after }) => ({ id, fields: after })));
			const writtenEdits = edits.filter((edit) => writtenIds.has(edit.id));
			if (writtenEdits.length > 0) this.#stack = push(this.#stack, { kind, edits: writtenEdits, atMs: this.#ports.nowMs() });
			if (failure) throw failure.error;
		});
	}

	/** Fields are laid over the record as the store has it now, so that what a job or another tab wrote meanwhile stays. */
	async #write(changes: readonly { readonly id: string; readonly fields: SongFields }[]): Promise<Written> {
		const written: Song[] = [];
		let failure: Written['failure'] = null;
		for (const { id, fields } of changes) {
			try {
				const current = await this.#ports.store.song(id);
				if (current === null) continue;
				const next = applyFields(current, fields, this.#ports.nowMs());
				await this.#ports.store.putSong(next);
				written.push(next);
			} catch (error) {
				failure = { error };
				break;
			}
		}
		this.#show(written);
		return { writtenIds: new Set(written.map((song) => song.id)), failure };
	}

	#show(songs: readonly Song[]): void {
		if (songs.length === 0) return;
		const shown = new Map(this.#songs);
		for (const song of songs) shown.set(song.id, song);
		this.#songs = shown;
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#queue.then(work, work);
		this.#queue = turn.catch(() => undefined);
		return turn;
	}
}
