import { abortError, UserFixableError } from '$contracts/errors.ts';
import type { StoredFile } from '$contracts/file-store.ts';
import { fromInt24, fromTakeHeader, takeHeaderBytes, type TakeHeader } from '$formats/take-file/index.ts';
import type { StageContext } from '$contracts/workers/progress.ts';

/** Takes some frames of a take as whole numbers of 24 bits; the planes are good until it answers. */
export type TakeFrames = (planes: readonly Int32Array[], frames: number) => Promise<void> | void;

/** @throws UserFixableError `recordCorrupt` when the file is no take */
export async function readTakeHeader(file: StoredFile, path: string): Promise<TakeHeader> {
	const header = fromTakeHeader(await file.read(0, takeHeaderBytes), file.sizeBytes);
	if (header === null || header.frames === 0) throw new UserFixableError('recordCorrupt', { key: path });
	return header;
}

/** Reads a take from its start to its end, in blocks. */
export async function readTakeFrames(
	file: StoredFile,
	{ channels, frames }: TakeHeader,
	blockFrames: number,
	{ signal, onProgress }: StageContext,
	take: TakeFrames
): Promise<void> {
	const planes = Array.from({ length: channels }, () => new Int32Array(blockFrames));
	// Many blocks a read: the disk is asked 16 times a megabyte at most.
	const readFrames = blockFrames * Math.max(1, Math.round(65_536 / blockFrames));
	for (let start = 0; start < frames; start += readFrames) {
		if (signal.aborted) throw abortError();
		const wanted = Math.min(readFrames, frames - start);
		const bytes = await file.read(takeHeaderBytes + start * channels * 3, wanted * channels * 3);
		for (let at = 0; at < wanted; at += blockFrames) {
			const count = Math.min(blockFrames, wanted - at);
			fromInt24(bytes.subarray(at * channels * 3), count, planes);
			await take(planes, count);
		}
		onProgress({ stage: 'saving', fraction: Math.min(1, (start + wanted) / frames) });
	}
}
