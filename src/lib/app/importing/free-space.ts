import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { Song } from '$contracts/song.ts';

/** Folders whose files are named by the hash of a song's original. */
const songFolders = ['originals', 'covers', 'pcm', 'peaks', 'posteriors', 'features'] as const;

/** What can be made again from the originals, in the order in which it is given up. */
const evictable = ['stems', 'posteriors', 'features', 'pcm', 'peaks'] as const;

/** Bytes that could be dropped and made again. */
export async function cacheSize(files: FileStore): Promise<number> {
	const infos = await Promise.all(evictable.map((folder) => files.list(folder)));
	return infos.flat().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/**
 * Drops what can be made again, takes laid on songs first, then caches of songs, those changed longest ago first. What was recorded is
 * never among it.
 * @param isInUse whether a file is being used now: it is not dropped
 * @param wantedBytes enough, when so much was freed
 * @returns bytes freed
 */
export async function evictCaches(
	files: FileStore,
	songs: readonly Song[],
	isInUse: (path: string) => boolean,
	wantedBytes = Infinity
): Promise<number> {
	const lastChanged = new Map(songs.map((song) => [song.original.sha256, song.changedAtMs]));
	let freedBytes = 0;
	for (const folder of evictable) {
		const infos = await files.list(folder);
		const stale = infos.filter(({ path }) => !isInUse(path));
		stale.sort((a, b) => (lastChanged.get(shaOf(a.path)) ?? 0) - (lastChanged.get(shaOf(b.path)) ?? 0));
		for (const { path, sizeBytes } of stale) {
			if (freedBytes >= wantedBytes) return freedBytes;
			await files.remove(path);
			freedBytes += sizeBytes;
		}
	}
	return freedBytes;
}

/** Does a work that may find no room, and once more where there was room to make. @param freeSpace answers bytes freed */
export async function withRoom<T>(freeSpace: () => Promise<number>, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof UserFixableError) || error.fault.code !== 'storageFull') throw error;
		if ((await freeSpace()) === 0) throw error;
		return work();
	}
}

/**
 * Removes bytes that no song and no unfinished import stands on, such as those of a tab killed between the last byte
 * and the record. Call while no import runs.
 * @returns bytes freed
 */
export async function sweepOrphans(
	files: FileStore,
	songs: readonly Song[],
	pendingSha256: ReadonlySet<string>
): Promise<number> {
	const used = new Set([...songs.map((song) => song.original.sha256), ...pendingSha256]);
	let freedBytes = 0;
	await files.sweepUnnamed();
	for (const folder of songFolders) {
		const infos = await files.list(folder);
		for (const { path: name, sizeBytes } of infos.filter((info) => !used.has(shaOf(info.path)))) {
			await files.remove(name);
			freedBytes += sizeBytes;
		}
	}
	return freedBytes;
}

function shaOf(path: string): string {
	return path.slice(path.indexOf('/') + 1);
}
