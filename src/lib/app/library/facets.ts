import type { Song } from '$contracts/song.ts';
import { countTags } from './tags.ts';

export interface Facet {
	readonly name: string;
	readonly songCount: number;
}

const mostEntries = 24;

/** What songs can be told apart by, the most common first, at most 24 of each. */
export function countFacets(songs: readonly Song[]): {
	readonly tags: readonly Facet[];
	readonly genres: readonly Facet[];
	readonly moods: readonly Facet[];
} {
	return {
		tags: countTags(songs)
			.slice(0, mostEntries)
			.map(({ tag, songCount }) => ({ name: tag, songCount })),
		genres: count(songs, (song) => song.music?.genre),
		moods: count(songs, (song) => song.music?.mood)
	};
}

function count(songs: readonly Song[], read: (song: Song) => string | undefined): readonly Facet[] {
	const counts = new Map<string, number>();
	for (const song of songs) {
		const name = read(song);
		if (name !== undefined && name !== 'unknown') counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return [...counts]
		.map(([name, songCount]) => ({ name, songCount }))
		.sort((a, b) => b.songCount - a.songCount || (a.name < b.name ? -1 : 1))
		.slice(0, mostEntries);
}
