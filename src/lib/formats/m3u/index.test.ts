import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toM3u } from './index.ts';

test('a set as players read it', () => {
	const entries = [
		{ title: 'Misty', artist: 'Erroll Garner', durationSeconds: 181.6, fileName: 'misty.flac' },
		{ title: 'No\nname', artist: '', durationSeconds: 0, fileName: '#1 hit.mp3' }
	];
	expect(toM3u('Sunday', entries)).toBe(
		'#EXTM3U\n#PLAYLIST:Sunday\n#EXTINF:182,Erroll Garner - Misty\nmisty.flac\n#EXTINF:0,No name\n./#1 hit.mp3\n'
	);
});

test('whatever the names, a song is two lines and only the second is no comment', () => {
	const entry = fc.record({
		title: fc.string({ unit: 'grapheme' }),
		artist: fc.string(),
		durationSeconds: fc.double({ min: 0, max: 1e5, noNaN: true }),
		fileName: fc.string()
	});
	fc.assert(
		fc.property(fc.string(), fc.array(entry, { maxLength: 5 }), (name, entries) => {
			const lines = toM3u(name, entries).split('\n');
			expect(lines).toHaveLength(2 + 2 * entries.length + 1);
			lines.slice(2, -1).forEach((line, index) => expect(line.startsWith('#')).toBe(index % 2 === 0));
		})
	);
});
