import { takeDraftSchema, takePath, type RecoveredTake, type TakeDraft } from '$contracts/recording/take.ts';
import { fromTakeHeader, takeHeaderBytes, toTakeHeader } from '$formats/take-file/index.ts';
import { toDb } from './take-file.ts';
import { takesHeld } from './take-lock.ts';

/** Shorter remains are of no use to anyone. */
const leastSeconds = 0.2;

/**
 * Every take in the private file system that has no record and that no living tab records, closed and made whole. A tab may
 * have been killed in the middle of it, or between its last frame and its record.
 */
export async function recoverTakes(
	directory: FileSystemDirectoryHandle,
	known: ReadonlySet<string>
): Promise<readonly RecoveredTake[]> {
	const names: string[] = [];
	for await (const name of directory.keys()) names.push(name);
	const held = await takesHeld();
	const found: RecoveredTake[] = [];
	for (const name of names) {
		if (held.has(name) || known.has(name)) continue;
		const take = await recoverTake(directory, name);
		if (take !== null) found.push(take);
	}
	return found;
}

async function recoverTake(directory: FileSystemDirectoryHandle, name: string): Promise<RecoveredTake | null> {
	const handle = await directory.getFileHandle(name);
	let access: FileSystemSyncAccessHandle;
	try {
		access = await handle.createSyncAccessHandle();
	} catch (error) {
		// Open in another tab, to be played or exported: then it is finished.
		if (error instanceof DOMException) return null;
		throw error;
	}
	try {
		const take = makeWhole(access, name);
		if (take !== null) return take;
	} finally {
		access.close();
	}
	await directory.removeEntry(name);
	return null;
}

/** Null when there is nothing in it that anyone could use. */
function makeWhole(access: FileSystemSyncAccessHandle, name: string): RecoveredTake | null {
	const bytes = new Uint8Array(takeHeaderBytes);
	access.read(bytes, { at: 0 });
	const header = fromTakeHeader(bytes, access.getSize());
	const draft = header === null ? null : toDraft(header.draft, name);
	if (header === null || draft === null || header.frames < leastSeconds * header.sampleRateHz) return null;
	const { sampleRateHz, channels, frames, clippedSamples, overrunFrames } = header;
	access.write(toTakeHeader({ ...header, isFinished: true }), { at: 0 });
	access.truncate(takeHeaderBytes + frames * channels * 3);
	access.flush();
	return {
		draft,
		sound: { path: takePath(name), sampleRateHz, channels, frames, clippedSamples, overrunFrames, peakDb: toDb(header.peak) }
	};
}

function toDraft(text: string, name: string): TakeDraft | null {
	try {
		const draft = takeDraftSchema.parse(JSON.parse(text));
		return draft.id === name ? draft : null;
	} catch {
		return null;
	}
}
