import type { Song } from '$contracts/song.ts';

export const sortKeys = ['title', 'artist', 'duration', 'added', 'size'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface SongSort {
	readonly key: SortKey;
	readonly direction: 'up' | 'down';
}

/** What a list shows first: what came last. */
export const newestFirst: SongSort = { key: 'added', direction: 'down' };

type Compare = (a: Song, b: Song) => number;

/**
 * A sorted copy. Words go by the language given (numbers in them by value, case and accents last); a missing artist or
 * title goes to the end either way; ties go by title, then by id, so that the order never depends on where it came from.
 * @param locale BCP 47; the device's own when left out
 */
export function sortSongs(songs: readonly Song[], { key, direction }: SongSort, locale?: string): Song[] {
	const collator = new Intl.Collator(locale, { numeric: true });
	const byTitle = words((song) => song.title, collator, 1);
	const sign = direction === 'up' ? 1 : -1;
	const byKey: Record<SortKey, Compare> = {
		title: words((song) => song.title, collator, sign),
		artist: words((song) => song.artist, collator, sign),
		duration: (a, b) => sign * (a.recording.durationSeconds - b.recording.durationSeconds),
		added: (a, b) => sign * (a.addedAtMs - b.addedAtMs),
		size: (a, b) => sign * (a.original.sizeBytes - b.original.sizeBytes)
	};
	const compare = byKey[key];
	return [...songs].sort((a, b) => compare(a, b) || byTitle(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function words(read: (song: Song) => string, collator: Intl.Collator, sign: number): Compare {
	return (a, b) => {
		const one = read(a).trim();
		const other = read(b).trim();
		if (one === '' || other === '') return Number(one === '') - Number(other === '');
		return sign * collator.compare(one, other);
	};
}
