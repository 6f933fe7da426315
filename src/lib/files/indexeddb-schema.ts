import type { DBSchema } from 'idb';

export const databaseName = 'woodshed-files';
export const databaseVersion = 1;
export const chunkBytes = 1024 ** 2;

export interface FilesSchema extends DBSchema {
	/** What has a name: a small record that points at its chunks, so that naming a file is one write. */
	files: { key: string; value: { path: string; fileId: string; sizeBytes: number } };
	/** Ids of files being written. */
	unnamed: { key: string; value: { fileId: string } };
	/** Key: file id and index. Buffers, not blobs: some private windows keep no blobs. */
	chunks: { key: [fileId: string, index: number]; value: ArrayBuffer };
}
