import type { FileStore } from '$contracts/file-store.ts';
import type { PracticeArchive } from '$contracts/recording/practice-archive.ts';

/**
 * Whether an earlier visit may have left a recording behind: a take that belongs to no song, or sound without a record, as a killed tab
 * leaves it. Cheap, so that it can be asked at every start; what is left is told by the recording desk, whose code is not.
 */
export async function mayRecordingsBeLeft(
	files: Pick<FileStore, 'list'>,
	archive: () => Promise<Pick<PracticeArchive, 'takeIds'>>
): Promise<boolean> {
	const sounds = await files.list('takes');
	if (sounds.length === 0) return false;
	const { all, withoutSongCount } = await (await archive()).takeIds();
	if (withoutSongCount > 0) return true;
	const known = new Set(all.map((id) => `takes/${id}`));
	return sounds.some(({ path }) => !known.has(path));
}
