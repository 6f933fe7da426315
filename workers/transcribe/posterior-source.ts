import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import {
	fromPosteriorsHeader,
	fromPosteriorsWindow,
	posteriorsHeaderBytes,
	windowBytes,
	type PosteriorWindow
} from '$formats/posteriors/index.ts';

/** Stored posteriors, a few windows at a time, so that a long recording need not be held in memory. */
export interface PosteriorSource {
	readonly windowCount: number;
	readonly durationSeconds: number;
	readWindows(from: number, count: number): Promise<readonly PosteriorWindow[]>;
}

/** Throws `fileMissing` when they were evicted, `recordCorrupt` when the file is not such a file or is cut short. */
export async function openPosteriors(files: FileStore, path: string): Promise<PosteriorSource> {
	const file = await files.open(path);
	const layout = fromPosteriorsHeader(await file.read(0, posteriorsHeaderBytes), file.sizeBytes);
	if (layout === null || !Number.isFinite(layout.durationSeconds)) throw new UserFixableError('recordCorrupt', { path });
	const { windowCount, durationSeconds } = layout;
	return {
		windowCount,
		durationSeconds,
		async readWindows(from, count) {
			const wanted = Math.max(0, Math.min(count, windowCount - from));
			const bytes = await file.read(posteriorsHeaderBytes + from * windowBytes, wanted * windowBytes);
			return Array.from({ length: wanted }, (_, i) =>
				fromPosteriorsWindow(bytes.subarray(i * windowBytes, (i + 1) * windowBytes))
			);
		}
	};
}
