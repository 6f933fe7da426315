import type { BackupSummary, BackupWorker, RecordSource } from '$contracts/workers/backup.contract.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { toBackupFileName } from './backup-name.ts';
import { runInWorker } from './run-in-worker.ts';
import { readEvidence } from './song-records.ts';

export interface BackupPorts {
	/** A client whose callbacks already cross the thread. */
	readonly worker: BackupWorker;
	readonly library: LibraryStore;
	readonly files: FileStore;
}

export interface MadeBackup {
	/** What to call the download. */
	readonly fileName: string;
	/** Where it lies until `discardBackups`. */
	readonly path: string;
	/** The whole file, on disk; hand it to a download as it is. */
	readonly file: Blob;
	readonly summary: BackupSummary;
	/** Records that could not be read and so are not in it: songs, their evidence, lists. */
	readonly unreadableCount: number;
}

/**
 * Backs up every song and list that can be read. Earlier backups still in the store are removed first: one at a time is kept.
 * @throws UserFixableError `storageFull`; AbortError; either way no half-made backup stays
 */
export async function makeBackup(
	{ worker, library, files }: BackupPorts,
	request: { readonly jobId: string; readonly nowMs: number; readonly appVersion: string },
	{ signal, onProgress }: StageContext
): Promise<MadeBackup> {
	await discardBackups(files);
	let unreadableCount = 0;
	const source: RecordSource = {
		songs: () =>
			toOutcome(async () => {
				const { records, corrupt } = await library.songs();
				unreadableCount += corrupt.length;
				return records;
			}),
		evidence: (song) => toOutcome(() => readEvidence(library, song, () => unreadableCount++)),
		lists: () =>
			toOutcome(async () => {
				const { records, corrupt } = await library.lists();
				unreadableCount += corrupt.length;
				return records;
			})
	};
	const fileName = toBackupFileName(request.nowMs);
	const path = `backups/${fileName}`;
	const { jobId, nowMs: createdAtMs, appVersion } = request;
	const summary = await runInWorker(worker, jobId, signal, () =>
		worker.pack({ jobId, path, createdAtMs, appVersion }, source, onProgress)
	);
	return { fileName, path, file: await (await files.open(path)).blob(), summary, unreadableCount };
}

/** Frees the room taken by backups that were made here. Call when the download is done, and at the start of the app. */
export async function discardBackups(files: FileStore): Promise<void> {
	for (const { path } of await files.list('backups')) await files.remove(path);
}
