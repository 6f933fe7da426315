import type { Song } from '$contracts/song.ts';
import { songSeconds } from '$core/time/song-seconds.ts';
import { camelotOf } from '$core/harmony/camelot.ts';
import { shortKeyWords } from '$core/intent/chip-words.ts';
import { factsOf } from '$lib/app/library/song-facts.ts';
import type { SortKey } from '$lib/app/library/sort-songs.ts';
import { dayWords, durationWords } from './song-words.ts';

export const columnIds = [
	'title',
	'artist',
	'duration',
	'bpm',
	'key',
	'camelot',
	'energy',
	'loudness',
	'tags',
	'notes',
	'rating',
	'added',
	'practised'
] as const;
export type ColumnId = (typeof columnIds)[number];

/** The head of a column. */
export interface HeadColumn {
	readonly id: string;
	readonly label: string;
	/** Said in full where the header is short. */
	readonly spoken?: string;
	/** Null for what cannot be ordered by. */
	readonly sort: SortKey | null;
	/** Width as a share of `--target`, or `grow` for what takes the room that is left. */
	readonly width: number | 'grow';
	/** At the end of its cell, in tabular figures. */
	readonly isNumber: boolean;
}

export interface SongColumn extends HeadColumn {
	readonly id: ColumnId;
	/** The cell in words; columns with a drawing of their own have none. */
	readonly words?: (song: Song, nowMs: number) => string;
}

const known = (value: number | null, toWords: (value: number) => string): string => (value === null ? '' : toWords(value));

export const songColumns: Readonly<Record<ColumnId, SongColumn>> = {
	title: { id: 'title', label: 'Title', sort: 'title', width: 'grow', isNumber: false },
	artist: { id: 'artist', label: 'Artist', sort: 'artist', width: 3, isNumber: false, words: (song) => song.artist },
	duration: {
		id: 'duration',
		label: 'Length',
		sort: 'duration',
		width: 1.3,
		isNumber: true,
		words: (song) => durationWords(songSeconds(song))
	},
	bpm: {
		id: 'bpm',
		label: 'BPM',
		spoken: 'Tempo in beats a minute',
		sort: 'bpm',
		width: 1.1,
		isNumber: true,
		words: (song) => known(factsOf(song).bpm, (bpm) => String(Math.round(bpm)))
	},
	key: {
		id: 'key',
		label: 'Key',
		sort: 'key',
		width: 1.1,
		isNumber: false,
		words: (song) => (song.music?.key === undefined ? '' : shortKeyWords(song.music.key))
	},
	camelot: {
		id: 'camelot',
		label: 'Camelot',
		sort: 'key',
		width: 1.5,
		isNumber: false,
		words: (song) => (song.music?.key === undefined ? '' : camelotOf(song.music.key))
	},
	energy: { id: 'energy', label: 'Energy', sort: 'energy', width: 1.5, isNumber: false },
	loudness: {
		id: 'loudness',
		label: 'Loudness',
		spoken: 'Loudness in LUFS',
		sort: 'loudness',
		width: 1.8,
		isNumber: true,
		words: (song) => known(factsOf(song).integratedLufs, (lufs) => lufs.toFixed(1).replace('-', '−'))
	},
	tags: { id: 'tags', label: 'Tags', sort: null, width: 3, isNumber: false },
	notes: { id: 'notes', label: 'Notes', sort: null, width: 1.4, isNumber: false },
	rating: { id: 'rating', label: 'Rating', sort: 'rating', width: 2.3, isNumber: false },
	added: {
		id: 'added',
		label: 'Added',
		sort: 'added',
		width: 2.1,
		isNumber: true,
		words: (song, nowMs) => dayWords(song.addedAtMs, nowMs)
	},
	practised: {
		id: 'practised',
		label: 'Practised',
		spoken: 'Last practised',
		sort: 'practised',
		width: 2.1,
		isNumber: true,
		words: (song, nowMs) => (song.lastPractisedAtMs === undefined ? '' : dayWords(song.lastPractisedAtMs, nowMs))
	}
};

/** Which columns go first where not all have room. */
const byImportance: readonly ColumnId[] = [
	'title',
	'duration',
	'bpm',
	'camelot',
	'added',
	'key',
	'energy',
	'rating',
	'notes',
	'tags',
	'practised',
	'loudness',
	'artist'
];

/** What the title, the cover and the menu take at least, in targets. */
const fixedTargets = 7;
const gapTargets = 0.37;

/**
 * The columns that a table shows: those the user chose, or as many as its width has room for.
 * @param chosen in any order; null while the user has chosen none
 * @param widthTargets the table's width in `--target`
 */
export function columnsFor(chosen: readonly ColumnId[] | null, widthTargets: number): readonly SongColumn[] {
	if (chosen !== null) return columnIds.filter((id) => id === 'title' || chosen.includes(id)).map((id) => songColumns[id]);
	const shown = new Set<ColumnId>();
	let used = fixedTargets;
	for (const id of byImportance) {
		const { width } = songColumns[id];
		const needed = width === 'grow' ? 0 : width + gapTargets;
		if (used + needed > widthTargets) break;
		used += needed;
		shown.add(id);
	}
	shown.add('title');
	return columnIds.filter((id) => shown.has(id)).map((id) => songColumns[id]);
}

/** Column ids that are known, out of what was stored. */
export function toColumnIds(stored: readonly string[] | null): readonly ColumnId[] | null {
	return stored === null ? null : columnIds.filter((id) => stored.includes(id));
}
