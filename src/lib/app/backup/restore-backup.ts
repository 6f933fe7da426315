import type { BackupSummary, RecordSink } from '$contracts/workers/backup.contract.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { JobLocks } from '$contracts/job-locks.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { SongList } from '$contracts/lists.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { inSongTurn } from '../importing/song-writes.ts';
import { removeUnusedFiles } from '../library/unused-files.ts';
import type { BackupPorts } from './make-backup.ts';
import { takeOverChoices } from './device-choices.ts';
import { mergeList, mergeSong, type RestoreMode } from './merge-records.ts';
import { runInWorker } from './run-in-worker.ts';
import { PracticeRestore } from './restore-practice.ts';
import { isWritten, RestoreTally, type RestoreCounts } from './restore-tally.ts';
import { readHeld } from './song-records.ts';

export interface RestorePorts extends BackupPorts {
	/** So that no job writes a song's evidence while the backup's is weighed against it. */
	readonly locks: JobLocks;
}

export interface RestoreReport {
	readonly summary: BackupSummary;
	readonly songs: RestoreCounts;
	readonly lists: RestoreCounts;
	readonly takes: RestoreCounts;
	/** Entries of the history of practice. */
	readonly practice: RestoreCounts;
	/** Things chosen on the device that changed: preferences, measured delays, looks of scores. */
	readonly choiceCount: number;
	/** Of the lists in the backup, how many are setlists; the others are saved searches. */
	readonly setlistCount: number;
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
 * Restores a backup after checking all of it. A song is written with all its evidence at once. `replace` takes the old
 * songs, takes, practice and lists out last, when the new ones are all there, so that a failure in the middle loses nothing: the library
 * then holds both. What backups did not hold yet when this one was made stays as it is.
 * @throws UserFixableError what the worker faults, with `restoredCount` (songs) among its params; AbortError
 */
export async function restoreFromBackup(
	{ worker, library, files, locks, practice: openArchive, theme }: RestorePorts,
	request: { readonly jobId: string; readonly file: Blob; readonly mode: RestoreMode },
	{ signal, onProgress }: StageContext
): Promise<RestoreReport> {
	const { jobId, file, mode } = request;
	const [songs, lists] = [new RestoreTally(), new RestoreTally()];
	const practice = await PracticeRestore.open(await openArchive(), mode);
	let choiceCount = 0;
	const received: (readonly SongList[])[] = [];
	const sink: RecordSink = {
		put: (song, evidence) =>
			toOutcome(() =>
				inSongTurn(locks, song.id, signal, async () => {
					const { isThere, records } = await readHeld(library, song);
					const merged = mergeSong(records, { song, evidence }, mode);
					const choice = isThere ? merged.choice : 'added';
					if (isWritten(choice)) await library.putSongWithEvidence(merged.records.song, merged.records.evidence);
					songs.add(song.id, choice);
					return null;
				})
			),
		putLists: (given) =>
			toOutcome(async () => {
				const here = new Map((await library.lists()).records.map((list) => [list.id, list]));
				for (const list of given) {
					const { choice, records } = mergeList(here.get(list.id), list, mode);
					if (isWritten(choice)) await library.putList(records);
					lists.add(list.id, choice);
				}
				received.push(given);
				return null;
			}),
		putTake: (kept) => toOutcome(async () => (await practice.putTake(kept), null)),
		putPractice: (records) => toOutcome(async () => (await practice.putPractice(records), null)),
		putChoices: (choices) =>
			toOutcome(async () => {
				choiceCount = await takeOverChoices({ store: library, theme }, choices, mode);
				return null;
			})
	};
	try {
		const summary = await runInWorker(worker, jobId, signal, () => worker.restore({ jobId, file }, sink, onProgress));
		if (mode === 'replace') {
			songs.removedCount = await removeOtherSongs(songs.ids, library, files);
			if (summary.hasPractice) await practice.removeOthers(files);
			if (received.length > 0) lists.removedCount = await removeOtherLists(lists.ids, library);
		}
		const setlistCount = received.flat().filter(({ kind }) => kind === 'setlist').length;
		return {
			summary,
			songs: songs.counts,
			lists: lists.counts,
			takes: practice.takes.counts,
			practice: practice.practice.counts,
			choiceCount,
			setlistCount
		};
	} catch (error) {
		if (!(error instanceof UserFixableError)) throw error;
		const { code, params, detail } = error.fault;
		throw new UserFixableError(code, { ...params, restoredCount: songs.writtenCount }, detail);
	}
}

async function removeOtherSongs(keep: ReadonlySet<string>, library: LibraryStore, files: BackupPorts['files']): Promise<number> {
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

async function removeOtherLists(keep: ReadonlySet<string>, library: LibraryStore): Promise<number> {
	const { records, corrupt } = await library.lists();
	const others = records.filter((list) => !keep.has(list.id));
	for (const list of others) await library.removeList(list.id);
	for (const record of corrupt) await library.removeCorrupt(record);
	return others.length + corrupt.length;
}
