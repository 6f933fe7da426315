import { createSHA256 } from 'hash-wasm';
import type { BackupSummary, RecordSink } from '$contracts/workers/backup.contract.ts';
import type { FileStore, FileWriter } from '$contracts/file-store.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import { songPaths } from '$contracts/song.ts';
import { backupLimits, toEntryKind, type ListedFile } from '$formats/backup/index.ts';
import { openArchive, type Archive } from './archive.ts';
import { fromListsText } from './lists-entry.ts';
import { corrupt, fromSongEntryText } from './song-entry.ts';

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
 * Checks first, then writes the files that the store does not have, then hands over the songs, and the lists last. See `BackupWorker.restore`
 * for what is left when it ends early.
 */
export async function restoreBackup(
	file: Blob,
	files: FileStore,
	sink: RecordSink,
	context: StageContext
): Promise<BackupSummary> {
	const archive = await openArchive(file, context.signal);
	const newPaths = new Set<string>();
	try {
		const summary = await checkArchive(archive, file.size, context);
		const onBytes = countBytes('restoring', archive.list.files, context);
		for (const listed of archive.list.files) {
			const kind = toEntryKind(listed.path);
			const isStored = kind === 'original' || kind === 'cover';
			if (isStored && (await writeFile(archive, listed, files, onBytes))) newPaths.add(listed.path);
		}
		for (const listed of archive.list.files) {
			if (toEntryKind(listed.path) !== 'song') continue;
			const { song, ...evidence } = fromSongEntryText(listed.path, await archive.readText(listed.path, listed.bytes));
			fromOutcome(await sink.put(song, evidence));
			newPaths.delete(songPaths.original(song.original.sha256));
			newPaths.delete(songPaths.cover(song.original.sha256));
			onBytes(listed.bytes);
		}
		newPaths.clear();
		for (const listed of archive.list.files) {
			if (toEntryKind(listed.path) !== 'lists') continue;
			fromOutcome(await sink.putLists(fromListsText(await archive.readText(listed.path, listed.bytes))));
			onBytes(listed.bytes);
		}
		return summary;
	} finally {
		for (const path of newPaths) await files.remove(path);
		await archive.close();
	}
}

async function checkArchive(archive: Archive, sizeBytes: number, context: StageContext): Promise<BackupSummary> {
	const { files } = archive.list;
	const onBytes = countBytes('checking', files, context);
	let listCount = 0;
	for (const listed of files) {
		const hash = await createSHA256();
		hash.init();
		const kind = toEntryKind(listed.path);
		if (kind === 'song' || kind === 'lists') {
			const text = await archive.readText(listed.path, Math.min(listed.bytes, backupLimits.maxJsonBytes));
			hash.update(text);
			if (kind === 'song') fromSongEntryText(listed.path, text);
			else listCount = fromListsText(text).length;
			onBytes(listed.bytes);
		} else {
			await archive.read(listed.path, listed.bytes, (chunk) => {
				hash.update(chunk);
				onBytes(chunk.byteLength);
			});
		}
		if (hash.digest('hex') !== listed.sha256) throw corrupt(listed.path, 'does not match its hash');
	}
	const { manifest, list, ignoredEntryCount } = archive;
	return {
		songCount: manifest.songCount,
		listCount,
		sizeBytes,
		createdAtMs: manifest.createdAtMs,
		appVersion: manifest.appVersion,
		missingOriginalCount: list.missingOriginals.length,
		ignoredEntryCount
	};
}

/** Answers false when the store has the file already; originals are named by their content, so size is enough. */
async function writeFile(
	archive: Archive,
	listed: ListedFile,
	files: FileStore,
	onBytes: (bytes: number) => void
): Promise<boolean> {
	const there = await files.stat(listed.path);
	if (there !== null && (there.sizeBytes === listed.bytes || toEntryKind(listed.path) === 'cover')) {
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
		await output.commit(listed.path);
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
