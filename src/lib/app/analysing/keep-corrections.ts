import type { Corrections } from '$core/analysis/corrections.ts';
import type { Song, SongMusic } from '$contracts/song.ts';
import { findSong, inSongTurn, type SongWritePorts } from '../importing/song-writes.ts';

/**
 * Writes the user's word about a song together with what follows from it for the lists. Answers the song as it is now.
 * @throws UserFixableError `songMissing`, `storageFull`
 */
export async function keepCorrections(
	{ store, locks, nowMs }: Pick<SongWritePorts, 'store' | 'locks' | 'nowMs'>,
	corrections: Corrections,
	music: SongMusic
): Promise<Song> {
	return inSongTurn(locks, corrections.songId, new AbortController().signal, async () => {
		const song = await findSong(store, corrections.songId);
		const changed: Song = { ...song, music, revision: song.revision + 1, changedAtMs: nowMs() };
		await store.putCorrectionsWithSong(corrections, changed);
		return changed;
	});
}
