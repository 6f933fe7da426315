import { createSHA256 } from 'hash-wasm';
import { ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { BackupSummary, RecordSource } from '$contracts/workers/backup.contract.ts';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import type { FileStore, StoredFile } from '$contracts/file-store.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { takePath } from '$contracts/recording/take.ts';
import type { SongEvidence } from '$contracts/library-store.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import {
	backupFormat,
	backupFormatVersion,
	backupLimits,
	choicesName,
	entryPaths,
	fileListName,
	listsName,
	manifestName,
	type BackupManifest,
	type FileList,
	type ListedFile
} from '$formats/backup/index.ts';
import { toChoicesText } from './entries/choices-entry.ts';
import { toListsText } from './entries/lists-entry.ts';
import { toPracticeTexts } from './entries/practice-entry.ts';
import { toSongEntryText } from './entries/song-entry.ts';
import { toTakeEntryText } from './entries/take-entry.ts';

export interface PackRequest {
	/** Where the backup appears in the store once it is whole. */
	readonly path: string;
	readonly createdAtMs: number;
	readonly appVersion: string;
}

const chunkBytes = 1024 ** 2;
const packed = { level: 6 } as const;
const stored = { level: 0 } as const;

/**
 * Writes a backup in one pass and constant memory (the list of songs, one song's evidence or one take's notes, and a chunk of 1 MB). Recordings
 * that are gone or no longer match their hash are counted and left out of the file list, as is the sound of takes that is gone; their
 * songs, evidence and takes are kept.
 * @throws UserFixableError `storageFull`; nothing stays behind when it fails or is cancelled
 */
export async function packBackup(
	request: PackRequest,
	files: FileStore,
	source: RecordSource,
	{ signal, onProgress }: StageContext
): Promise<BackupSummary> {
	const songs = fromOutcome(await source.songs());
	const takeIds = fromOutcome(await source.takeIds());
	if (3 * songs.length + 2 * takeIds.length > backupLimits.maxEntries / 2)
		throw new Error(`${songs.length} songs and ${takeIds.length} takes are more than a backup holds`);
	const kept = new Set(takeIds.map(takePath));
	const takeBytes = (await files.list('takes')).reduce((sum, { path, sizeBytes }) => sum + (kept.has(path) ? sizeBytes : 0), 0);
	const totalBytes = songs.reduce((sum, song) => sum + song.original.sizeBytes, takeBytes);
	let readBytes = 0;
	onProgress({ stage: 'packing', fraction: 0 });
	const count = (bytes: number): void => {
		readBytes += bytes;
		onProgress({ stage: 'packing', fraction: Math.min(1, readBytes / Math.max(1, totalBytes)) });
	};

	const output = await files.create();
	try {
		const target = new WritableStream<Uint8Array>({ write: (chunk) => output.write(chunk) });
		const zip = new ZipWriter<unknown>(target, {
			useWebWorkers: false,
			keepOrder: true,
			bufferedWrite: false,
			extendedTimestamp: false,
			lastModDate: new Date(request.createdAtMs),
			signal
		});
		const manifest: BackupManifest = {
			format: backupFormat,
			formatVersion: backupFormatVersion,
			appVersion: request.appVersion,
			createdAtMs: request.createdAtMs,
			songCount: songs.length
		};
		await addBytes(zip, manifestName, toBytes(JSON.stringify(manifest)), stored);

		const listed: ListedFile[] = [];
		const missingOriginals = new Set<string>();
		const seen = new Set<string>();
		for (const song of songs) {
			if (signal.aborted) throw abortError();
			listed.push(await addSong(zip, song, source));
			const { sha256, sizeBytes } = song.original;
			if (seen.has(sha256)) {
				count(sizeBytes);
				continue;
			}
			seen.add(sha256);
			const original = await addStored(
				zip,
				entryPaths.original(sha256),
				await openIfThere(files, songPaths.original(sha256)),
				count
			);
			if (original !== null && original.sha256 === sha256) listed.push(original);
			else missingOriginals.add(sha256);
			const cover = song.hasCover ? await openIfThere(files, songPaths.cover(sha256)) : null;
			const addedCover = await addStored(zip, entryPaths.cover(sha256), cover, () => undefined);
			if (addedCover !== null) listed.push(addedCover);
		}
		const takes = { listed, missingSounds: new Set<string>(), count: 0 };
		for (const id of takeIds) {
			if (signal.aborted) throw abortError();
			await addTake(zip, id, { source, files, onBytes: count }, takes);
		}
		let practiceCount = 0;
		let entryCount = 0;
		for (let page = 0; ; page++) {
			if (signal.aborted) throw abortError();
			const records = fromOutcome(await source.practice(page));
			if (records.length === 0) break;
			practiceCount += records.length;
			for (const text of toPracticeTexts(records))
				listed.push(await addBytes(zip, entryPaths.practice(++entryCount), toBytes(text), packed));
		}
		const lists = fromOutcome(await source.lists());
		if (lists.length > backupLimits.maxLists) throw new Error(`${lists.length} lists are more than a backup holds`);
		listed.push(await addBytes(zip, listsName, toBytes(toListsText(lists)), packed));
		const choices = fromOutcome(await source.choices()).slice(0, backupLimits.maxChoices);
		listed.push(await addBytes(zip, choicesName, toBytes(toChoicesText(choices)), packed));
		const list: FileList = {
			files: listed,
			missingOriginals: [...missingOriginals],
			missingTakeSounds: [...takes.missingSounds]
		};
		await addBytes(zip, fileListName, toBytes(JSON.stringify(list)), packed);
		await zip.close();
		if (signal.aborted) throw abortError();
		const sizeBytes = output.sizeBytes;
		await output.commit(request.path);
		onProgress({ stage: 'packing', fraction: 1 });
		return {
			songCount: songs.length,
			listCount: lists.length,
			takeCount: takes.count,
			practiceCount,
			hasPractice: true,
			sizeBytes,
			createdAtMs: request.createdAtMs,
			appVersion: request.appVersion,
			missingOriginalCount: missingOriginals.size,
			missingTakeSoundCount: takes.missingSounds.size,
			ignoredEntryCount: 0
		};
	} catch (error) {
		await output.discard();
		throw signal.aborted ? abortError() : error;
	}
}

async function addSong(zip: ZipWriter<unknown>, song: Song, source: RecordSource): Promise<ListedFile> {
	const evidence = ofSong(song, fromOutcome(await source.evidence(song)));
	const bytes = toBytes(toSongEntryText({ song, ...evidence }));
	return addBytes(zip, entryPaths.song(song.id), bytes, packed);
}

interface TakeSource {
	readonly source: RecordSource;
	readonly files: FileStore;
	readonly onBytes: (bytes: number) => void;
}

/** A take that was removed since its id was asked for is passed over. */
async function addTake(
	zip: ZipWriter<unknown>,
	id: string,
	{ source, files, onBytes }: TakeSource,
	added: { readonly listed: ListedFile[]; readonly missingSounds: Set<string>; count: number }
): Promise<void> {
	const kept = fromOutcome(await source.take(id));
	if (kept === null) return;
	added.count++;
	added.listed.push(await addBytes(zip, entryPaths.take(id), toBytes(toTakeEntryText(kept)), packed));
	if (kept.take.sound === null) return;
	const sound = await addStored(zip, entryPaths.takeSound(id), await openIfThere(files, takePath(id)), onBytes);
	if (sound === null) added.missingSounds.add(id);
	else added.listed.push(sound);
}

/** Leaves out what belongs to another song, or to this one as it was a moment ago: a job may have written meanwhile. */
function ofSong(song: Song, { transcription, analysis, corrections, scores }: SongEvidence): SongEvidence {
	const isShown = (found: { readonly id: string; readonly songId: string }, id: string | undefined): boolean =>
		found.songId === song.id && found.id === id;
	return {
		transcription: transcription !== null && isShown(transcription, song.transcriptionId) ? transcription : null,
		analysis: analysis !== null && isShown(analysis, song.analysisId) ? analysis : null,
		corrections: corrections?.songId === song.id ? corrections : null,
		scores: scores.filter(({ score }) => score.songId === song.id)
	};
}

async function addBytes(
	zip: ZipWriter<unknown>,
	path: string,
	bytes: Uint8Array<ArrayBuffer>,
	options: { readonly level: number }
): Promise<ListedFile> {
	const hash = await createSHA256();
	const sha256 = hash.init().update(bytes).digest('hex');
	await zip.add(path, { readable: new Blob([bytes]).stream(), size: bytes.byteLength }, options);
	return { path, bytes: bytes.byteLength, sha256 };
}

async function addStored(
	zip: ZipWriter<unknown>,
	path: string,
	file: StoredFile | null,
	onBytes: (bytes: number) => void
): Promise<ListedFile | null> {
	if (file === null) return null;
	const hash = await createSHA256();
	hash.init();
	let offset = 0;
	const readable = new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				const chunk = await file.read(offset, chunkBytes);
				if (chunk.byteLength === 0) {
					controller.close();
					return;
				}
				hash.update(chunk);
				offset += chunk.byteLength;
				onBytes(chunk.byteLength);
				controller.enqueue(chunk);
			}
		},
		{ highWaterMark: 0 }
	);
	await zip.add(path, { readable, size: file.sizeBytes }, stored);
	return { path, bytes: offset, sha256: hash.digest('hex') };
}

async function openIfThere(files: FileStore, path: string): Promise<StoredFile | null> {
	try {
		return await files.open(path);
	} catch (error) {
		if (error instanceof UserFixableError && error.fault.code === 'fileMissing') return null;
		throw error;
	}
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(text);
}
