import { expect, test } from 'vitest';
import { songOf } from '../../../../../tests/fixtures/songs.ts';
import { exportPlaylist, exportSheet, exportSongs, toSetSheet } from './export-songs.ts';

const songs = [
	songOf('a', { title: 'Misty', artist: 'Erroll Garner', music: { bpm: 62.4, key: { tonic: 3, mode: 'major' } } }),
	songOf('b', { title: '', music: { key: { tonic: 10, mode: 'major' } } }),
	songOf('c', { title: 'Drone' })
];

test('a set on paper says keys, tempi, lengths and how it goes on', () => {
	expect(toSetSheet({ name: 'Sunday' }, songs)).toEqual({
		name: 'Sunday',
		summary: '3 songs, 3:00',
		lines: [
			{
				title: 'Misty',
				artist: 'Erroll Garner',
				key: 'E♭ major (5B)',
				bpm: '62',
				duration: '1:00',
				transition: '5B to 6B: a fifth up, one note apart'
			},
			{ title: 'b.wav', artist: '', key: 'B♭ major (6B)', bpm: '', duration: '1:00', transition: 'key not known' },
			{ title: 'Drone', artist: '', key: '', bpm: '', duration: '1:00', transition: '' }
		]
	});
});

test('files carry their kind and name', async () => {
	const csv = exportSongs(songs, 'csv', 'Library');
	expect([csv.fileName, csv.content.type]).toEqual(['Library.csv', 'text/csv']);
	expect(new Uint8Array(await csv.content.arrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
	expect(JSON.parse(await exportSongs(songs, 'json', 'Library').content.text())).toMatchObject({ songs: { length: 3 } });
	expect(await exportPlaylist({ name: 'Sunday' }, songs).content.text()).toContain('#EXTINF:60,Erroll Garner - Misty\na.wav');
	const printed = await exportSheet({ toPdf: async ({ name }) => new Blob([name]) }, { name: 'Sunday' }, songs);
	expect([printed.fileName, await printed.content.text()]).toEqual(['Sunday.pdf', 'Sunday']);
});
