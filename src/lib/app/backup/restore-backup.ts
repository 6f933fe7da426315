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
import { mergeList, mergeSong, type RestoreChoice, type RestoreMode } from './merge-records.ts';
import { runInWorker } from './run-in-worker.ts';
import { readHeld } from './song-records.ts';

export interface RestorePorts extends BackupPorts {
	/** So that no job writes a song's evidence while the backup's is weighed against it. */
	readonly locks: JobLocks;
}

/** What became of records of one kind. */
export interface RestoreCounts {
	readonly addedCount: number;
	readonly updatedCount: number;
	/** Already here as they are in the backup. */
	readonly unchangedCount: number;
	/** Changed here since the backup was made, and kept. */
	readonly keptCount: number;
	/** Taken out because the backup does not hold them; only by `replace`. */
	readonly removedCount: number;
}

export interface RestoreReport {
	readonly summary: BackupSummary;
	readonly songs: RestoreCounts;
	readonly lists: RestoreCounts;
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
 * songs and lists out last, when the new ones are all there, so that a failure in the middle loses nothing: the library
 * then holds both. Lists stay as they are when the backup is from before there were any.
 * @throws UserFixableError what the worker faults, with `restoredCount` (songs) among its params; AbortError
 */
export async function restoreFromBackup(
	{ worker, library, files, locks }: RestorePorts,
	request: { readonly jobId: string; readonly file: Blob; readonly mode: RestoreMode },
	{ signal, onProgress }: StageContext
): Promise<RestoreReport> {
	const { jobId, file, mode } = request;
	const [songs, lists] = [new Tally(), new Tally()];
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
			})
	};
	try {
		const summary = await runInWorker(worker, jobId, signal, () => worker.restore({ jobId, file }, sink, onProgress));
		if (mode === 'replace') {
			songs.removedCount = await removeOtherSongs(songs.ids, library, files);
			if (received.length > 0) lists.removedCount = await removeOtherLists(lists.ids, library);
		}
		const setlistCount = received.flat().filter(({ kind }) => kind === 'setlist').length;
		return { summary, songs: songs.counts, lists: lists.counts, setlistCount };
	} catch (error) {
		if (!(error instanceof UserFixableError)) throw error;
		const { code, params, detail } = error.fault;
		throw new UserFixableError(code, { ...params, restoredCount: songs.writtenCount }, detail);
	}
}

/** Counts what became of records, and remembers which the backup holds. */
class Tally {
	readonly #choices = new Map<string, RestoreChoice>();
	removedCount = 0;

	add(id: string, choice: RestoreChoice): void {
		this.#choices.set(id, choice);
	}

	get ids(): ReadonlySet<string> {
		return new Set(this.#choices.keys());
	}

	get writtenCount(): number {
		return this.#count('added') + this.#count('updated');
	}

	get counts(): RestoreCounts {
		return {
			addedCount: this.#count('added'),
			updatedCount: this.#count('updated'),
			unchangedCount: this.#count('unchanged'),
			keptCount: this.#count('kept'),
			removedCount: this.removedCount
		};
	}

	#count(choice: RestoreChoice): number {
		return [...this.#choices.values()].filter((made) => made === choice).length;
	}
}

function isWritten(choice: RestoreChoice): boolean {
	return choice === 'added' || choice === 'updated';
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
