import { UserFixableError } from '../contracts/errors.ts';
import type { FileFolder, FileStore, FileWriter, StoredFile, StoredFileInfo } from '../contracts/file-store.ts';
import { canMove, canStream, canWriteInPlace, openInPlace, openStreaming, type RawFile } from './opfs-sinks.ts';
import { toFilePath } from './paths.ts';
import { SinkWriter } from './sink-writer.ts';
import { withStorageFaults } from './storage-faults.ts';
import { heldUnnamed, holdUnnamed } from './unnamed-lock.ts';

const unnamedFolder = 'unnamed';

/** The origin's private file system, one folder for each kind of file and one for those without a name yet. */
export class OpfsStore implements FileStore {
	readonly kind = 'opfs';
	readonly #root: FileSystemDirectoryHandle;
	readonly #unnamed: FileSystemDirectoryHandle;

	private constructor(root: FileSystemDirectoryHandle, unnamed: FileSystemDirectoryHandle) {
		this.#root = root;
		this.#unnamed = unnamed;
	}

	/** Null where the browser has no private file system or refuses it, as private windows do. */
	static async open(): Promise<OpfsStore | null> {
		if (!('storage' in navigator) || !('getDirectory' in navigator.storage)) return null;
		try {
			const root = await navigator.storage.getDirectory();
			return new OpfsStore(root, await root.getDirectoryHandle(unnamedFolder, { create: true }));
		} catch (error) {
			if (error instanceof DOMException || error instanceof TypeError) return null;
			throw error;
		}
	}

	async open(path: string): Promise<StoredFile> {
		const file = await this.#file(path);
		if (file === null) throw new UserFixableError('fileMissing', { path });
		return {
			sizeBytes: file.size,
			read: (offsetBytes, lengthBytes) =>
				withStorageFaults(async () => new Uint8Array(await file.slice(offsetBytes, offsetBytes + lengthBytes).arrayBuffer())),
			blob: async () => file
		};
	}

	async stat(path: string): Promise<StoredFileInfo | null> {
		const file = await this.#file(path);
		return file === null ? null : { path, sizeBytes: file.size };
	}

	async create(): Promise<FileWriter> {
		const id = crypto.randomUUID();
		const release = await holdUnnamed(id);
		try {
			return await withStorageFaults(async () => {
				const handle = await this.#unnamed.getFileHandle(id, { create: true });
				const raw = await openRaw(handle);
				const discard = async (): Promise<void> => {
					await raw.abort();
					await removeEntry(this.#unnamed, id);
				};
				const commit = async (path: string): Promise<void> => {
					await raw.close();
					await this.#name(handle, id, path);
				};
				return new SinkWriter({ write: (offsetBytes, bytes) => raw.write(offsetBytes, bytes), commit, discard }, release);
			});
		} catch (error) {
			release();
			throw error;
		}
	}

	async remove(path: string): Promise<void> {
		const { folder, name } = toFilePath(path);
		await withStorageFaults(async () => {
			const directory = await this.#folder(folder);
			if (directory) await removeEntry(directory, name);
		});
	}

	async list(folder: FileFolder): Promise<StoredFileInfo[]> {
		return withStorageFaults(async () => {
			const found: StoredFileInfo[] = [];
			const directory = await this.#folder(folder);
			if (directory === null) return found;
			for await (const [name, handle] of directory.entries()) {
				if (!isFile(handle)) continue;
				const path = `${folder}/${name}`;
				// It may have been removed since the listing began.
				const info = await this.stat(path);
				if (info) found.push(info);
			}
			return found;
		});
	}

	async sweepUnnamed(): Promise<void> {
		await withStorageFaults(async () => {
			const names: string[] = [];
			for await (const name of this.#unnamed.keys()) names.push(name);
			const held = await heldUnnamed();
			for (const name of names) {
				if (!held.has(name)) await removeEntry(this.#unnamed, name, { isOpenIgnored: true });
			}
		});
	}

	async #name(handle: FileSystemFileHandle, id: string, path: string): Promise<void> {
		const { folder, name } = toFilePath(path);
		const directory = await this.#root.getDirectoryHandle(folder, { create: true });
		if (canMove(handle)) {
			try {
				await handle.move(directory, name);
			} catch (error) {
				if ((await this.#file(path)) === null) throw error;
				// Some browsers move only to where nothing is.
				await directory.removeEntry(name);
				await handle.move(directory, name);
			}
			return;
		}
		const target = await directory.getFileHandle(name, { create: true });
		try {
			await (await handle.getFile()).stream().pipeTo(await target.createWritable());
		} catch (error) {
			if ((await target.getFile()).size === 0) await removeEntry(directory, name);
			throw error;
		}
		await removeEntry(this.#unnamed, id);
	}

	async #folder(folder: FileFolder): Promise<FileSystemDirectoryHandle | null> {
		return orNullWhenMissing(() => this.#root.getDirectoryHandle(folder));
	}

	async #file(path: string): Promise<File | null> {
		const { folder, name } = toFilePath(path);
		return withStorageFaults(async () => {
			const directory = await this.#folder(folder);
			return directory && orNullWhenMissing(async () => (await directory.getFileHandle(name)).getFile());
		});
	}
}

async function openRaw(handle: FileSystemFileHandle): Promise<RawFile> {
	if (canWriteInPlace(handle) && canMove(handle)) return openInPlace(handle);
	if (canStream(handle)) return openStreaming(handle);
	throw new UserFixableError('storageUnavailable', {}, 'this thread can neither write in place nor stream to a file');
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
	return handle.kind === 'file';
}

async function orNullWhenMissing<T>(work: () => Promise<T>): Promise<T | null> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof DOMException && error.name === 'NotFoundError') return null;
		throw error;
	}
}

async function removeEntry(
	directory: FileSystemDirectoryHandle,
	name: string,
	{ isOpenIgnored = false }: { isOpenIgnored?: boolean } = {}
): Promise<void> {
	try {
		await directory.removeEntry(name);
	} catch (error) {
		const ignored = isOpenIgnored
			? ['NotFoundError', 'NoModificationAllowedError', 'InvalidModificationError']
			: ['NotFoundError'];
		if (!(error instanceof DOMException) || !ignored.includes(error.name)) throw error;
	}
}
