import type { CorruptRecord, LibraryStore } from '$contracts/library-store.ts';
import { listLimits, type Setlist, type SmartList, type SongList } from '$contracts/lists.ts';
import type { Chip } from '$core/intent/query.ts';
import { listOf, type ListOperation } from './list-operation.ts';

export interface ListsPorts {
	readonly store: LibraryStore;
	/** UUIDv7. */
	readonly newId: () => string;
	readonly nowMs: () => number;
}

const depth = 200;

/**
 * Setlists and saved searches, in memory and in the store at once. Every verb writes before it shows, can be undone, and
 * throws what the store throws (`storageFull`, `storageUnavailable`). Verbs run one after another.
 */
export class Lists {
	readonly #ports: ListsPorts;
	#lists = $state.raw<ReadonlyMap<string, SongList>>(new Map());
	#corrupt = $state.raw<readonly CorruptRecord[]>([]);
	#done = $state.raw<readonly ListOperation[]>([]);
	#undone = $state.raw<readonly ListOperation[]>([]);
	#isLoaded = $state(false);
	readonly #all = $derived(
		[...this.#lists.values()].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1))
	);
	#queue: Promise<unknown> = Promise.resolve();

	constructor(ports: ListsPorts) {
		this.#ports = ports;
	}

	/** By name. */
	get all(): readonly SongList[] {
		return this.#all;
	}

	get setlists(): readonly Setlist[] {
		return this.#all.filter((list) => list.kind === 'setlist');
	}

	get smartLists(): readonly SmartList[] {
		return this.#all.filter((list) => list.kind === 'smart');
	}

	get corrupt(): readonly CorruptRecord[] {
		return this.#corrupt;
	}

	get isLoaded(): boolean {
		return this.#isLoaded;
	}

	get undoable(): ListOperation | null {
		return this.#done.at(-1) ?? null;
	}

	get redoable(): ListOperation | null {
		return this.#undone.at(-1) ?? null;
	}

	list(id: string): SongList | null {
		return this.#lists.get(id) ?? null;
	}

	load(): Promise<void> {
		return this.#inTurn(async () => {
			const { records, corrupt } = await this.#ports.store.lists();
			this.#lists = new Map(records.map((list) => [list.id, list]));
			this.#corrupt = corrupt;
			this.#isLoaded = true;
		});
	}

	/** Reads again whenever another tab has written. Answers a disposer. */
	follow(onError: (error: unknown) => void): () => void {
		return this.#ports.store.onForeignChange((kind) => {
			if (kind === 'lists') void this.load().catch(onError);
		});
	}

	createSetlist(name: string, songIds: readonly string[] = []): Promise<Setlist> {
		const list: Setlist = { ...this.#head(name), kind: 'setlist', songIds: songIds.slice(0, listLimits.maxSongs) };
		return this.#add('create', list);
	}

	createSmartList(name: string, chips: readonly Chip[]): Promise<SmartList> {
		return this.#add('create', { ...this.#head(name), kind: 'smart', query: { chips: [...chips] } });
	}

	/** An empty name is no name: the list keeps its own. */
	rename(id: string, name: string): Promise<void> {
		return this.#change('rename', id, (list) => (toName(name) === '' ? null : { ...list, name: toName(name) }));
	}

	/** Answers the copy; null when the list is gone. */
	duplicate(id: string, name: string): Promise<SongList | null> {
		const list = this.#lists.get(id);
		return list === undefined ? Promise.resolve(null) : this.#add('duplicate', { ...list, ...this.#head(name) });
	}

	remove(id: string): Promise<void> {
		return this.#inTurn(async () => {
			const list = this.#lists.get(id);
			if (list === undefined) return;
			await this.#write({ kind: 'delete', before: list, after: null });
		});
	}

	/** Adds songs at the end of a setlist, those that are in it already as well. */
	addSongs(id: string, songIds: readonly string[]): Promise<void> {
		return this.#changeSongs('add', id, (there) => [...there, ...songIds]);
	}

	/** Takes the song at a place of the set out. */
	takeOut(id: string, place: number): Promise<void> {
		return this.#changeSongs('take-out', id, (there) => there.filter((_, index) => index !== place));
	}

	move(id: string, from: number, to: number): Promise<void> {
		return this.#changeSongs('reorder', id, (there) => {
			const song = there[from];
			return song === undefined ? there : there.toSpliced(from, 1).toSpliced(to, 0, song);
		});
	}

	/** A whole new order. */
	reorder(id: string, songIds: readonly string[]): Promise<void> {
		return this.#changeSongs('reorder', id, () => songIds);
	}

	saveQuery(id: string, chips: readonly Chip[]): Promise<void> {
		return this.#change('save', id, (list) => (list.kind === 'smart' ? { ...list, query: { chips: [...chips] } } : null));
	}

	/** Answers what was taken back, or null. */
	undo(): Promise<ListOperation | null> {
		return this.#inTurn(async () => {
			const operation = this.#done.at(-1);
			if (operation === undefined) return null;
			await this.#put(listOf(operation)?.id, operation.before);
			this.#done = this.#done.slice(0, -1);
			this.#undone = [...this.#undone, operation];
			return operation;
		});
	}

	redo(): Promise<ListOperation | null> {
		return this.#inTurn(async () => {
			const operation = this.#undone.at(-1);
			if (operation === undefined) return null;
			await this.#put(listOf(operation)?.id, operation.after);
			this.#undone = this.#undone.slice(0, -1);
			this.#done = [...this.#done, operation];
			return operation;
		});
	}

	#head(name: string): Pick<SongList, 'schemaVersion' | 'id' | 'revision' | 'name' | 'createdAtMs' | 'changedAtMs'> {
		const { newId, nowMs } = this.#ports;
		const atMs = nowMs();
		return {
			schemaVersion: 1,
			id: newId(),
			revision: 0,
			name: toName(name) || 'Untitled',
			createdAtMs: atMs,
			changedAtMs: atMs
		};
	}

	#add<T extends SongList>(kind: ListOperation['kind'], list: T): Promise<T> {
		return this.#inTurn(async () => {
			await this.#write({ kind, before: null, after: list });
			return list;
		});
	}

	#changeSongs(
		kind: ListOperation['kind'],
		id: string,
		toSongIds: (songIds: readonly string[]) => readonly string[]
	): Promise<void> {
		return this.#change(kind, id, (list) => {
			if (list.kind !== 'setlist') return null;
			const songIds = toSongIds(list.songIds).slice(0, listLimits.maxSongs);
			const isSame = songIds.length === list.songIds.length && songIds.every((song, index) => song === list.songIds[index]);
			return isSame ? null : { ...list, songIds };
		});
	}

	#change(kind: ListOperation['kind'], id: string, toNext: (list: SongList) => SongList | null): Promise<void> {
		return this.#inTurn(async () => {
			const before = this.#lists.get(id);
			const next = before === undefined ? null : toNext(before);
			if (before === undefined || next === null) return;
			const after = { ...next, revision: before.revision + 1, changedAtMs: this.#ports.nowMs() };
			await this.#write({ kind, before, after });
		});
	}

	async #write(step: Omit<ListOperation, 'atMs'>): Promise<void> {
		const operation: ListOperation = { ...step, atMs: this.#ports.nowMs() };
		await this.#put(listOf(operation)?.id, operation.after);
		this.#done = [...this.#done, operation].slice(-depth);
		this.#undone = [];
	}

	async #put(id: string | undefined, list: SongList | null): Promise<void> {
		if (id === undefined) return;
		const { store } = this.#ports;
		await (list === null ? store.removeList(id) : store.putList(list));
		const lists = new Map(this.#lists);
		if (list === null) lists.delete(id);
		else lists.set(id, list);
		this.#lists = lists;
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#queue.then(work, work);
		this.#queue = turn.catch(() => undefined);
		return turn;
	}
}

function toName(typed: string): string {
	return typed.replace(/\s+/g, ' ').trim().slice(0, listLimits.maxNameLength);
}
