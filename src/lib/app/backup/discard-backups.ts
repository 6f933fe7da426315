import type { FileStore } from '$contracts/file-store.ts';

/** Frees the room taken by backups that were made here. Call when the download is done, and at the start of the app. */
export async function discardBackups(files: FileStore): Promise<void> {
	for (const { path } of await files.list('backups')) await files.remove(path);
}
