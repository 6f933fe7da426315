import { expect, test } from 'vitest';
import { hashOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { toSongsJson } from './index.ts';

test('what is known of a song is written, what is not is left out', () => {
	const music = { bpm: 120, key: { tonic: 8, mode: 'major' as const } };
	expect(JSON.parse(toSongsJson([songOf('a', { title: 'é "x"\n', tags: ['t'], music, rating: 5 }), songOf('b')]))).toEqual({
		format: 'woodshed-songs',
		version: 1,
		songs: [
			{
				title: 'é "x"\n',
				artist: '',
				tags: ['t'],
				durationSeconds: 60,
				bpm: 120,
				key: 'A♭ major',
				camelot: '4B',
				rating: 5,
				addedAtMs: 1000,
				fileName: 'a.wav',
				sha256: hashOf('a')
			},
			{ title: 'b', artist: '', tags: [], durationSeconds: 60, addedAtMs: 1000, fileName: 'b.wav', sha256: hashOf('b') }
		]
	});
});
