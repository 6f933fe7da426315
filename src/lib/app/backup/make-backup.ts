import type { BackupSummary, BackupWorker, RecordSource } from '$contracts/workers/backup.contract.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { PracticeArchive } from '$contracts/recording/practice-archive.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { toBackupFileName } from './backup-name.ts';
import { readChoices, type ChoicePorts } from './device-choices.ts';
import { discardBackups } from './discard-backups.ts';
import { runInWorker } from './run-in-worker.ts';
import { readEvidence } from './song-records.ts';

export interface BackupPorts {
	/** A client whose callbacks already cross the thread. */
	readonly worker: BackupWorker;
	readonly library: LibraryStore;
	readonly files: FileStore;
	/** Opened by the first backup of a visit. */
	readonly practice: () => Promise<PracticeArchive>;
	readonly theme: ChoicePorts['theme'];
}

/** Records of the history that cross the thread at once. */
const pageLength = 500;

export interface MadeBackup {
	/** What to call the download. */
	readonly fileName: string;
	/** Where it lies until `discardBackups`. */
	readonly path: string;
	/** The whole file, on disk; hand it to a download as it is. */
	readonly file: Blob;
	readonly summary: BackupSummary;
	/** Records that could not be read and so are not in it: songs, their evidence, takes, records of practice, lists. */
	readonly unreadableCount: number;
}

/**
 * Backs up all that can be read and cannot be made again: songs, takes, practice, lists, choices. Earlier backups still in the store are removed first: one at a time is kept.
 * @throws UserFixableError `storageFull`; AbortError; either way no half-made backup stays
 */
export async function makeBackup(
	{ worker, library, files, practice, theme }: BackupPorts,
	request: { readonly jobId: string; readonly nowMs: number; readonly appVersion: string },
	{ signal, onProgress }: StageContext
): Promise<MadeBackup> {
	await discardBackups(files);
	const archive = await practice();
	let history: readonly PracticeRecord[] | null = null;
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
			}),
		takeIds: () =>
			toOutcome(async () => {
				const { records, corrupt } = await archive.takes();
				unreadableCount += corrupt.length;
				return records.map(({ id }) => id);
			}),
		take: (id) =>
			toOutcome(async () => {
				const take = await archive.take(id);
				return take === null ? null : { take, judgement: await archive.judgement(id) };
			}),
		practice: (page) =>
			toOutcome(async () => {
				if (history === null) {
					const { records, corrupt } = await archive.practice();
					unreadableCount += corrupt.length;
					history = records;
				}
				return history.slice(page * pageLength, (page + 1) * pageLength);
			}),
		choices: () => toOutcome(() => readChoices({ store: library, theme }))
	};
	const fileName = toBackupFileName(request.nowMs);
	const path = `backups/${fileName}`;
	const { jobId, nowMs: createdAtMs, appVersion } = request;
	const summary = await runInWorker(worker, jobId, signal, () =>
		worker.pack({ jobId, path, createdAtMs, appVersion }, source, onProgress)
	);
	return { fileName, path, file: await (await files.open(path)).blob(), summary, unreadableCount };
}
