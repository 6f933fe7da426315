import { offlineCaches, sharedFileHeaders, type ShareAnswer } from '$contracts/offline.ts';

/** Words for `?shared=`, when no files came of it. */
export const shareWords: Readonly<Record<Exclude<ShareAnswer, 'ready'>, string>> = {
	nothing: 'The other app shared no music file. Save the recording or the score as a file and share that, or import it here.',
	full: 'The shared files do not fit: this device has no room left for Woodshed. Free some space, then share them again.',
	unavailable: 'Woodshed was not set up to take shared files yet. It is now: please share them again, or import them here.'
};

/**
 * Files that other apps shared, in the order they came; each is handed out once, also when two tabs ask. Empty where there
 * is no cache.
 */
export async function takeSharedFiles(cacheStorage: CacheStorage | undefined = globalThis.caches): Promise<File[]> {
	if (!(await cacheStorage?.has(offlineCaches.sharedFiles))) return [];
	const inbox = await cacheStorage?.open(offlineCaches.sharedFiles);
	const requests = [...((await inbox?.keys()) ?? [])].sort((a, b) => (a.url < b.url ? -1 : 1));
	const files: File[] = [];
	for (const request of requests) {
		const kept = await inbox?.match(request);
		if (kept === undefined) continue;
		const file = await toFile(kept);
		if (await inbox?.delete(request)) files.push(file);
	}
	return files;
}

async function toFile(kept: Response): Promise<File> {
	const blob = await kept.blob();
	const modifiedAtMs = Number(kept.headers.get(sharedFileHeaders.modifiedAtMs));
	return new File([blob], decodeName(kept.headers.get(sharedFileHeaders.name)), {
		type: blob.type,
		...(Number.isFinite(modifiedAtMs) && modifiedAtMs > 0 ? { lastModified: modifiedAtMs } : {})
	});
}

function decodeName(encoded: string | null): string {
	try {
		return decodeURIComponent(encoded ?? '') || 'shared file';
	} catch {
		return 'shared file';
	}
}
