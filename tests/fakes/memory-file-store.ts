import { UserFixableError } from '../../src/lib/contracts/errors.ts';
import type { FileFolder, FileStore, FileWriter, StoredFile, StoredFileInfo } from '../../src/lib/contracts/file-store.ts';

export interface MemoryFileStoreOptions {
	/** Bytes that fit, named and unnamed files together; writing past it throws `storageFull`. */
	readonly quotaBytes?: number;
}

/** A `FileStore` in memory, for tests in Node and the browser. Behaves as the real ones do, quota included. */
export class MemoryFileStore implements FileStore {
	readonly kind = 'opfs';
	readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
	readonly #unnamed = new Set<MemoryFileWriter>();
	readonly #quotaBytes: number;

	constructor(options: MemoryFileStoreOptions = {}) {
		this.#quotaBytes = options.quotaBytes ?? Infinity;
	}

	/** Bytes taken by named and unnamed files. */
	get usedBytes(): number {
		let used = 0;
		for (const bytes of this.#files.values()) used += bytes.byteLength;
		for (const writer of this.#unnamed) used += writer.sizeBytes;
		return used;
	}

	/** Files begun and neither committed nor discarded. */
	get unnamedCount(): number {
		return this.#unnamed.size;
	}

	async open(path: string): Promise<StoredFile> {
		const bytes = this.#files.get(path);
		if (bytes === undefined) throw new UserFixableError('fileMissing', { path });
		return {
			sizeBytes: bytes.byteLength,
			read: async (offsetBytes, lengthBytes) => bytes.slice(offsetBytes, offsetBytes + lengthBytes),
			blob: async () => new Blob([bytes])
		};
	}

	async stat(path: string): Promise<StoredFileInfo | null> {
		const bytes = this.#files.get(path);
		return bytes === undefined ? null : { path, sizeBytes: bytes.byteLength };
	}

	async create(): Promise<FileWriter> {
		const writer = new MemoryFileWriter(
			(bytes) => {
				if (this.usedBytes + bytes > this.#quotaBytes) throw new UserFixableError('storageFull', { neededBytes: bytes });
			},
			(path, content) => {
				if (path !== null) this.#files.set(path, content);
				this.#unnamed.delete(writer);
			}
		);
		this.#unnamed.add(writer);
		return writer;
	}

	async remove(path: string): Promise<void> {
		this.#files.delete(path);
	}

	async list(folder: FileFolder): Promise<StoredFileInfo[]> {
		return [...this.#files]
			.filter(([path]) => path.startsWith(`${folder}/`))
			.map(([path, bytes]) => ({ path, sizeBytes: bytes.byteLength }));
	}

	async sweepUnnamed(): Promise<void> {
		this.#unnamed.clear();
	}

	/** Puts a whole file in place, for a test's setting. */
	put(path: string, bytes: Uint8Array): void {
		this.#files.set(path, Uint8Array.from(bytes));
	}
}

class MemoryFileWriter implements FileWriter {
	#buffer = new Uint8Array(1024);
	#sizeBytes = 0;
	#isOpen = true;
	readonly #reserve: (bytes: number) => void;
	readonly #close: (path: string | null, content: Uint8Array<ArrayBuffer>) => void;

	constructor(reserve: (bytes: number) => void, close: (path: string | null, content: Uint8Array<ArrayBuffer>) => void) {
		this.#reserve = reserve;
		this.#close = close;
	}

	get sizeBytes(): number {
		return this.#sizeBytes;
	}

	async write(bytes: Uint8Array): Promise<void> {
		this.#requireOpen();
		this.#reserve(bytes.byteLength);
		const end = this.#sizeBytes + bytes.byteLength;
		if (end > this.#buffer.byteLength) {
			const grown = new Uint8Array(Math.max(end, 2 * this.#buffer.byteLength));
			grown.set(this.#buffer.subarray(0, this.#sizeBytes));
			this.#buffer = grown;
		}
		this.#buffer.set(bytes, this.#sizeBytes);
		this.#sizeBytes = end;
	}

	async overwrite(offsetBytes: number, bytes: Uint8Array): Promise<void> {
		this.#requireOpen();
		if (offsetBytes < 0 || offsetBytes + bytes.byteLength > this.#sizeBytes) {
			throw new RangeError('overwrite reaches past the end of the file');
		}
		this.#buffer.set(bytes, offsetBytes);
	}

	async commit(path: string): Promise<void> {
		this.#requireOpen();
		this.#isOpen = false;
		this.#close(path, this.#buffer.slice(0, this.#sizeBytes));
	}

	async discard(): Promise<void> {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		this.#close(null, new Uint8Array());
	}

	#requireOpen(): void {
		if (!this.#isOpen) throw new Error('the file is closed');
	}
}
