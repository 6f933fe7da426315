import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Song } from '$contracts/song.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { filterSongs } from './filter-songs.ts';
import { sortKeys, sortSongs, type SongSort } from './sort-songs.ts';

const up = (key: SongSort['key']): SongSort => ({ key, direction: 'up' });
const down = (key: SongSort['key']): SongSort => ({ key, direction: 'down' });
const ids = (songs: readonly Song[]): string => songs.map(({ id }) => id).join(' ');

function timed(id: string, durationSeconds: number, sizeBytes: number, addedAtMs: number): Song {
	const song = songOf(id, { addedAtMs });
	return { ...song, recording: { ...song.recording, durationSeconds }, original: { ...song.original, sizeBytes } };
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
				const one = ids(sortSongs(songs, { key, direction }, 'en'));
				const other = ids(sortSongs([...songs].reverse(), { key, direction }, 'en'));
				return one === other && ids(songs) === before;
			})
		);
	});
});

test('ten thousand songs are searched and sorted within a frame or two of the hand', () => {
	const songs = Array.from({ length: 10_000 }, (_, index) =>
		songOf(`id${index}`, { title: `Song ${(index * 7919) % 10_000} äö`, artist: `Artist ${index % 300}`, tags: ['live', 'x'] })
	);
	filterSongs(songs, { text: 'warm', tags: [] });
	const started = performance.now();
	const found = filterSongs(songs, { text: 'song 99 artist', tags: ['live'] });
	const filteredMs = performance.now() - started;
	const sorted = sortSongs(found.length > 0 ? songs : [], up('artist'), 'en');
	const sortedMs = performance.now() - started - filteredMs;
	console.log(`10,000 songs: filter ${filteredMs.toFixed(1)} ms, sort ${sortedMs.toFixed(1)} ms`);
	expect(found.length).toBeGreaterThan(0);
	expect(sorted).toHaveLength(10_000);
	expect(filteredMs).toBeLessThan(100);
	expect(sortedMs).toBeLessThan(400);
});
