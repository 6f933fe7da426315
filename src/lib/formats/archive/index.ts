import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';

export interface ArchivedFile {
	/** Unique in its archive. */
	readonly name: string;
	readonly content: Blob;
}

/** Several files as one ZIP. */
export async function toArchive(files: readonly ArchivedFile[]): Promise<Blob> {
	const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
	for (const { name, content } of files) await zip.add(name.replaceAll('/', '-'), new BlobReader(content));
	return zip.close();
}
