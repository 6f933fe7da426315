import type { SongSort, SortKey } from '$lib/app/library/sort-songs.ts';

/** How a list is ordered, in words: by what, and what both directions of it are called. */
export const sortWords: Readonly<Record<SortKey, { readonly label: string; readonly up: string; readonly down: string }>> = {
	added: { label: 'Date added', up: 'Oldest first', down: 'Newest first' },
	title: { label: 'Title', up: 'A to Z', down: 'Z to A' },
	artist: { label: 'Artist', up: 'A to Z', down: 'Z to A' },
	duration: { label: 'Length', up: 'Shortest first', down: 'Longest first' },
	size: { label: 'File size', up: 'Smallest first', down: 'Largest first' }
};

export function sortSummary({ key, direction }: SongSort): string {
	const words = sortWords[key];
	return key === 'title' || key === 'artist' ? `${words.label}, ${words[direction]}` : words[direction];
}
