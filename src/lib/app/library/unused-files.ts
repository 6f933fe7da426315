import type { FileStore } from '$contracts/file-store.ts';
import { songPaths, type Song } from '$contracts/song.ts';

/**
 * Frees the bytes of recordings that no song in the library refers to any more, binned songs included.
 * @param hashes sha256 of the originals that may have become unused
 * @param songs every song that is still in the library
 */
export async function removeUnusedFiles(files: FileStore, hashes: Iterable<string>, songs: Iterable<Song>): Promise<void> {
	const used = new Set<string>();
	for (const song of songs) used.add(song.original.sha256);
	for (const sha256 of new Set(hashes)) {
		if (used.has(sha256)) continue;
		for (const toPath of Object.values(songPaths)) await files.remove(toPath(sha256));
	}
}
