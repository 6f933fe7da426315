import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Song } from '$contracts/song.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { newestFirst, sortKeys, sortSongs, turnSort, type SongSort } from './sort-songs.ts';

const up = (key: SongSort['key']): SongSort[] => [{ key, direction: 'up' }];
const down = (key: SongSort['key']): SongSort[] => [{ key, direction: 'down' }];
const ids = (songs: readonly Song[]): string => songs.map(({ id }) => id).join(' ');

function timed(id: string, durationSeconds: number, sizeBytes: number, addedAtMs: number): Song {
	const song = songOf(id, { addedAtMs });
	const recording = song.recording && { ...song.recording, durationSeconds };
	return { ...song, ...(recording && { recording }), original: { ...song.original, sizeBytes } };
}

describe('sortSongs', () => {
	const titled = [
		songOf('1', { title: 'Étude 10' }),
		songOf('2', { title: 'zebra' }),
		songOf('3', { title: 'Etude 2' }),
		songOf('4', { title: '' }),
		songOf('5', { title: 'Apple' })
	];

	test('titles go by the language, numbers by value, nothing last either way', () => {
		expect(ids(sortSongs(titled, up('title'), 'en'))).toBe('5 3 1 2 4');
		expect(ids(sortSongs(titled, down('title'), 'en'))).toBe('2 1 3 5 4');
	});

	test('the language decides: ä comes after z in Swedish and beside a in German', () => {
		const songs = [songOf('z', { title: 'zon' }), songOf('ä', { title: 'ära' })];
		expect(ids(sortSongs(songs, up('title'), 'sv'))).toBe('z ä');
		expect(ids(sortSongs(songs, up('title'), 'de'))).toBe('ä z');
	});

	test('songs by one artist go by title in both directions; no artist goes last', () => {
		const songs = [
			songOf('none', { title: 'A', artist: ' ' }),
			songOf('b2', { title: 'Two', artist: 'Bill' }),
			songOf('b1', { title: 'One', artist: 'Bill' }),
			songOf('a', { title: 'Z', artist: 'Art' })
		];
		expect(ids(sortSongs(songs, up('artist'), 'en'))).toBe('a b1 b2 none');
		expect(ids(sortSongs(songs, down('artist'), 'en'))).toBe('b1 b2 a none');
	});

	const measured = [timed('a', 30, 500, 3), timed('b', 10, 900, 2), timed('c', 20, 100, 1)];
	test.each([
		['duration', 'b c a'],
		['size', 'c a b'],
		['added', 'c b a']
	] as const)('%s goes by number', (key, order) => {
		expect(ids(sortSongs(measured, up(key)))).toBe(order);
		expect(ids(sortSongs(measured, down(key)))).toBe(order.split(' ').reverse().join(' '));
	});

	test('the order does not depend on where it came from, and the list given is left alone', () => {
		const some = fc.array(fc.record({ title: fc.constantFrom('', 'a', 'A', 'á', 'b'), artist: fc.constantFrom('', 'x', 'y') }), {
			maxLength: 20
		});
		fc.assert(
			fc.property(some, fc.constantFrom(...sortKeys), fc.constantFrom('up', 'down'), (fields, key, direction) => {
				const songs = fields.map((field, index) => songOf(`id${index}`, field));
				const before = ids(songs);
				const one = ids(sortSongs(songs, [{ key, direction }], 'en'));
				const other = ids(sortSongs([...songs].reverse(), [{ key, direction }], 'en'));
				return one === other && ids(songs) === before;
			})
		);
	});
});

describe('several orders at once', () => {
	const music = (id: string, bpm: number | undefined, tonic: number, rating?: number): Song => ({
		...songOf(id, { title: id }),
		...(rating === undefined ? {} : { rating }),
		music: { ...(bpm === undefined ? {} : { bpm }), key: { tonic, mode: 'minor' } }
	});
	// A minor is 8A, E minor 9A, D minor 7A.
	const songs = [music('a', 120, 9, 3), music('b', 100, 4, 5), music('c', undefined, 9), music('d', 100, 2, 5)];

	test('the second decides where the first ties, and what is not known goes last either way', () => {
		expect(
			ids(
				sortSongs(
					songs,
					[
						{ key: 'bpm', direction: 'up' },
						{ key: 'key', direction: 'up' }
					],
					'en'
				)
			)
		).toBe('d b a c');
		expect(
			ids(
				sortSongs(
					songs,
					[
						{ key: 'bpm', direction: 'down' },
						{ key: 'key', direction: 'down' }
					],
					'en'
				)
			)
		).toBe('a b d c');
		expect(
			ids(
				sortSongs(
					songs,
					[
						{ key: 'rating', direction: 'down' },
						{ key: 'title', direction: 'down' }
					],
					'en'
				)
			)
		).toBe('d b a c');
		expect(ids(sortSongs(songs, [{ key: 'key', direction: 'up' }], 'en'))).toBe('d a c b');
	});

	test('a press sorts by a column alone and turns it; with Shift it joins, turns and leaves', () => {
		const pressed = (sorts: readonly SongSort[], key: SongSort['key'], isAdded = false): string =>
			turnSort(sorts, key, isAdded)
				.map((sort) => `${sort.key} ${sort.direction}`)
				.join(', ');
		const title: SongSort = { key: 'title', direction: 'up' };
		const bpm: SongSort = { key: 'bpm', direction: 'up' };
		expect(pressed(newestFirst, 'title')).toBe('title up');
		expect(pressed([title], 'title')).toBe('title down');
		expect(pressed([title, bpm], 'title')).toBe('title up');
		expect(pressed([title], 'bpm', true)).toBe('title up, bpm up');
		expect(pressed([title, bpm], 'bpm', true)).toBe('title up, bpm down');
		expect(pressed([title, { key: 'bpm', direction: 'down' }], 'bpm', true)).toBe('title up');
		expect(pressed([], 'rating')).toBe('rating down');
	});
});
