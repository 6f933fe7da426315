import { UserFixableError } from '$contracts/errors.ts';
import type { JobLocks } from '$contracts/job-locks.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { Song } from '$contracts/song.ts';

/** What it takes to write evidence beside a song. */
export interface SongWritePorts {
	readonly store: LibraryStore;
	readonly locks: JobLocks;
	readonly newId: () => string;
	readonly nowMs: () => number;
}

/**
 * Reads a song and writes it again while nobody else does, in whichever tab: a transcription and an analysis may end in
 * the same moment, and each must find what the other wrote.
 */
export async function inSongTurn<T>(locks: JobLocks, songId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
	const release = await locks.hold(`woodshed-song-${songId}`, signal);
	try {
		return await work();
	} finally {
		release();
	}
}

/** What is known of a song's recording; throws `noAudioTrack` for a song that is only written. */
export function recordingOf({ recording, original: { fileName } }: Song): NonNullable<Song['recording']> {
	if (recording === undefined) throw new UserFixableError('noAudioTrack', { fileName });
	return recording;
}

/** Throws `songMissing` when it is not there any more. */
export async function findSong(store: LibraryStore, id: string): Promise<Song> {
	const song = await store.song(id);
	if (song === null) throw new UserFixableError('songMissing', { songId: id });
	return song;
}
