import { camelotOf } from '$core/harmony/camelot.ts';
import { keyWords } from '$core/intent/chip-words.ts';
import type { Song } from '$contracts/song.ts';
import { songSeconds } from '$core/time/song-seconds.ts';

export const songsJsonFormat = 'woodshed-songs';
export const songsJsonVersion = 1;

/**
 * A library as JSON, two blanks deep: `{format, version, songs}` with a song's words, its length in seconds, what is
 * known of its music and its hash. What is not known is left out.
 */
export function toSongsJson(songs: readonly Song[]): string {
	return `${JSON.stringify({ format: songsJsonFormat, version: songsJsonVersion, songs: songs.map(toEntry) }, null, '  ')}\n`;
}

function toEntry(song: Song): Readonly<Record<string, unknown>> {
	const { key, ...music } = song.music ?? {};
	return {
		title: song.title,
		artist: song.artist,
		tags: song.tags,
		durationSeconds: songSeconds(song),
		...music,
		...(key === undefined ? {} : { key: keyWords(key), camelot: camelotOf(key) }),
		...(song.rating === undefined ? {} : { rating: song.rating }),
		addedAtMs: song.addedAtMs,
		...(song.lastPractisedAtMs === undefined ? {} : { lastPractisedAtMs: song.lastPractisedAtMs }),
		fileName: song.original.fileName,
		sha256: song.original.sha256
	};
}
