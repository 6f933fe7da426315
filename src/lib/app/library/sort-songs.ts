import type { Song } from '$contracts/song.ts';
import { songSeconds } from '$core/time/song-seconds.ts';
import { toCamelot } from '$core/harmony/camelot.ts';
import { orderKeys, type OrderKey } from '$core/intent/query.ts';
import { factsOf } from './song-facts.ts';

export const sortKeys = orderKeys;
export type SortKey = OrderKey;

export interface SongSort {
	readonly key: SortKey;
	readonly direction: 'up' | 'down';
}

/** What a list shows first: what came last. */
export const newestFirst: readonly SongSort[] = [{ key: 'added', direction: 'down' }];

/** As many as a reader can follow. */
const mostSorts = 4;

/** The direction a column is first sorted in: what came last and what is rated best, everything else upwards. */
export function firstDirection(key: SortKey): SongSort['direction'] {
	return key === 'added' || key === 'practised' || key === 'rating' ? 'down' : 'up';
}

/**
 * The order after a press on a column: that column alone, or turned when it was first. With `isAdded` it joins the
 * others behind them, is turned where it stands, and leaves after that.
 */
export function turnSort(sorts: readonly SongSort[], key: SortKey, isAdded: boolean): readonly SongSort[] {
	const at = sorts.findIndex((sort) => sort.key === key);
	const sort = sorts[at];
	const first = firstDirection(key);
	if (!isAdded) {
		const isTurned = at === 0 && sorts.length === 1 && sort !== undefined;
		return [{ key, direction: isTurned ? opposite(sort.direction) : (at === 0 && sort?.direction) || first }];
	}
	if (sort === undefined) return [...sorts, { key, direction: first } as const].slice(-mostSorts);
	if (sort.direction === first) return sorts.with(at, { key, direction: opposite(first) });
	return sorts.length === 1 ? [{ key, direction: first }] : sorts.toSpliced(at, 1);
}

function opposite(direction: SongSort['direction']): SongSort['direction'] {
	return direction === 'up' ? 'down' : 'up';
}

type Compare = (a: Song, b: Song) => number;

/**
 * A sorted copy, by each order where those before it tie. Words go by the language given (numbers in them by value, case
 * and accents last); keys go round the Camelot wheel. What is missing goes to the end either way; last of all come title
 * and id, so that the order never depends on where it came from.
 * @param locale BCP 47; the device's own when left out
 */
export function sortSongs(songs: readonly Song[], sorts: readonly SongSort[], locale?: string): Song[] {
	const collator = new Intl.Collator(locale, { numeric: true });
	const byTitle = words((song) => song.title, collator, 1);
	const compares = sorts.map((sort) => toCompare(sort, collator));
	return [...songs].sort((a, b) => {
		for (const compare of compares) {
			const order = compare(a, b);
			if (order !== 0) return order;
		}
		return byTitle(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
	});
}

function toCompare({ key, direction }: SongSort, collator: Intl.Collator): Compare {
	const sign = direction === 'up' ? 1 : -1;
	switch (key) {
		case 'title':
			return words((song) => song.title, collator, sign);
		case 'artist':
			return words((song) => song.artist, collator, sign);
		case 'duration':
			return numbers((song) => songSeconds(song), sign);
		case 'bpm':
			return numbers((song) => factsOf(song).bpm, sign);
		case 'key':
			return numbers((song) => wheelPlace(song), sign);
		case 'energy':
			return numbers((song) => factsOf(song).energy, sign);
		case 'loudness':
			return numbers((song) => factsOf(song).integratedLufs, sign);
		case 'rating':
			return numbers((song) => song.rating ?? null, sign);
		case 'added':
			return numbers((song) => song.addedAtMs, sign);
		case 'practised':
			return numbers((song) => song.lastPractisedAtMs ?? null, sign);
		case 'size':
			return numbers((song) => song.original.sizeBytes, sign);
	}
}

function wheelPlace(song: Song): number | null {
	const key = song.music?.key;
	if (key === undefined) return null;
	const { number, letter } = toCamelot(key);
	return 2 * number + (letter === 'B' ? 1 : 0);
}

function numbers(read: (song: Song) => number | null, sign: number): Compare {
	return (a, b) => {
		const one = read(a);
		const other = read(b);
		if (one === null || other === null) return Number(one === null) - Number(other === null);
		return sign * (one - other);
	};
}

function words(read: (song: Song) => string, collator: Intl.Collator, sign: number): Compare {
	return (a, b) => {
		const one = read(a).trim();
		const other = read(b).trim();
		if (one === '' || other === '') return Number(one === '') - Number(other === '');
		return sign * collator.compare(one, other);
	};
}
