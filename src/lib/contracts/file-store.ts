/**
 * Large bytes on the device: recordings, PCM, peaks, posteriors. Usable from any thread. Two implementations in
 * `files/`: the origin's private file system, and IndexedDB where that is missing (private windows of some browsers).
 * Paths are `folder/name` with one folder, such as `pcm/<sha256>`.
 */
export interface FileStore {
	readonly kind: 'opfs' | 'indexeddb';
	/** Throws `UserFixableError('fileMissing')` when there is no such file. */
	open(path: string): Promise<StoredFile>;
	stat(path: string): Promise<StoredFileInfo | null>;
	/** A file without a name yet: it appears under its name, whole, at `commit`, or never. Throws `storageFull`. */
	create(): Promise<FileWriter>;
	/** No error when it is not there. */
	remove(path: string): Promise<void>;
	list(folder: FileFolder): Promise<StoredFileInfo[]>;
	/** Removes unnamed files left by a killed tab. Call when no writer is open. */
	sweepUnnamed(): Promise<void>;
}

export const fileFolders = [
	'originals',
	'pcm',
	'peaks',
	'posteriors',
	'features',
	'covers',
	'takes',
	'stems',
	'backups'
] as const;
export type FileFolder = (typeof fileFolders)[number];

export interface StoredFileInfo {
	readonly path: string;
	readonly sizeBytes: number;
}

export interface StoredFile {
	readonly sizeBytes: number;
	/** Answers fewer bytes than asked only at the end of the file. */
	read(offsetBytes: number, lengthBytes: number): Promise<Uint8Array<ArrayBuffer>>;
	/** The whole file without reading it into memory. */
	blob(): Promise<Blob>;
}

export interface FileWriter {
	readonly sizeBytes: number;
	/** Appends; the bytes are copied or written before it answers. */
	write(bytes: Uint8Array): Promise<void>;
	/** Replaces bytes already written, such as a header; must not reach past the end. */
	overwrite(offsetBytes: number, bytes: Uint8Array): Promise<void>;
	/** Closes the file and gives it its name; an existing file of that name is replaced. */
	commit(path: string): Promise<void>;
	discard(): Promise<void>;
}
