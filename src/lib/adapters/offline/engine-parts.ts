import type { EngineEntry } from '$contracts/engines.ts';
import { offlineCaches } from '$contracts/offline.ts';

/** Size of every kept part but an engine's last. */
export const partBytes = 1024 * 1024;

const prefix = '/engine-parts/';

/**
 * What has come in of an unfinished engine: parts in order, each written whole or not at all, so that a download goes on
 * after a reload or a crash. Keyed by the engine's hash: parts of another version can never mix in.
 */
export class EngineParts {
	readonly #open: () => Promise<Cache>;

	constructor(caches: CacheStorage) {
		this.#open = () => caches.open(offlineCaches.engineParts);
	}

	/** Number of parts of this engine without a gap from the first. */
	async count(entry: EngineEntry): Promise<number> {
		const keys = new Set((await (await this.#open()).keys()).map(({ url }) => new URL(url).pathname));
		let count = 0;
		while (keys.has(keyOf(entry, count))) count++;
		return count;
	}

	async bytes(entry: EngineEntry): Promise<number> {
		return Math.min((await this.count(entry)) * partBytes, entry.bytes);
	}

	/** @param headers of the whole engine's future response */
	async put(entry: EngineEntry, index: number, bytes: Uint8Array<ArrayBuffer>, headers: Headers): Promise<void> {
		await (await this.#open()).put(keyOf(entry, index), new Response(bytes, { headers }));
	}

	/** All parts in order; null when one is missing. */
	async read(entry: EngineEntry): Promise<{ readonly parts: readonly Blob[]; readonly headers: Headers } | null> {
		const cache = await this.#open();
		const parts: Blob[] = [];
		let headers = new Headers();
		for (let index = 0; index * partBytes < entry.bytes; index++) {
			const kept = await cache.match(keyOf(entry, index), { ignoreVary: true });
			if (kept === undefined) return null;
			if (index === 0) headers = new Headers(kept.headers);
			parts.push(await kept.blob());
		}
		return { parts, headers };
	}

	async clear(entry: EngineEntry): Promise<void> {
		const cache = await this.#open();
		for (const request of await cache.keys()) {
			if (new URL(request.url).pathname.startsWith(`${prefix}${entry.sha256}/`)) await cache.delete(request);
		}
	}

	/** Deletes parts of engines that are not among `entries`. */
	async keepOnly(entries: readonly EngineEntry[]): Promise<void> {
		const cache = await this.#open();
		const hashes = new Set(entries.map(({ sha256 }) => sha256));
		for (const request of await cache.keys()) {
			const [hash] = new URL(request.url).pathname.slice(prefix.length).split('/');
			if (hash === undefined || !hashes.has(hash)) await cache.delete(request);
		}
	}
}

function keyOf(entry: EngineEntry, index: number): string {
	return `${prefix}${entry.sha256}/${index}`;
}
