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
	song: Pick<Song, 'id' | 'transcriptionId' | 'analysisId'>,
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

/**
 * What the library holds of a song that a backup brings; null when it holds nothing. Corrections outlive a song record that
 * cannot be read: they are the user's own, and are weighed as if they lay on the song of the backup.
 */
export async function readHeld(
	library: LibraryStore,
	backedUp: Song
): Promise<{ readonly isThere: boolean; readonly records: SongRecords | null }> {
	const song = await readable(
		() => library.song(backedUp.id),
		() => undefined
	);
	if (song !== null) return { isThere: true, records: { song, evidence: await readEvidence(library, song) } };
	const { corrections } = await readEvidence(library, { id: backedUp.id });
	const evidence = { transcription: null, analysis: null, corrections };
	return { isThere: false, records: corrections === null ? null : { song: backedUp, evidence } };
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
