import type { BackupSummary, RecordSink } from '$contracts/workers/backup.contract.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { Song } from '$contracts/song.ts';
import { removeUnusedFiles } from '../library/unused-files.ts';
import type { BackupPorts } from './make-backup.ts';
import { runInWorker } from './run-in-worker.ts';

/** `merge` keeps what is here and takes the newer of two versions; `replace` leaves only what the backup holds. */
export type RestoreMode = 'merge' | 'replace';

export interface RestoreReport {
	readonly summary: BackupSummary;
	readonly addedCount: number;
	readonly updatedCount: number;
	/** Already here as they are in the backup. */
	readonly unchangedCount: number;
	/** Changed here since the backup was made, and kept. */
	readonly keptCount: number;
	/** Taken out because the backup does not hold them; only by `replace`. */
	readonly removedCount: number;
}

/** What a backup holds, after reading it to its end; nothing is written. For the question before a restore. */
export async function checkBackupFile(
	{ worker }: Pick<BackupPorts, 'worker'>,
	request: { readonly jobId: string; readonly file: Blob },
	{ signal, onProgress }: StageContext
): Promise<BackupSummary> {
	return runInWorker(worker, request.jobId, signal, () => worker.check(request, onProgress));
}

/**
 * Restores a backup after checking all of it. `replace` takes the old songs out last, when the new ones are all there, so
 * that a failure in the middle loses nothing: the library then holds both.
 * @throws UserFixableError what the worker faults, with `restoredCount` among its params; AbortError
 */
export async function restoreFromBackup(
	{ worker, library, files }: BackupPorts,
	request: { readonly jobId: string; readonly file: Blob; readonly mode: RestoreMode },
	{ signal, onProgress }: StageContext
): Promise<RestoreReport> {
	const { jobId, file, mode } = request;
	const counts = { added: 0, updated: 0, unchanged: 0, kept: 0 };
	const restoredIds = new Set<string>();
	const sink: RecordSink = {
		put: (song, transcription) =>
			toOutcome(async () => {
				const here = await songOrNull(library, song.id);
				const choice = choose(here, song, mode);
				if (choice === 'added' || choice === 'updated') {
					if (transcription === null) await library.putSong(song);
					else await library.putSongWithTranscription(song, transcription);
				}
				counts[choice]++;
				restoredIds.add(song.id);
				return null;
			})
	};
	try {
		const summary = await runInWorker(worker, jobId, signal, () => worker.restore({ jobId, file }, sink, onProgress));
		const removedCount = mode === 'replace' ? await removeOthers(restoredIds, library, files) : 0;
		return {
			summary,
			addedCount: counts.added,
			updatedCount: counts.updated,
			unchangedCount: counts.unchanged,
			keptCount: counts.kept,
			removedCount
		};
	} catch (error) {
		if (!(error instanceof UserFixableError)) throw error;
		const { code, params, detail } = error.fault;
		throw new UserFixableError(code, { ...params, restoredCount: counts.added + counts.updated }, detail);
	}
}

/** Which of two versions of a song wins. Revisions count changes; when they are even, the later change wins. */
export function choose(here: Song | null, backedUp: Song, mode: RestoreMode): 'added' | 'updated' | 'unchanged' | 'kept' {
	if (here === null) return 'added';
	if (mode === 'replace') return isSame(here, backedUp) ? 'unchanged' : 'updated';
	if (here.revision !== backedUp.revision) return here.revision > backedUp.revision ? 'kept' : 'updated';
	if (isSame(here, backedUp)) return 'unchanged';
	return here.changedAtMs >= backedUp.changedAtMs ? 'kept' : 'updated';
}

function isSame(one: Song, other: Song): boolean {
	return (
		one.revision === other.revision &&
		one.changedAtMs === other.changedAtMs &&
		one.deletedAtMs === other.deletedAtMs &&
		one.transcriptionId === other.transcriptionId
	);
}

async function songOrNull(library: LibraryStore, id: string): Promise<Song | null> {
	try {
		return await library.song(id);
	} catch (error) {
		if (error instanceof UserFixableError && error.fault.code === 'recordCorrupt') return null;
		throw error;
	}
}

async function removeOthers(keep: ReadonlySet<string>, library: LibraryStore, files: BackupPorts['files']): Promise<number> {
	const { records, corrupt } = await library.songs();
	const others = records.filter((song) => !keep.has(song.id));
	for (const song of others) await library.removeSong(song.id);
	for (const record of corrupt) await library.removeCorrupt(record);
	const rest = records.filter((song) => keep.has(song.id));
	await removeUnusedFiles(
		files,
		others.map((song) => song.original.sha256),
		rest
	);
	return others.length + corrupt.length;
}
