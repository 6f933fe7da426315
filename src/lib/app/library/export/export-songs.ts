import type { Setlist } from '$contracts/lists.ts';
import type { SetlistPrinter, SetSheet } from '$contracts/setlist-printer.ts';
import type { Song } from '$contracts/song.ts';
import { songSeconds } from '$core/time/song-seconds.ts';
import { camelotOf } from '$core/harmony/camelot.ts';
import { toTransition } from '$core/harmony/mixing/follow.ts';
import { transitionReasons } from '$core/harmony/mixing/transition-words.ts';
import { keyWords, valueWords } from '$core/intent/chip-words.ts';
import { toM3u } from '$formats/m3u/index.ts';
import { toSongsCsv } from '$formats/songs-csv/index.ts';
import { toSongsJson } from '$formats/songs-json/index.ts';
import { factsOf } from '../song-facts.ts';

export interface ExportedFile {
	readonly content: Blob;
	readonly fileName: string;
}

/** Songs as a table or as data. @param name what the file is called, without its ending */
export function exportSongs(songs: readonly Song[], kind: 'csv' | 'json', name: string): ExportedFile {
	if (kind === 'json') {
		return { content: new Blob([toSongsJson(songs)], { type: 'application/json' }), fileName: `${name}.json` };
	}
	// The mark in front tells spreadsheets that it is UTF-8.
	return { content: new Blob(['\uFEFF', toSongsCsv(songs)], { type: 'text/csv' }), fileName: `${name}.csv` };
}

/** A set as a playlist for any player. @param songs those of the set, in order */
export function exportPlaylist(list: Pick<Setlist, 'name'>, songs: readonly Song[]): ExportedFile {
	const entries = songs.map((song) => ({
		title: song.title,
		artist: song.artist,
		durationSeconds: songSeconds(song),
		fileName: song.original.fileName
	}));
	const content = new Blob([toM3u(list.name, entries)], { type: 'audio/x-mpegurl' });
	return { content, fileName: `${list.name}.m3u8` };
}

/** A set on paper. Throws what the printer throws when it cannot be fetched. */
export async function exportSheet(
	printer: SetlistPrinter,
	list: Pick<Setlist, 'name'>,
	songs: readonly Song[]
): Promise<ExportedFile> {
	return { content: await printer.toPdf(toSetSheet(list, songs)), fileName: `${list.name}.pdf` };
}

export function toSetSheet({ name }: Pick<Setlist, 'name'>, songs: readonly Song[]): SetSheet {
	const totalSeconds = songs.reduce((sum, song) => sum + songSeconds(song), 0);
	return {
		name,
		summary: `${songs.length} ${songs.length === 1 ? 'song' : 'songs'}, ${valueWords('durationSeconds', totalSeconds)}`,
		lines: songs.map((song, index) => {
			const facts = factsOf(song);
			const next = songs[index + 1];
			const [keyReason = ''] = next === undefined ? [] : transitionReasons(toTransition(facts, factsOf(next)));
			return {
				title: song.title.trim() || song.original.fileName,
				artist: song.artist,
				key: facts.key === null ? '' : `${keyWords(facts.key)} (${camelotOf(facts.key)})`,
				bpm: facts.bpm === null ? '' : String(Math.round(facts.bpm)),
				duration: valueWords('durationSeconds', songSeconds(song)),
				transition: keyReason
			};
		})
	};
}
