import type { Song } from '$contracts/song.ts';
import { toTransition } from '$core/harmony/mixing/follow.ts';
import { toQueryTest, toTest, type MatchContext } from '$core/intent/match-query.ts';
import type { Calendar } from '$core/intent/periods.ts';
import type { Chip } from '$core/intent/query.ts';
import type { IntentContext } from '$core/intent/rules/rule.ts';
import { factsOf } from './song-facts.ts';
import { sortSongs, type SongSort } from './sort-songs.ts';
import { countTags } from './tags.ts';

/** What the reader of plain words may know of these songs. Songs' words are joined once, for the quick search in them. */
export function toIntentContext(songs: readonly Song[], calendar: Calendar): IntentContext {
	const facts = songs.map(factsOf);
	const all = facts.map(({ text }) => text).join('\n');
	const titles = facts.map(({ titleText }) => titleText).join('\n');
	const artists = new Map(songs.map((song) => [factsOf(song).artistText, song.artist.trim()]));
	artists.delete('');
	return {
		...calendar,
		artists: [...artists.values()],
		tags: countTags(songs).map(({ tag }) => tag),
		occurs: (folded) => all.includes(folded),
		isInTitle: (folded) => titles.includes(folded)
	};
}

/** The songs that fit every chip, in the order given. */
export function searchSongs(songs: readonly Song[], chips: readonly Chip[], context: MatchContext): readonly Song[] {
	if (chips.length === 0) return songs;
	const test = toQueryTest(chips, context);
	return songs.filter((song) => test(factsOf(song)));
}

/**
 * Songs in the order that the chips ask for, and after that as sorted already. What mixes with "this" goes best first
 * unless another order is asked for.
 */
export function orderByChips(songs: readonly Song[], chips: readonly Chip[], { thisSong }: MatchContext): readonly Song[] {
	const sorts = chips.flatMap(({ criterion }): SongSort[] =>
		criterion.kind === 'order' ? [{ key: criterion.key, direction: criterion.direction }] : []
	);
	if (sorts.length > 0) return sortSongs(songs, sorts);
	const mix = chips.find(({ criterion, isNegated }) => criterion.kind === 'mixes' && !isNegated)?.criterion;
	if (mix?.kind !== 'mixes' || thisSong === null) return songs;
	const scores = new Map(
		songs.map((song) => {
			const facts = factsOf(song);
			const transition = mix.direction === 'after' ? toTransition(thisSong, facts) : toTransition(facts, thisSong);
			return [song.id, transition.score];
		})
	);
	return [...songs].sort((a, b) => (scores.get(b.id) ?? 0) - (scores.get(a.id) ?? 0));
}

export interface Blocker {
	/** Place of the chip among those given. */
	readonly index: number;
	/** How many songs it excludes by itself. */
	readonly excludedCount: number;
	/** How many would be found without it. */
	readonly foundWithoutCount: number;
}

/** For a search that finds nothing: what each chip excludes, the one whose removal finds most first. */
export function findBlockers(songs: readonly Song[], chips: readonly Chip[], context: MatchContext): readonly Blocker[] {
	const facts = songs.map(factsOf);
	return chips
		.flatMap((chip, index): Blocker[] => {
			const own = toTest(chip, context);
			if (own === null) return [];
			const rest = toQueryTest(chips.toSpliced(index, 1), context);
			const excludedCount = facts.reduce((count, song) => count + (own(song) ? 0 : 1), 0);
			const foundWithoutCount = facts.reduce((count, song) => count + (rest(song) ? 1 : 0), 0);
			return excludedCount === 0 ? [] : [{ index, excludedCount, foundWithoutCount }];
		})
		.sort((a, b) => b.foundWithoutCount - a.foundWithoutCount || b.excludedCount - a.excludedCount);
}
