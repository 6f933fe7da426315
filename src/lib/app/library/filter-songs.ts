import type { Song } from '$contracts/song.ts';
import { foldText } from '$core/text/fold-text.ts';

export interface SongFilter {
	/** Words in any order, each found anywhere in title, artist, tags or file name; accents and case do not matter. */
	readonly text: string;
	/** All of these must be on the song. */
	readonly tags: readonly string[];
}

export const noFilter: SongFilter = { text: '', tags: [] };

/** Folded once a record: records are never changed in place. */
const folded = new WeakMap<Song, { readonly text: string; readonly tags: ReadonlySet<string> }>();

function fold(song: Song): { readonly text: string; readonly tags: ReadonlySet<string> } {
	const known = folded.get(song);
	if (known) return known;
	const made = {
		text: [song.title, song.artist, ...song.tags, song.original.fileName].map(foldText).join('\n'),
		tags: new Set(song.tags.map(foldText))
	};
	folded.set(song, made);
	return made;
}

/** The songs that fit, in the order given. An empty filter answers the list itself. */
export function filterSongs(songs: readonly Song[], filter: SongFilter): readonly Song[] {
	const words = foldText(filter.text)
		.split(' ')
		.filter((word) => word !== '');
	const tags = filter.tags.map(foldText);
	if (words.length === 0 && tags.length === 0) return songs;
	return songs.filter((song) => {
		const known = fold(song);
		return words.every((word) => known.text.includes(word)) && tags.every((tag) => known.tags.has(tag));
	});
}

/** Every tag in use with how many songs carry it, the most used first. Spellings that fold alike are one tag. */
export function countTags(songs: readonly Song[]): readonly { readonly tag: string; readonly songCount: number }[] {
	const counts = new Map<string, { tag: string; songCount: number }>();
	for (const song of songs) {
		for (const tag of song.tags) {
			const key = foldText(tag);
			const count = counts.get(key);
			if (count) count.songCount++;
			else counts.set(key, { tag, songCount: 1 });
		}
	}
	return [...counts.values()].sort((a, b) => b.songCount - a.songCount || (foldText(a.tag) < foldText(b.tag) ? -1 : 1));
}
