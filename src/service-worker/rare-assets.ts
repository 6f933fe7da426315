import { offlineCaches } from '$contracts/offline.ts';

/** Deletes assets of earlier builds from the cache of those that are kept once used. */
export async function forgetRareAssets(build: readonly string[]): Promise<void> {
	const cache = await caches.open(offlineCaches.rareAssets);
	const current = new Set(build);
	for (const request of await cache.keys()) {
		if (!current.has(new URL(request.url).pathname)) await cache.delete(request);
	}
}
