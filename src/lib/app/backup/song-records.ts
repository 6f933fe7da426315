import { UserFixableError } from '$contracts/errors.ts';
import type { LibraryStore, SongEvidence } from '$contracts/library-store.ts';
import type { Song } from '$contracts/song.ts';

/** A song with everything that hangs on it. */
export interface SongRecords {
	readonly song: Song;
	readonly evidence: SongEvidence;
}

/**
 * What hangs on a song, as far as it can be read.
 * @param onUnreadable called for each record that is there and cannot be read; it is null in the answer
 */
export async function readEvidence(
	library: LibraryStore,
	song: Song,
	onUnreadable: () => void = () => undefined
): Promise<SongEvidence> {
	const { id, transcriptionId, analysisId } = song;
	const [transcription, analysis, corrections] = await Promise.all([
		transcriptionId === undefined ? null : readable(() => library.transcription(transcriptionId), onUnreadable),
		analysisId === undefined ? null : readable(() => library.analysis(analysisId), onUnreadable),
		readable(() => library.corrections(id), onUnreadable)
	]);
	return { transcription, analysis, corrections };
}

/** A song as the library has it; null when it has none that can be read. */
export function readSong(library: LibraryStore, id: string): Promise<Song | null> {
	return readable(
		() => library.song(id),
		() => undefined
	);
}

async function readable<T>(read: () => Promise<T | null>, onUnreadable: () => void): Promise<T | null> {
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof UserFixableError) || error.fault.code !== 'recordCorrupt') throw error;
		onUnreadable();
		return null;
	}
}
