import { createSHA256 } from 'hash-wasm';
import type { BackupSummary, RecordSink } from '$contracts/workers/backup.contract.ts';
import type { FileStore, FileWriter } from '$contracts/file-store.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import { songPaths } from '$contracts/song.ts';
import { takePath } from '$contracts/recording/take.ts';
import {
	backupLimits,
	firstWithPractice,
	isTextEntry,
	toEntryKind,
	toStoredPath,
	toTakeId,
	type ListedFile
} from '$formats/backup/index.ts';
import { openArchive, type Archive } from './archive.ts';
import { fromChoicesText } from './entries/choices-entry.ts';
import { corrupt } from './entries/entry-faults.ts';
import { fromListsText } from './entries/lists-entry.ts';
import { fromPracticeText } from './entries/practice-entry.ts';
import { fromSongEntryText } from './entries/song-entry.ts';
import { fromTakeEntryText } from './entries/take-entry.ts';

/** Tells takes that a living tab records or restores from those that a killed one left. */
export interface TakeLocks {
	/** Answers what lets it go. */
	hold(takeId: string): Promise<() => void>;
	held(): Promise<ReadonlySet<string>>;
}

const noTakeLocks: TakeLocks = { hold: async () => () => undefined, held: async () => new Set() };

/**
 * Reads a backup to its end: every file against its size and hash, every record against its schema. Writes nothing.
 * @throws UserFixableError `backupNotOurs`, `backupNewer`, `backupCorrupt`
 */
export async function checkBackup(file: Blob, context: StageContext): Promise<BackupSummary> {
	const archive = await openArchive(file, context.signal);
	try {
		return await checkArchive(archive, file.size, context);
	} finally {
		await archive.close();
	}
}

/**
 * Checks first, then writes the files that the store does not have, then hands over songs, takes, practice, lists and choices in this
 * order. See `BackupWorker.restore` for what is left when it ends early.
 */
export async function restoreBackup(
	file: Blob,
	files: FileStore,
	sink: RecordSink,
	context: StageContext,
	locks: TakeLocks = noTakeLocks
): Promise<BackupSummary> {
	const archive = await openArchive(file, context.signal);
	const written = new WrittenFiles(files, locks);
	try {
		const held = await locks.held();
		const summary = await checkArchive(archive, file.size, context);
		const onBytes = countBytes('restoring', archive.list.files, context);
		for (const listed of archive.list.files) {
			if (isTextEntry(toEntryKind(listed.path))) continue;
			const takeId = toTakeId(listed.path);
			// One that is just being recorded is not ours to write.
			if (takeId !== null && held.has(takeId)) {
				onBytes(listed.bytes);
				continue;
			}
			if (takeId !== null) await written.hold(takeId);
			if (await writeFile(archive, listed, files, onBytes)) written.add(listed.path);
		}
		await handOver(archive, sink, written, onBytes);
		return summary;
	} finally {
		await written.close();
		await archive.close();
	}
}

/** Kinds of records in the order in which they are handed over: a take may stand on a song, a choice on both. */
const recordKinds = ['song', 'take', 'practice', 'lists', 'choices'] as const;

async function handOver(
	archive: Archive,
	sink: RecordSink,
	written: WrittenFiles,
	onBytes: (bytes: number) => void
): Promise<void> {
	for (const kind of recordKinds) {
		for (const { path, bytes } of archive.list.files) {
			if (toEntryKind(path) !== kind) continue;
			const text = await archive.readText(path, bytes);
			if (kind === 'song') {
				const { song, ...evidence } = fromSongEntryText(path, text);
				fromOutcome(await sink.put(song, evidence));
				written.keep(songPaths.original(song.original.sha256));
				written.keep(songPaths.cover(song.original.sha256));
			} else if (kind === 'take') {
				const kept = fromTakeEntryText(path, text);
				fromOutcome(await sink.putTake(kept));
				written.keep(takePath(kept.take.id));
			} else if (kind === 'practice') fromOutcome(await sink.putPractice(fromPracticeText(path, text)));
			else if (kind === 'lists') fromOutcome(await sink.putLists(fromListsText(text)));
			else fromOutcome(await sink.putChoices(fromChoicesText(text)));
			onBytes(bytes);
		}
	}
}

/**
 * Files that were written here and whose records are still to come. A take's sound without a record is what a killed tab leaves:
 * its lock is held meanwhile, so that no other tab takes it for one.
 */
class WrittenFiles {
	readonly #files: FileStore;
	readonly #paths = new Set<string>();
	readonly #locks: TakeLocks;
	readonly #releases = new Map<string, () => void>();

	constructor(files: FileStore, locks: TakeLocks) {
		this.#files = files;
		this.#locks = locks;
	}

	async hold(takeId: string): Promise<void> {
		this.#releases.set(takePath(takeId), await this.#locks.hold(takeId));
	}

	add(entryPath: string): void {
		this.#paths.add(toStoredPath(entryPath));
	}

	/** Its record is there. */
	keep(path: string): void {
		this.#paths.delete(path);
		this.#releases.get(path)?.();
		this.#releases.delete(path);
	}

	/** Takes out what no record stands on. */
	async close(): Promise<void> {
		for (const path of this.#paths) await this.#files.remove(path);
		for (const release of this.#releases.values()) release();
	}
}

async function checkArchive(archive: Archive, sizeBytes: number, context: StageContext): Promise<BackupSummary> {
	const { manifest, list, ignoredEntryCount } = archive;
	const onBytes = countBytes('checking', list.files, context);
	const held = { listCount: 0, takeCount: 0, practiceCount: 0 };
	for (const listed of list.files) {
		const hash = await createSHA256();
		hash.init();
		const kind = toEntryKind(listed.path);
		if (isTextEntry(kind)) {
			const text = await archive.readText(listed.path, Math.min(listed.bytes, backupLimits.maxJsonBytes));
			hash.update(text);
			if (kind === 'song') fromSongEntryText(listed.path, text);
			else if (kind === 'lists') held.listCount = fromListsText(text).length;
			else if (kind === 'choices') fromChoicesText(text);
			else if (kind === 'practice') held.practiceCount += fromPracticeText(listed.path, text).length;
			else if (kind === 'take') {
				fromTakeEntryText(listed.path, text);
				held.takeCount++;
			}
			onBytes(listed.bytes);
		} else {
			await archive.read(listed.path, listed.bytes, (chunk) => {
				hash.update(chunk);
				onBytes(chunk.byteLength);
			});
		}
		if (hash.digest('hex') !== listed.sha256) throw corrupt(listed.path, 'does not match its hash');
	}
	return {
		songCount: manifest.songCount,
		...held,
		hasPractice: manifest.formatVersion >= firstWithPractice,
		sizeBytes,
		createdAtMs: manifest.createdAtMs,
		appVersion: manifest.appVersion,
		missingOriginalCount: list.missingOriginals.length,
		missingTakeSoundCount: list.missingTakeSounds.length,
		ignoredEntryCount
	};
}

/**
 * Answers false when the store has the file already. Originals are named by their content, so size is enough; of covers and of takes the
 * one that is here stays, whatever its size.
 */
async function writeFile(
	archive: Archive,
	listed: ListedFile,
	files: FileStore,
	onBytes: (bytes: number) => void
): Promise<boolean> {
	const path = toStoredPath(listed.path);
	const there = await files.stat(path);
	if (there !== null && (there.sizeBytes === listed.bytes || toEntryKind(listed.path) !== 'original')) {
		onBytes(listed.bytes);
		return false;
	}
	const output: FileWriter = await files.create();
	try {
		const hash = await createSHA256();
		hash.init();
		await archive.read(listed.path, listed.bytes, async (chunk) => {
			hash.update(chunk);
			await output.write(chunk);
			onBytes(chunk.byteLength);
		});
		if (hash.digest('hex') !== listed.sha256) throw corrupt(listed.path, 'changed while it was read');
		await output.commit(path);
	} catch (error) {
		await output.discard();
		throw error;
	}
	return there === null;
}

function countBytes(
	stage: Progress['stage'],
	files: readonly ListedFile[],
	{ onProgress }: StageContext
): (bytes: number) => void {
	const totalBytes = Math.max(
		1,
		files.reduce((sum, listed) => sum + listed.bytes, 0)
	);
	let doneBytes = 0;
	onProgress({ stage, fraction: 0 });
	return (bytes) => {
		doneBytes += bytes;
		onProgress({ stage, fraction: Math.min(1, doneBytes / totalBytes) });
	};
}
