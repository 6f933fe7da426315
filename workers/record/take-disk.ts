import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore, FileWriter } from '$contracts/file-store.ts';
import { takePath } from '$contracts/recording/take.ts';
import { toStorageError } from '$files/storage-faults.ts';
import type { TakeDisk } from './take-file.ts';

const folder = 'takes';

/** Null where the browser has no private file system. */
export async function takesFolder(): Promise<FileSystemDirectoryHandle | null> {
	if (!('getDirectory' in navigator.storage)) return null;
	try {
		return await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
	} catch (error) {
		if (error instanceof DOMException || error instanceof TypeError) return null;
		throw error;
	}
}

/**
 * A file of the origin's private file system, written in place under its own name, so that a killed tab leaves it; where
 * there is none, one that appears when it is finished.
 */
export async function openTakeDisk(takeId: string, store: FileStore): Promise<TakeDisk> {
	const directory = await takesFolder();
	if (directory === null) return StoredDisk.create(takeId, store);
	try {
		const handle = await directory.getFileHandle(takeId, { create: true });
		const access = await handle.createSyncAccessHandle();
		access.truncate(0);
		return new InPlaceDisk(access, () => directory.removeEntry(takeId));
	} catch (error) {
		throw toStorageError(error);
	}
}

/** Writes where it stands, at once: a browser that dies right after has it. */
export class InPlaceDisk implements TakeDisk {
	readonly #access: FileSystemSyncAccessHandle;
	readonly #remove: () => Promise<void>;
	#size: number;

	constructor(access: FileSystemSyncAccessHandle, remove: () => Promise<void>) {
		this.#access = access;
		this.#remove = remove;
		this.#size = access.getSize();
	}

	reserve(bytes: number): void {
		if (bytes <= this.#size) return;
		try {
			this.#access.truncate(bytes);
			this.#size = bytes;
		} catch (error) {
			// No room for that much ahead: it is used up to its end, and the write that does not fit tells.
			if (!(error instanceof DOMException)) throw error;
		}
	}

	write(offsetBytes: number, bytes: Uint8Array<ArrayBuffer>): void {
		try {
			for (let done = 0; done < bytes.byteLength;) {
				const written = this.#access.write(bytes.subarray(done), { at: offsetBytes + done });
				if (written <= 0) throw new UserFixableError('storageFull', {}, 'nothing more could be written');
				done += written;
			}
			this.#size = Math.max(this.#size, offsetBytes + bytes.byteLength);
		} catch (error) {
			throw toStorageError(error);
		}
	}

	async finish(bytes: number): Promise<void> {
		this.#access.truncate(bytes);
		this.#access.flush();
		this.#access.close();
	}

	async discard(): Promise<void> {
		this.#access.close();
		await this.#remove();
	}
}

/** For browsers without a private file system. Writes follow each other in the background; what fails shows at the next. */
class StoredDisk implements TakeDisk {
	readonly #writer: FileWriter;
	readonly #path: string;
	#size = 0;
	#queue: Promise<void> = Promise.resolve();
	#error: unknown = null;

	private constructor(writer: FileWriter, path: string) {
		this.#writer = writer;
		this.#path = path;
	}

	static async create(takeId: string, store: FileStore): Promise<StoredDisk> {
		return new StoredDisk(await store.create(), takePath(takeId));
	}

	reserve(): void {}

	write(offsetBytes: number, bytes: Uint8Array): void {
		if (this.#error !== null) throw this.#error;
		const copy = bytes.slice();
		const isAppended = offsetBytes === this.#size;
		if (isAppended) this.#size += copy.byteLength;
		this.#queue = this.#queue
			.then(() => (isAppended ? this.#writer.write(copy) : this.#writer.overwrite(offsetBytes, copy)))
			.catch((error: unknown) => void (this.#error ??= error));
	}

	async finish(): Promise<void> {
		await this.#queue;
		if (this.#error !== null) throw this.#error;
		await this.#writer.commit(this.#path);
	}

	async discard(): Promise<void> {
		await this.#queue;
		await this.#writer.discard();
	}
}
