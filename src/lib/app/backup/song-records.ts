import { UserFixableError } from '$contracts/errors.ts';
import type { LibraryStore, SongEvidence } from '$contracts/library-store.ts';
import type { KeptScore } from '$contracts/score/score-edit.ts';
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
	const [transcription, analysis, corrections, scores] = await Promise.all([
		transcriptionId === undefined ? null : readable(() => library.transcription(transcriptionId), onUnreadable),
		analysisId === undefined ? null : readable(() => library.analysis(analysisId), onUnreadable),
		readable(() => library.corrections(id), onUnreadable),
		readScores(library, id, onUnreadable)
	]);
	return { transcription, analysis, corrections, scores };
}

async function readScores(library: LibraryStore, songId: string, onUnreadable: () => void): Promise<readonly KeptScore[]> {
	const { records, corrupt } = await library.scoresOf(songId);
	corrupt.forEach(onUnreadable);
	return Promise.all(records.map(async (score) => ({ score, edits: await library.scoreEdits(score.id) })));
}

/**
 * What the library holds of a song that a backup brings; null when it holds nothing. Corrections and scores outlive a song record
 * that cannot be read: they are the user's own, and are weighed as if they lay on the song of the backup.
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
	const { corrections, scores } = await readEvidence(library, { id: backedUp.id });
	const evidence = { transcription: null, analysis: null, corrections, scores };
	const isNothing = corrections === null && scores.length === 0;
	return { isThere: false, records: isNothing ? null : { song: backedUp, evidence } };
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
