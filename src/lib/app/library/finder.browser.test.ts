import { describe, expect, test } from 'vitest';
import type { Song } from '$contracts/song.ts';
import { chipWords } from '$core/intent/chip-words.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { Finder } from './finder.svelte.ts';

const songs: readonly Song[] = [
	songOf('a', { title: 'Autumn', artist: 'Nina', addedAtMs: 3, music: { bpm: 72, key: { tonic: 9, mode: 'minor' } } }),
	songOf('b', { title: 'Bossa', tags: ['latin'], addedAtMs: 2, music: { bpm: 140, key: { tonic: 4, mode: 'minor' } } }),
	songOf('c', { title: 'Canon', addedAtMs: 1, music: { bpm: 71, key: { tonic: 4, mode: 'minor' } } })
];
const open = (): Finder =>
	new Finder(
		() => songs,
		() => ({ nowMs: 10_000, utcOffsetMinutes: 0 })
	);
const ids = (finder: Finder): string => finder.found.map(({ id }) => id).join(' ');
const said = (finder: Finder): string[] => finder.chips.map(chipWords);

describe('a search in the making', () => {
	test('what is typed is read at once, and Enter sets it', () => {
		const finder = open();
		expect(ids(finder)).toBe('a b c');
		finder.type('slow, minor');
		expect(ids(finder)).toBe('a c');
		finder.keep();
		expect(finder.text).toBe('');
		finder.type('by nina');
		expect(said(finder)).toEqual(['at most 90 BPM', 'minor key', 'by Nina']);
		expect(ids(finder)).toBe('a');
	});

	test('a chip changed by hand is sure, and unclear words stay in the box', () => {
		const finder = open();
		finder.type('slow wobbly');
		expect(finder.unclear.map(({ text }) => text)).toEqual(['wobbly']);
		finder.change(0, { kind: 'range', field: 'bpm', max: 71 }, false);
		expect(finder.text).toBe('wobbly');
		expect(finder.chips).toMatchObject([{ confidence: 1, criterion: { max: 71 } }]);
		expect([finder.unclear.length, ids(finder)]).toEqual([1, 'c']);
	});

	test('the panel and the chips are one state', () => {
		const finder = open();
		finder.type('over 100 bpm');
		finder.put(({ criterion }) => criterion.kind === 'range' && criterion.field === 'bpm', {
			kind: 'range',
			field: 'bpm',
			max: 75
		});
		expect(said(finder)).toEqual(['at most 75 BPM']);
		expect(finder.text).toBe('');
		finder.put(({ criterion }) => criterion.kind === 'range', null);
		expect(ids(finder)).toBe('a b c');
	});

	test('"this" is the chosen song, and a column pressed wins over an order in words', () => {
		const finder = open();
		finder.choose('a');
		finder.type('mixes out of this');
		expect([finder.needsThis, ids(finder)]).toEqual([true, 'c b']);
		finder.clear();
		finder.type('slowest first');
		expect(ids(finder)).toBe('c a b');
		finder.sortBy([{ key: 'title', direction: 'down' }]);
		expect(ids(finder)).toBe('c b a');
		expect(finder.chips).toEqual([]);
	});

	test('words that no song has find nothing, and say so', () => {
		const finder = open();
		finder.type('zzz');
		expect(finder.found).toHaveLength(0);
		expect(finder.unclear.map(({ text }) => text)).toEqual(['zzz']);
		expect(finder.blockers()).toMatchObject([{ index: 0, excludedCount: 3, foundWithoutCount: 3 }]);
	});
});
