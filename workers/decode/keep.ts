import { createSHA256 } from 'hash-wasm';
import { importLimits, type KeepRequest, type KeptFile } from '$contracts/workers/decode.contract.ts';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { songPaths } from '$contracts/song.ts';
import type { JobContext } from './job-context.ts';

const pieceBytes = 4 * 1024 ** 2;
/** Up to here a file is taken whole, so that the platform hashes it, on another thread, while it is written. */
const wholeBytes = 48 * 1024 ** 2;

/**
 * Copies a file into the store and hashes it on the way. Throws `fileEmpty`, `tooLarge`, `storageFull`, or
 * `importInterrupted` when the file cannot be read to its end.
 */
export async function keepFile({ file, fileName }: KeepRequest, store: FileStore, context: JobContext): Promise<KeptFile> {
	const { maxFileBytes } = importLimits;
	if (file.size === 0) throw new UserFixableError('fileEmpty', { fileName });
	if (file.size > maxFileBytes)
		throw new UserFixableError('tooLarge', {
			fileName,
			sizeBytes: file.size,
			limit: `${Math.round(maxFileBytes / 1024 ** 3)} GB`
		});
	const writer = await store.create();
	try {
		context.report('copying', 0);
		const copy = async (piece: Uint8Array): Promise<void> => {
			context.signal.throwIfAborted();
			await writer.write(piece);
			context.report('copying', writer.sizeBytes / file.size);
		};
		const sha256 = file.size <= wholeBytes ? await copyWhole(file, fileName, copy) : await copyPieces(file, fileName, copy);
		const originalPath = songPaths.original(sha256);
		const existing = await store.stat(originalPath);
		// The same bytes are there already, perhaps open for reading: leave them alone.
		if (existing?.sizeBytes === file.size) await writer.discard();
		else await writer.commit(originalPath);
		return { sha256, sizeBytes: file.size, originalPath };
	} catch (error) {
		await writer.discard();
		throw error;
	}
}

type Copy = (piece: Uint8Array) => Promise<void>;

async function copyWhole(file: Blob, fileName: string, copy: Copy): Promise<string> {
	const bytes = await read(file, fileName);
	const digest = crypto.subtle.digest('SHA-256', bytes);
	for (let at = 0; at < bytes.byteLength; at += pieceBytes) await copy(bytes.subarray(at, at + pieceBytes));
	return Array.from(new Uint8Array(await digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function copyPieces(file: Blob, fileName: string, copy: Copy): Promise<string> {
	const hash = await createSHA256();
	for (let at = 0; at < file.size; at += pieceBytes) {
		const piece = await read(file.slice(at, at + pieceBytes), fileName);
		hash.update(piece);
		await copy(piece);
	}
	return hash.digest('hex');
}

async function read(blob: Blob, fileName: string): Promise<Uint8Array<ArrayBuffer>> {
	try {
		return new Uint8Array(await blob.arrayBuffer());
	} catch (error) {
		if (isAbort(error)) throw error;
		// The file was moved, changed or is on a disk that is gone.
		throw new UserFixableError('importInterrupted', { fileName }, String(error));
	}
}
