import type { SongSort, SortKey } from '$lib/app/library/sort-songs.ts';

/** How a list is ordered, in words: by what, and what both directions of it are called. */
export const sortWords: Readonly<Record<SortKey, { readonly label: string; readonly up: string; readonly down: string }>> = {
	added: { label: 'Date added', up: 'Oldest first', down: 'Newest first' },
	title: { label: 'Title', up: 'A to Z', down: 'Z to A' },
	artist: { label: 'Artist', up: 'A to Z', down: 'Z to A' },
	duration: { label: 'Length', up: 'Shortest first', down: 'Longest first' },
	bpm: { label: 'Tempo', up: 'Slowest first', down: 'Fastest first' },
	key: { label: 'Key', up: '1A to 12B', down: '12B to 1A' },
	energy: { label: 'Energy', up: 'Calmest first', down: 'Most first' },
	loudness: { label: 'Loudness', up: 'Quietest first', down: 'Loudest first' },
	rating: { label: 'Rating', up: 'Fewest stars first', down: 'Most stars first' },
	practised: { label: 'Last practised', up: 'Longest ago first', down: 'Latest first' },
	size: { label: 'File size', up: 'Smallest first', down: 'Largest first' }
};

/** An order in words, such as `Tempo, slowest first, then Title, A to Z`. */
export function sortSummary(sorts: readonly SongSort[]): string {
	const said = sorts.map(({ key, direction }) => `${sortWords[key].label}, ${sortWords[key][direction].toLowerCase()}`);
	return said.length === 0 ? 'none' : said.join(', then ');
}
