import { camelotOf } from '$core/harmony/camelot.ts';
import { keyWords } from '$core/intent/chip-words.ts';
import type { Song } from '$contracts/song.ts';
import { toCsvRows } from '../csv-rows/index.ts';
import { songSeconds } from '$core/time/song-seconds.ts';

/** The columns, in order. Times are ISO 8601 in UTC; what is not known is empty; tags stand apart by semicolons. */
export const songColumns = [
	'title',
	'artist',
	'duration_seconds',
	'bpm',
	'beats_per_bar',
	'key',
	'camelot',
	'tuning_cents',
	'energy',
	'danceability',
	'loudness_lufs',
	'genre',
	'mood',
	'tags',
	'rating',
	'added',
	'last_practised',
	'file_name'
] as const;

/** A library as comma-separated values (RFC 4180: lines end in CR LF) in the order given; the header alone when empty. */
export function toSongsCsv(songs: readonly Song[]): string {
	return toCsvRows([songColumns, ...songs.map(toCells)]);
}

function toCells(song: Song): readonly string[] {
	const { music = {} } = song;
	return [
		song.title,
		song.artist,
		songSeconds(song).toFixed(3),
		toNumber(music.isBeatless === true ? undefined : music.bpm, 2),
		toNumber(music.isBeatless === true ? undefined : music.beatsPerBar, 0),
		music.key === undefined ? '' : keyWords(music.key),
		music.key === undefined ? '' : camelotOf(music.key),
		toNumber(music.tuningCents, 1),
		toNumber(music.energy, 3),
		toNumber(music.danceability, 3),
		toNumber(music.integratedLufs, 1),
		music.genre ?? '',
		music.mood ?? '',
		song.tags.join('; '),
		toNumber(song.rating, 0),
		toTime(song.addedAtMs),
		song.lastPractisedAtMs === undefined ? '' : toTime(song.lastPractisedAtMs),
		song.original.fileName
	];
}

function toNumber(value: number | undefined, digits: number): string {
	return value === undefined ? '' : value.toFixed(digits);
}

/** Empty for a time no calendar has, which only a damaged record holds. */
function toTime(atMs: number): string {
	const date = new Date(atMs);
	return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
