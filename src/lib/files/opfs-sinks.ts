/** The two ways to write a file of the origin private file system, whichever this thread has. */
export interface RawFile {
	write(offsetBytes: number, bytes: Uint8Array): Promise<void> | void;
	close(): Promise<void>;
	/** Lets go of the file without keeping what was written. */
	abort(): Promise<void>;
}

interface SyncAccessHandle {
	write(bytes: Uint8Array, options: { at: number }): number;
	flush(): void;
	close(): void;
}

interface SyncFileHandle {
	createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

interface MovableFileHandle extends FileSystemFileHandle {
	move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

/** Dedicated workers only. */
export function canWriteInPlace(handle: object): handle is SyncFileHandle {
	return 'createSyncAccessHandle' in handle;
}

export function canMove(handle: FileSystemFileHandle): handle is MovableFileHandle {
	return 'move' in handle;
}

export function canStream(handle: FileSystemFileHandle): boolean {
	return 'createWritable' in handle;
}

export async function openInPlace(handle: SyncFileHandle): Promise<RawFile> {
	const access = await handle.createSyncAccessHandle();
	return {
		write(offsetBytes, bytes) {
			for (let done = 0; done < bytes.byteLength;) {
				const written = access.write(bytes.subarray(done), { at: offsetBytes + done });
				// A full disk may show as a short write instead of an exception.
				if (written <= 0) throw new DOMException('nothing more could be written', 'QuotaExceededError');
				done += written;
			}
		},
		async close() {
			access.flush();
			access.close();
		},
		async abort() {
			access.close();
		}
	};
}

export async function openStreaming(handle: FileSystemFileHandle): Promise<RawFile> {
	const stream = await handle.createWritable();
	return {
		// A copy, because the stream may read the bytes after the caller has reused them.
		write: (position, bytes) => stream.write({ type: 'write', position, data: bytes.slice() }),
		close: () => stream.close(),
		async abort() {
			// A stream that has already failed refuses to be aborted again; its file is removed either way.
			await stream.abort().catch(() => undefined);
		}
	};
}
