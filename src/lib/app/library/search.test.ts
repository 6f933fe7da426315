import { describe, expect, test } from 'vitest';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import type { Song } from '$contracts/song.ts';
import { chipOf, type Chip } from '$core/intent/query.ts';
import type { MatchContext } from '$core/intent/match-query.ts';
import { readQuery } from '$core/intent/read-query.ts';
import { factsOf } from './song-facts.ts';
import { findBlockers, orderByChips, searchSongs, toIntentContext } from './search.ts';
import { countTags } from './tags.ts';

const calendar = { nowMs: Date.UTC(2026, 10, 20), utcOffsetMinutes: 0 };
const alone: MatchContext = { ...calendar, thisSong: null };

function chipsFor(text: string, tags: readonly string[]): Chip[] {
	const words = text === '' ? [] : [chipOf({ kind: 'text', words: text, where: 'anywhere' })];
	return [...words, ...tags.map((tag) => chipOf({ kind: 'tag', tag }))];
}

describe('searchSongs', () => {
	const songs = [
		songOf('a', { title: 'Café Nocturne', artist: 'Zoë', tags: ['Piano', 'Slow'] }),
		songOf('b', { title: 'Blue Bossa', artist: 'Kenny', tags: ['jazz', 'piano'] }),
		songOf('c', { title: '', artist: '', original: { ...songOf('c').original, fileName: 'Take 7 (blue room).wav' } })
	];
	const found = (text: string, tags: readonly string[] = []): string[] =>
		searchSongs(songs, chipsFor(text, tags), alone).map(({ id }) => id);

	test.each([
		['', ['a', 'b', 'c']],
		['cafe', ['a']],
		['CAFÉ', ['a']],
		['zoe nocturne', ['a']],
		['blue', ['b', 'c']],
		['blue bossa', ['b']],
		['room blue', ['c']],
		['piano', ['a', 'b']],
		['nothing like it', []]
	])('%j finds %j', (text, ids) => {
		expect(found(text)).toEqual(ids);
	});

	test.each([
		[['piano'], ['a', 'b']],
		[['PIANO', 'slow'], ['a']],
		[['pian'], []]
	])('tags %j find %j', (tags, ids) => {
		expect(found('', tags)).toEqual(ids);
	});

	test('words do not match across the seam of two fields', () => {
		expect(found('nocturnezoe')).toEqual([]);
	});

	test('no filter gives the very same list, so that nothing is drawn again', () => {
		expect(searchSongs(songs, [], alone)).toBe(songs);
	});

	test('a renamed song is a new record and is found by its new name', () => {
		const [first] = songs;
		if (!first) throw new Error('no song');
		const renamed = { ...first, title: 'Dawn' };
		expect(searchSongs([renamed], chipsFor('dawn', []), alone)).toHaveLength(1);
		expect(searchSongs([renamed], chipsFor('nocturne', []), alone)).toHaveLength(0);
	});
});

describe('plain words over a library', () => {
	const made = (id: string, more: Partial<Song>): Song => songOf(id, more);
	const songs = [
		made('slow', {
			title: 'Slow one',
			artist: 'Nina',
			tags: ['gospel'],
			music: { bpm: 72, key: { tonic: 8, mode: 'major' }, energy: 0.3 }
		}),
		made('next', { title: 'Next', artist: 'Nina', music: { bpm: 74, key: { tonic: 3, mode: 'major' }, energy: 0.38 } }),
		made('same', { title: 'Same', artist: 'Ray', music: { bpm: 144, key: { tonic: 8, mode: 'major' }, energy: 0.35 } }),
		made('loud', { title: 'Loud', artist: 'Ray', music: { bpm: 130, key: { tonic: 2, mode: 'minor' }, energy: 0.9 } }),
		made('unheard', { title: 'Unheard' }),
		made('beatless', { title: 'Drone', music: { bpm: 60, isBeatless: true } })
	];
	const context = toIntentContext(songs, calendar);
	const ask = (text: string, thisId: string | null = null): string[] => {
		const { chips } = readQuery(text, context);
		const song = songs.find(({ id }) => id === thisId);
		const match: MatchContext = { ...calendar, thisSong: song ? factsOf(song) : null };
		return orderByChips(searchSongs(songs, chips, match), chips, match).map(({ id }) => id);
	};

	test.each([
		['slow gospel in A flat under 80 bpm', ['slow']],
		['by nina', ['slow', 'next']],
		['not by nina', ['same', 'loud', 'unheard', 'beatless']],
		['beatless', ['unheard', 'beatless']],
		['fastest first', ['same', 'loud', 'next', 'slow', 'beatless', 'unheard']]
	])('%s', (text, ids) => expect(ask(text)).toEqual(ids));

	test('what mixes out of this goes best first, and asks for nothing while there is no "this"', () => {
		expect(ask('mixes out of this', 'slow')).toEqual(['same', 'next']);
		expect(ask('mixes out of this, a bit more energy', 'slow')).toEqual(['same', 'next']);
		expect(ask('mixes out of this')).toHaveLength(songs.length);
	});

	test('of a search that finds nothing the chip in the way is named first', () => {
		const { chips } = readQuery('gospel, over 140 bpm, by nina', context);
		expect(searchSongs(songs, chips, alone)).toHaveLength(0);
		const [first] = findBlockers(songs, chips, alone);
		expect(first).toMatchObject({ foundWithoutCount: 1, excludedCount: 5 });
		expect(first && chips[first.index]?.criterion.kind).toBe('range');
	});
});

test('countTags counts spellings that fold alike as one, the most used first', () => {
	const songs = [songOf('a', { tags: ['Piano', 'x'] }), songOf('b', { tags: ['piano'] }), songOf('c', { tags: ['a'] })];
	expect(countTags(songs)).toEqual([
		{ tag: 'Piano', songCount: 2 },
		{ tag: 'a', songCount: 1 },
		{ tag: 'x', songCount: 1 }
	]);
});
