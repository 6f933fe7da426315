import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { countTags, filterSongs, noFilter } from './filter-songs.ts';
import { foldText } from '$core/text/fold-text.ts';

describe('foldText', () => {
	test.each([
		['Café del Mar', 'cafe del mar'],
		['  Größe\t\u00a0Zwei ', 'grosse zwei'],
		['Łódź', 'lodz'],
		['Sigur Rós — Sæglópur', 'sigur ros — saeglopur'],
		['ﬁn', 'fin'],
		['Ｗｉｄｅ', 'wide'],
		['Дом', 'дом'],
		['ガ', 'カ'],
		['', '']
	])('%j folds to %j', (text, folded) => {
		expect(foldText(text)).toBe(folded);
	});

	test('folding twice changes nothing more', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldText(foldText(text)) === foldText(text)));
	});
});

describe('filterSongs', () => {
	const songs = [
		songOf('a', { title: 'Café Nocturne', artist: 'Zoë', tags: ['Piano', 'Slow'] }),
		songOf('b', { title: 'Blue Bossa', artist: 'Kenny', tags: ['jazz', 'piano'] }),
		songOf('c', { title: '', artist: '', original: { ...songOf('c').original, fileName: 'Take 7 (blue room).wav' } })
	];
	const found = (text: string, tags: readonly string[] = []): string[] => filterSongs(songs, { text, tags }).map(({ id }) => id);

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
		expect(filterSongs(songs, noFilter)).toBe(songs);
	});

	test('a renamed song is a new record and is found by its new name', () => {
		const [first] = songs;
		if (!first) throw new Error('no song');
		const renamed = { ...first, title: 'Dawn' };
		expect(filterSongs([renamed], { text: 'dawn', tags: [] })).toHaveLength(1);
		expect(filterSongs([renamed], { text: 'nocturne', tags: [] })).toHaveLength(0);
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
