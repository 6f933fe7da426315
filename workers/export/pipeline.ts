import type { FileStore, StoredFile } from '$contracts/file-store.ts';
import type { ExportRequest } from '$contracts/recording/export-take.contract.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { flacBlockFrames, FlacEncoder } from '$formats/flac/index.ts';
import { takeHeaderBytes, toWavHeader, type TakeHeader } from '$formats/take-file/index.ts';
import { readTakeFrames, readTakeHeader } from './take-source.ts';

/** Parts are handed to the browser's blob store when they reach this, so that an hour's take is never whole in memory. */
const partBytes = 8 * 1024 ** 2;

/**
 * A take as one file to be kept elsewhere. WAV costs nothing but a new header.
 * @throws UserFixableError `fileMissing`, `recordCorrupt`, `encoderMissing`
 */
export async function exportTake(store: FileStore, { path, format, title }: ExportRequest, context: StageContext): Promise<Blob> {
	const file = await store.open(path);
	const header = await readTakeHeader(file, path);
	if (format === 'wav') return exportWav(file, header);
	if (format === 'flac') return exportFlac(file, header, title, context);
	// The encoder's library comes with the first such export.
	const { exportOpus } = await import('./export-opus.ts');
	return exportOpus(file, header, title, context);
}

async function exportWav(file: StoredFile, { sampleRateHz, channels, frames }: TakeHeader): Promise<Blob> {
	const dataBytes = frames * channels * 3;
	const samples = (await file.blob()).slice(takeHeaderBytes, takeHeaderBytes + dataBytes);
	const padding = new Uint8Array(dataBytes % 2);
	return new Blob([toWavHeader(sampleRateHz, channels, frames), samples, padding], { type: 'audio/wav' });
}

async function exportFlac(file: StoredFile, header: TakeHeader, title: string, context: StageContext): Promise<Blob> {
	const encoder = new FlacEncoder({ ...header, title });
	const blobs: Blob[] = [];
	let parts: Uint8Array<ArrayBuffer>[] = [encoder.header()];
	let waitingBytes = 0;
	await readTakeFrames(file, header, flacBlockFrames, context, (planes, frames) => {
		const block = encoder.block(planes, frames);
		parts.push(block);
		waitingBytes += block.byteLength;
		if (waitingBytes < partBytes) return;
		blobs.push(new Blob(parts));
		parts = [];
		waitingBytes = 0;
	});
	return new Blob([...blobs, ...parts], { type: 'audio/flac' });
}
