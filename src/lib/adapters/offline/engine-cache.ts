import type { Connection, EngineDownload, EngineStore } from '$contracts/engine-store.ts';
import { engineRegistrySchema, registryUrl, type EngineEntry, type EngineRegistry } from '$contracts/engines.ts';
import { abortError, isAbort, UserFixableError } from '$contracts/errors.ts';
import { offlineCaches } from '$contracts/offline.ts';
import { z } from 'zod';
import { downloadParts, type DownloadEnvironment } from './engine-download.ts';
import { EngineParts } from './engine-parts.ts';
import { WrongBytesError } from './engine-request.ts';

export interface EngineCacheEnvironment extends DownloadEnvironment {
	/** Undefined where the browser has none: an insecure page, some private modes. */
	readonly caches: CacheStorage | undefined;
	/** One tab at a time fetches an engine; undefined where the browser has no locks. */
	readonly locks: LockManager | undefined;
}

export function browserEnvironment(connection: Connection): EngineCacheEnvironment {
	return {
		fetch: (input, init) => globalThis.fetch(input, init),
		connection,
		retryDelaysSeconds: [1, 3, 10, 30],
		caches: globalThis.caches,
		locks: globalThis.navigator.locks
	};
}

const declinedUrl = '/engines/declined.json';
const declinedSchema = z.array(z.string());

/** Engines in the browser's Cache API: whole and verified under their url, unfinished as parts. */
export class EngineCache implements EngineStore {
	readonly #environment: EngineCacheEnvironment;

	constructor(environment: EngineCacheEnvironment) {
		this.#environment = environment;
	}

	async registry(): Promise<EngineRegistry> {
		try {
			const response = await this.#environment.fetch(registryUrl);
			if (!response.ok) throw new Error(`status ${response.status}`);
			return engineRegistrySchema.parse(await response.json());
		} catch (error) {
			throw new UserFixableError('offlineEngineMissing', {}, error instanceof Error ? error.message : '');
		}
	}

	async readyUrls(): Promise<ReadonlySet<string>> {
		const cache = await this.#openOrNull();
		return new Set((await cache?.keys())?.map(({ url }) => new URL(url).pathname).filter((path) => path !== declinedUrl) ?? []);
	}

	async partialBytes(entries: readonly EngineEntry[]): Promise<ReadonlyMap<string, number>> {
		const { caches } = this.#environment;
		if (caches === undefined) return new Map();
		const parts = new EngineParts(caches);
		const bytes = await Promise.all(entries.map(async (entry) => [entry.url, await parts.bytes(entry)] as const));
		return new Map(bytes.filter(([, received]) => received > 0));
	}

	async download(entry: EngineEntry, { signal, onBytes }: EngineDownload): Promise<void> {
		const { locks } = this.#environment;
		const work = (): Promise<void> => this.#downloadVerified(entry, { signal, onBytes });
		try {
			await (locks === undefined ? work() : locks.request(`woodshed-engine-${entry.sha256}`, { signal }, work));
		} catch (error) {
			if (signal.aborted || isAbort(error)) throw abortError();
			throw toStorageFault(error);
		}
	}

	async #downloadVerified(entry: EngineEntry, { signal, onBytes }: EngineDownload): Promise<void> {
		const parts = new EngineParts(this.#caches());
		if ((await this.readyUrls()).has(entry.url)) {
			onBytes(entry.bytes);
			return;
		}
		for (const isRetry of [false, true]) {
			try {
				await downloadParts(this.#environment, parts, entry, { signal, onBytes, isRetry });
				await this.#assemble(parts, entry);
				return;
			} catch (error) {
				if (!(error instanceof WrongBytesError)) throw error;
				await parts.clear(entry);
				if (isRetry) throw new UserFixableError('downloadCorrupt', { engine: entry.name }, error.message);
			}
		}
	}

	/** Puts the parts together once their hash is right; the parts go only when the engine is in. */
	async #assemble(parts: EngineParts, entry: EngineEntry): Promise<void> {
		const read = await parts.read(entry);
		if (read === null) throw new WrongBytesError('a part was lost');
		const whole = new Blob([...read.parts], { type: read.headers.get('content-type') ?? 'application/octet-stream' });
		if ((await sha256Of(whole)) !== entry.sha256) throw new WrongBytesError('the hash is not the one in the registry');
		read.headers.set('content-length', String(entry.bytes));
		const cache = await this.#caches().open(offlineCaches.engines);
		await cache.put(entry.url, new Response(whole, { headers: read.headers }));
		await parts.clear(entry);
	}

	async remove(entry: EngineEntry): Promise<void> {
		const { caches } = this.#environment;
		if (caches === undefined) return;
		await (await caches.open(offlineCaches.engines)).delete(entry.url, { ignoreVary: true });
		await new EngineParts(caches).clear(entry);
	}

	async removeStale(registry: EngineRegistry): Promise<void> {
		const cache = await this.#openOrNull();
		if (cache === null) return;
		const current = new Set([declinedUrl, ...registry.engines.map(({ url }) => url)]);
		for (const request of await cache.keys()) {
			if (!current.has(new URL(request.url).pathname)) await cache.delete(request);
		}
		await new EngineParts(this.#caches()).keepOnly(registry.engines);
	}

	async declinedIds(): Promise<readonly string[]> {
		const kept = await (await this.#openOrNull())?.match(declinedUrl);
		const parsed = declinedSchema.safeParse(await kept?.json().catch(() => null));
		return parsed.success ? parsed.data : [];
	}

	async setDeclinedIds(ids: readonly string[]): Promise<void> {
		const cache = await this.#openOrNull();
		await cache?.put(declinedUrl, Response.json(ids));
	}

	#caches(): CacheStorage {
		const { caches } = this.#environment;
		if (caches === undefined) throw new UserFixableError('storageUnavailable');
		return caches;
	}

	/** Some private modes have `caches` and refuse to open one. */
	async #openOrNull(): Promise<Cache | null> {
		try {
			return (await this.#environment.caches?.open(offlineCaches.engines)) ?? null;
		} catch (error) {
			if (error instanceof DOMException) return null;
			throw error;
		}
	}
}

/**
 * The browser hashes off the main thread, which an incremental hash in WebAssembly would keep busy; the price is the whole
 * engine in memory for a moment.
 */
async function sha256Of(blob: Blob): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toStorageFault(error: unknown): unknown {
	if (!(error instanceof DOMException)) return error;
	if (error.name === 'QuotaExceededError') return new UserFixableError('storageFull', {}, error.message);
	return new UserFixableError('storageUnavailable', {}, `${error.name}: ${error.message}`);
}
