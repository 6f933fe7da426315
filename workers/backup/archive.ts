import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import {
	backupLimits,
	entryPaths,
	fileListName,
	fromFileListText,
	fromManifestText,
	isTextEntry,
	manifestName,
	toEntryKind,
	toTakeId,
	type BackupManifest,
	type FileList
} from '$formats/backup/index.ts';
import { corrupt } from './entries/entry-faults.ts';

/** A backup whose directory, manifest and file list were read and make sense together. */
export interface Archive {
	readonly manifest: BackupManifest;
	readonly list: FileList;
	readonly ignoredEntryCount: number;
	/** Reads one listed entry to its end; stops at the first byte beyond `limitBytes`. */
	read(path: string, limitBytes: number, onChunk: (chunk: Uint8Array) => void | Promise<void>): Promise<void>;
	readText(path: string, limitBytes: number): Promise<string>;
	close(): Promise<void>;
}

/**
 * Opens a file that is said to be a backup.
 * @throws UserFixableError `backupNotOurs`, `backupNewer`, `backupCorrupt`
 */
export async function openArchive(file: Blob, signal: AbortSignal): Promise<Archive> {
	const beginsAsOurs = await beginsWithManifest(file);
	const zip = new ZipReader(new GuardedReader(file), { useWebWorkers: false });
	try {
		const { entries, ignoredEntryCount } = await readDirectory(zip, signal).catch((error: unknown) => {
			throw error instanceof UserFixableError && beginsAsOurs ? error : toArchiveError(error, beginsAsOurs, signal);
		});
		const read: Archive['read'] = (path, limitBytes, onChunk) => readEntry(entries, path, limitBytes, onChunk, signal);
		const readText: Archive['readText'] = (path, limitBytes) => toText(read, path, limitBytes);
		if (!entries.has(manifestName)) throw new UserFixableError('backupNotOurs');
		const reading = fromManifestText(await readText(manifestName, backupLimits.maxManifestBytes));
		if (reading.kind === 'notOurs') throw new UserFixableError('backupNotOurs');
		if (reading.kind === 'damaged') throw corrupt(manifestName, reading.reason);
		if (reading.kind === 'newer') throw new UserFixableError('backupNewer', { appVersion: reading.appVersion });
		const list = fromFileListText(await readText(fileListName, backupLimits.maxJsonBytes));
		if (list === null) throw corrupt(fileListName, 'does not fit its schema');
		checkList(list, reading.manifest, entries);
		const unlistedCount = entries.size - list.files.length - 2;
		return {
			manifest: reading.manifest,
			list,
			ignoredEntryCount: ignoredEntryCount + unlistedCount,
			read,
			readText,
			close: () => zip.close()
		};
	} catch (error) {
		await zip.close();
		throw error;
	}
}

async function readDirectory(
	zip: ZipReader<unknown>,
	signal: AbortSignal
): Promise<{ entries: Map<string, FileEntry>; ignoredEntryCount: number }> {
	const entries = new Map<string, FileEntry>();
	let ignoredEntryCount = 0;
	for await (const entry of zip.getEntriesGenerator()) {
		if (signal.aborted) throw abortError();
		if (entries.size + ignoredEntryCount >= backupLimits.maxEntries) throw corrupt('the list of entries', 'too many entries');
		if (entry.directory || toEntryKind(entry.filename) === null) {
			ignoredEntryCount++;
			continue;
		}
		if (entries.has(entry.filename)) throw corrupt(entry.filename, 'is there twice');
		if (entry.encrypted) throw corrupt(entry.filename, 'is encrypted');
		entries.set(entry.filename, entry);
	}
	return { entries, ignoredEntryCount };
}

function checkList(list: FileList, manifest: BackupManifest, entries: ReadonlyMap<string, FileEntry>): void {
	const listed = new Set<string>();
	let songCount = 0;
	for (const file of list.files) {
		const kind = toEntryKind(file.path);
		if (kind === null || kind === 'manifest' || kind === 'files') throw corrupt(file.path, 'does not belong in the list');
		if (listed.has(file.path)) throw corrupt(file.path, 'is listed twice');
		listed.add(file.path);
		const entry = entries.get(file.path);
		if (entry === undefined) throw corrupt(file.path, 'is missing');
		if (entry.uncompressedSize !== file.bytes) throw corrupt(file.path, 'has another size than listed');
		if (kind === 'song') songCount++;
		if (isTextEntry(kind)) {
			if (file.bytes > backupLimits.maxJsonBytes) throw corrupt(file.path, 'is larger than records can be');
		} else if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize) {
			throw corrupt(file.path, 'is compressed, which no backup does');
		}
		if (kind === 'takeSound' && file.bytes > backupLimits.maxTakeSoundBytes) throw corrupt(file.path, 'is longer than takes are');
		if (kind === 'original' && file.path !== `originals/${file.sha256}`) throw corrupt(file.path, 'is named by another hash');
	}
	for (const path of listed) {
		const takeId = toEntryKind(path) === 'takeSound' ? toTakeId(path) : null;
		if (takeId !== null && !listed.has(entryPaths.take(takeId))) throw corrupt(path, 'is the sound of no take');
	}
	if (songCount !== manifest.songCount) throw corrupt(manifestName, `names ${manifest.songCount} songs, ${songCount} are there`);
}

async function readEntry(
	entries: ReadonlyMap<string, FileEntry>,
	path: string,
	limitBytes: number,
	onChunk: (chunk: Uint8Array) => void | Promise<void>,
	signal: AbortSignal
): Promise<void> {
	const entry = entries.get(path);
	if (entry === undefined) throw corrupt(path, 'is missing');
	let readBytes = 0;
	const failures: unknown[] = [];
	const target = new WritableStream<Uint8Array>({
		async write(chunk) {
			try {
				readBytes += chunk.byteLength;
				if (readBytes > limitBytes) throw corrupt(path, 'holds more than it says');
				await onChunk(chunk);
			} catch (error) {
				failures.push(error);
				throw error;
			}
		}
	});
	try {
		await entry.getData(target, { signal, useWebWorkers: false, checkSignature: true, checkOverlappingEntry: true });
	} catch (error) {
		if (signal.aborted) throw abortError();
		throw failures.length > 0 ? failures[0] : corrupt(path, error instanceof Error ? error.message : String(error));
	}
}

async function toText(read: Archive['read'], path: string, limitBytes: number): Promise<string> {
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	await read(path, limitBytes, (chunk) => void chunks.push(chunk.slice()));
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await new Blob(chunks).arrayBuffer());
	} catch (error) {
		if (error instanceof TypeError) throw corrupt(path, 'is not UTF-8');
		throw error;
	}
}

function toArchiveError(error: unknown, beginsAsOurs: boolean, signal: AbortSignal): unknown {
	if (signal.aborted) return abortError();
	const detail = error instanceof Error ? error.message : String(error);
	return beginsAsOurs ? corrupt('the list of entries', detail) : new UserFixableError('backupNotOurs', {}, detail);
}

/** A backup cut short has no directory left, but its first entry still says what it was. */
async function beginsWithManifest(file: Blob): Promise<boolean> {
	const headerBytes = 30;
	const head = new Uint8Array(await file.slice(0, headerBytes + manifestName.length).arrayBuffer());
	const isZip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
	return isZip && new TextDecoder().decode(head.subarray(headerBytes)) === manifestName;
}

/** Reads from a Blob, and refuses the one large read that zip makes: a directory that claims to be huge. */
class GuardedReader extends Reader<Blob> {
	readonly #blob: Blob;

	constructor(blob: Blob) {
		super(blob);
		this.#blob = blob;
		this.size = blob.size;
	}

	override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
		if (length > backupLimits.maxDirectoryBytes) throw new Error('the directory is too large');
		return new Uint8Array(await this.#blob.slice(index, index + length).arrayBuffer());
	}
}
