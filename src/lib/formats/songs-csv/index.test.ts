import { describe, expect, test } from 'vitest';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { songColumns, toSongsCsv } from './index.ts';

describe('a library as CSV', () => {
	test('a song that is known through and through, and one that is not', () => {
		const known = songOf('a', {
			title: 'Blue, "in" Green',
			artist: 'Bill Evans',
			tags: ['ballad', 'Sunday set'],
			rating: 4,
			addedAtMs: Date.UTC(2026, 10, 20),
			lastPractisedAtMs: Date.UTC(2026, 10, 21, 9, 30),
			music: { bpm: 59.5, beatsPerBar: 4, key: { tonic: 2, mode: 'minor' }, energy: 0.25, integratedLufs: -18.24, genre: 'jazz' }
		});
		expect(toSongsCsv([known, songOf('b')]).split('\r\n')).toEqual([
			songColumns.join(','),
			'"Blue, ""in"" Green",Bill Evans,60.000,59.50,4,D minor,7A,,0.250,,-18.2,jazz,,ballad; Sunday set,4,2026-11-20T00:00:00.000Z,2026-11-21T09:30:00.000Z,a.wav',
			'b,,60.000,,,,,,,,,,,,,1970-01-01T00:00:01.000Z,,b.wav',
			''
		]);
	});

	test('nothing but the header for no songs', () => {
		expect(toSongsCsv([])).toBe(`${songColumns.join(',')}\r\n`);
	});

	test.each(['=1+1', '+cmd', '@sum', '-2+3', '\tx'])('%j is no formula for a spreadsheet', (title) => {
		expect(toSongsCsv([songOf('a', { title })]).split('\r\n')[1]).toMatch(/^"?'/);
	});

	test('a line break in a title stays in its cell, and a time no calendar has is empty', () => {
		const row = toSongsCsv([songOf('a', { title: 'one\ntwo', addedAtMs: 1e300 })]);
		expect(row).toContain('"one\ntwo"');
		expect(row).toContain(',,,,a.wav');
	});
});
