import type { FileWriter } from '../contracts/file-store.ts';
import { toStorageError } from './storage-faults.ts';

/** Where the bytes of an unnamed file go; each store has its own. */
export interface ByteSink {
	write(offsetBytes: number, bytes: Uint8Array): Promise<void> | void;
	/** All bytes are safe; the file gets its name. Called once, last. */
	commit(path: string, sizeBytes: number): Promise<void>;
	/** Removes every trace. Called at most once. */
	discard(): Promise<void>;
}

/** The one `FileWriter`: keeps count, and leaves nothing behind when the sink fails. */
export class SinkWriter implements FileWriter {
	readonly #sink: ByteSink;
	readonly #release: () => void;
	#sizeBytes = 0;
	#isOpen = true;

	/** @param release called once, when the file is named or gone */
	constructor(sink: ByteSink, release: () => void) {
		this.#sink = sink;
		this.#release = release;
	}

	get sizeBytes(): number {
		return this.#sizeBytes;
	}

	async write(bytes: Uint8Array): Promise<void> {
		await this.#attempt(() => this.#sink.write(this.#sizeBytes, bytes));
		this.#sizeBytes += bytes.byteLength;
	}

	async overwrite(offsetBytes: number, bytes: Uint8Array): Promise<void> {
		if (offsetBytes < 0 || offsetBytes + bytes.byteLength > this.#sizeBytes) {
			throw new RangeError('overwrite reaches past the end of the file');
		}
		await this.#attempt(() => this.#sink.write(offsetBytes, bytes));
	}

	async commit(path: string): Promise<void> {
		await this.#attempt(() => this.#sink.commit(path, this.#sizeBytes));
		this.#isOpen = false;
		this.#release();
	}

	async discard(): Promise<void> {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		try {
			await this.#sink.discard();
		} finally {
			this.#release();
		}
	}

	async #attempt(work: () => Promise<void> | void): Promise<void> {
		if (!this.#isOpen) throw new Error('the file is closed');
		try {
			await work();
		} catch (error) {
			await this.discard();
			throw toStorageError(error);
		}
	}
}
