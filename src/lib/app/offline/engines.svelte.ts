import type { Connection, EngineStore } from '$contracts/engine-store.ts';
import type { EngineEntry } from '$contracts/engines.ts';
import { isAbort, UserFixableError, type Fault } from '$contracts/errors.ts';

export type EngineState =
	| { readonly kind: 'absent' }
	/** Next in line, or waiting for the network. */
	| { readonly kind: 'waiting'; readonly fraction: number }
	| { readonly kind: 'downloading'; readonly fraction: number }
	| { readonly kind: 'ready' }
	| { readonly kind: 'failed'; readonly fault: Fault };

export interface OfflineEngine {
	readonly entry: EngineEntry;
	readonly state: EngineState;
}

/**
 * Brings the engines onto the device by themselves after the first paint, one after another, the essential ones first,
 * and says how far it is. Where the user spares data it asks first; what the user deletes or cancels stays away.
 */
export class OfflineEngines {
	readonly #store: EngineStore;
	readonly #connection: Connection;
	#current: { readonly id: string; readonly controller: AbortController; readonly ended: Promise<void> } | null = null;
	#declining: Promise<void> = Promise.resolve();
	#engines = $state.raw<readonly OfflineEngine[]>([]);
	#needsConsent = $state(false);
	#fault = $state.raw<Fault | null>(null);
	#hasStarted = false;
	#isPumping = false;
	#stopListening = (): void => undefined;

	constructor(store: EngineStore, connection: Connection) {
		this.#store = store;
		this.#connection = connection;
	}

	/** In the order of the registry. */
	get engines(): readonly OfflineEngine[] {
		return this.#engines;
	}

	/** True while nothing is fetched because the user spares data and has not been asked yet. */
	get needsConsent(): boolean {
		return this.#needsConsent;
	}

	/** Why there is no list of engines at all. */
	get fault(): Fault | null {
		return this.#fault;
	}

	/** True when the main job works without a network. */
	get isReadyForOffline(): boolean {
		const essential = this.#engines.filter(({ entry }) => entry.essential);
		return essential.length > 0 && essential.every(({ state }) => state.kind === 'ready');
	}

	/** Share of the essential bytes that are here, 0 to 1. */
	get readyFraction(): number {
		const essential = this.#engines.filter(({ entry }) => entry.essential);
		const total = essential.reduce((sum, { entry }) => sum + entry.bytes, 0);
		return total === 0 ? 0 : essential.reduce((sum, engine) => sum + entryFraction(engine) * engine.entry.bytes, 0) / total;
	}

	get isDownloading(): boolean {
		return this.#engines.some(({ state }) => state.kind === 'downloading' || state.kind === 'waiting');
	}

	/** Bytes on the device, unfinished downloads included. */
	get keptBytes(): number {
		return Math.round(this.#engines.reduce((sum, engine) => sum + entryFraction(engine) * engine.entry.bytes, 0));
	}

	/** Bytes still to come of engines that are not here. */
	get missingBytes(): number {
		return this.#engines.reduce((sum, { entry }) => sum + entry.bytes, 0) - this.keptBytes;
	}

	/** Reads what is here and begins to fetch what is not. Safe to call again, for instance after `fault`. */
	async start(): Promise<void> {
		if (!this.#hasStarted) {
			this.#hasStarted = true;
			this.#stopListening = this.#connection.onChange(() => void this.#resumeAfterChange());
		}
		try {
			const { engines } = await this.#store.registry();
			const [readyUrls, partialBytes, declinedIds] = await Promise.all([
				this.#store.readyUrls(),
				this.#store.partialBytes(engines),
				this.#store.declinedIds()
			]);
			this.#fault = null;
			const savesData = this.#connection.savesData();
			this.#engines = engines.map((entry) => {
				if (readyUrls.has(entry.url)) return { entry, state: { kind: 'ready' } };
				if (declinedIds.includes(entry.id) || savesData) return { entry, state: { kind: 'absent' } };
				return { entry, state: { kind: 'waiting', fraction: (partialBytes.get(entry.url) ?? 0) / entry.bytes } };
			});
			this.#needsConsent =
				savesData && engines.some(({ id, url, essential }) => essential && !readyUrls.has(url) && !declinedIds.includes(id));
		} catch (error) {
			this.#fault = toFaultOrThrow(error);
			return;
		}
		await this.#pump();
	}

	/** The user agrees to fetch everything although the browser spares data. */
	async allowDownload(): Promise<void> {
		this.#needsConsent = false;
		this.#engines = this.#engines.map((engine) =>
			engine.state.kind === 'absent' ? { entry: engine.entry, state: { kind: 'waiting', fraction: 0 } } : engine
		);
		await this.#changeDeclined(() => []);
		await this.#pump();
	}

	/** Fetches one engine again: after a fault, a cancel or a delete. */
	async retry(id: string): Promise<void> {
		const engine = this.#find(id);
		if (engine === undefined || (engine.state.kind !== 'absent' && engine.state.kind !== 'failed')) return;
		this.#set(id, { kind: 'waiting', fraction: 0 });
		await this.#changeDeclined((ids) => ids.filter((declined) => declined !== id));
		await this.#pump();
	}

	/** Stops fetching one engine; what came in is kept for a later `retry`. */
	async cancel(id: string): Promise<void> {
		const engine = this.#find(id);
		if (engine === undefined || (engine.state.kind !== 'waiting' && engine.state.kind !== 'downloading')) return;
		await this.#drop(id);
	}

	/** Deletes one engine from the device. */
	async remove(id: string): Promise<void> {
		const engine = this.#find(id);
		if (engine === undefined) return;
		await this.#drop(id);
		await this.#store.remove(engine.entry);
	}

	/** Stops every download; they go on at the next `start`. */
	dispose(): void {
		this.#stopListening();
		this.#hasStarted = false;
		this.#current?.controller.abort();
	}

	async #resumeAfterChange(): Promise<void> {
		if (!this.#connection.isOnline()) return;
		if (this.#fault !== null) await this.start();
		for (const { entry, state } of this.#engines) {
			if (state.kind === 'failed' && state.fault.code === 'offlineEngineMissing') {
				this.#set(entry.id, { kind: 'waiting', fraction: 0 });
			}
		}
		await this.#pump();
	}

	/** Fetches what waits, one at a time, until nothing waits. */
	async #pump(): Promise<void> {
		if (this.#isPumping) return;
		this.#isPumping = true;
		try {
			for (let next = this.#next(); next !== undefined && this.#hasStarted; next = this.#next()) {
				const controller = new AbortController();
				const ended = this.#fetch(next, controller);
				this.#current = { id: next.id, controller, ended };
				await ended;
			}
		} finally {
			this.#current = null;
			this.#isPumping = false;
		}
		await this.#tidy();
	}

	#next(): EngineEntry | undefined {
		const waiting = this.#engines.filter(({ state }) => state.kind === 'waiting').map(({ entry }) => entry);
		return waiting.find(({ essential }) => essential) ?? waiting[0];
	}

	async #fetch(entry: EngineEntry, { signal }: AbortController): Promise<void> {
		try {
			await this.#store.download(entry, {
				signal,
				onBytes: (receivedBytes) => {
					if (signal.aborted) return;
					const kind = this.#connection.isOnline() ? 'downloading' : 'waiting';
					this.#set(entry.id, { kind, fraction: receivedBytes / entry.bytes });
				}
			});
			if (!signal.aborted) this.#set(entry.id, { kind: 'ready' });
		} catch (error) {
			if (!isAbort(error)) this.#set(entry.id, { kind: 'failed', fault: toFaultOrThrow(error) });
		}
	}

	/** Engines of an earlier version go only when every engine of this one that is wanted is in. */
	async #tidy(): Promise<void> {
		if (!this.#engines.every(({ state }) => state.kind === 'ready' || state.kind === 'absent') || this.#needsConsent) return;
		await this.#store.removeStale({ schemaVersion: 1, engines: this.#engines.map(({ entry }) => entry) });
	}

	/** Makes an engine absent, and keeps it so; returns when its download has really ended. */
	async #drop(id: string): Promise<void> {
		this.#set(id, { kind: 'absent' });
		const declined = this.#changeDeclined((ids) => [...ids.filter((other) => other !== id), id]);
		if (this.#current?.id === id) {
			this.#current.controller.abort();
			await this.#current.ended;
		}
		await declined;
	}

	/** One change after another: each reads what the one before wrote. */
	#changeDeclined(change: (ids: readonly string[]) => readonly string[]): Promise<void> {
		const run = async (): Promise<void> => this.#store.setDeclinedIds(change(await this.#store.declinedIds()));
		this.#declining = this.#declining.then(run, run);
		return this.#declining;
	}

	#find(id: string): OfflineEngine | undefined {
		return this.#engines.find(({ entry }) => entry.id === id);
	}

	#set(id: string, state: EngineState): void {
		this.#engines = this.#engines.map((engine) => (engine.entry.id === id ? { entry: engine.entry, state } : engine));
	}
}

/** Share of one engine that is here, 0 to 1. */
export function entryFraction({ state }: OfflineEngine): number {
	if (state.kind === 'ready') return 1;
	return state.kind === 'waiting' || state.kind === 'downloading' ? Math.min(1, state.fraction) : 0;
}

function toFaultOrThrow(error: unknown): Fault {
	if (error instanceof UserFixableError) return error.fault;
	throw error;
}
