import { describe, expect, test } from 'vitest';
import { entryPaths, fromFileListText, fromManifestText, toEntryKind } from './index.ts';

const hash = 'ab'.repeat(32);

describe('toEntryKind', () => {
	test.each([
		['manifest.json', 'manifest'],
		['files.json', 'files'],
		['lists.json', 'lists'],
		['lists/a.json', null],
		['choices.json', 'choices'],
		['takes/0190b5a0-1c2d-7abc-8def-0123456789ab.json', 'take'],
		['takes/0190b5a0-1c2d-7abc-8def-0123456789ab.wav', 'takeSound'],
		['takes/0190b5a0', null],
		['takes/../../x.wav', null],
		['takes/a.b.wav', null],
		['takes/.wav', null],
		[`takes/${'a'.repeat(65)}.json`, null],
		['practice/1.json', 'practice'],
		['practice/0.json', null],
		['practice/-1.json', null],
		['practice/1/2.json', null],
		['songs/0190b5a0-1c2d-7abc-8def-0123456789ab.json', 'song'],
		[`originals/${hash}`, 'original'],
		[`covers/${hash}`, 'cover'],
		['songs/../../etc/passwd.json', null],
		['../manifest.json', null],
		['/manifest.json', null],
		['songs\\x.json', null],
		['songs/.json', null],
		[`originals/${hash}/x`, null],
		[`originals/${hash.toUpperCase()}`, null],
		[`pcm/${hash}`, null],
		['MANIFEST.JSON', null],
		['manifest.json\n', null],
		['', null]
	])('%j is %s', (name, kind) => {
		expect(toEntryKind(name)).toBe(kind);
	});

	test('a song of any id has a name that is allowed', () => {
		for (const id of ['demo', 'a/b', '../x', 'é'.repeat(64), 'ключ', '%']) expect(toEntryKind(entryPaths.song(id))).toBe('song');
	});
});

describe('fromManifestText', () => {
	const ours = { format: 'woodshed-backup', formatVersion: 2, appVersion: '0.1.0', createdAtMs: 1, songCount: 2 };
	test.each([1, 2, 3, 4, 5])('reads its own, of format %i', (formatVersion) => {
		const manifest = { ...ours, formatVersion };
		expect(fromManifestText(JSON.stringify(manifest))).toEqual({ kind: 'ours', manifest });
	});
	test('a newer one is recognised whatever else it holds', () => {
		const newer = { format: 'woodshed-backup', formatVersion: 7, appVersion: '3.0.0', songs: 'elsewhere' };
		expect(fromManifestText(JSON.stringify(newer))).toEqual({ kind: 'newer', appVersion: '3.0.0', formatVersion: 7 });
	});
	test.each([
		['{}', 'notOurs'],
		['null', 'notOurs'],
		['{"format":"other","formatVersion":1}', 'notOurs'],
		['{"format":', 'damaged'],
		[JSON.stringify({ ...ours, songCount: -1 }), 'damaged'],
		[JSON.stringify({ ...ours, songCount: 1e9 }), 'damaged']
	])('%s is %s', (text, kind) => {
		expect(fromManifestText(text).kind).toBe(kind);
	});
});

describe('fromFileListText', () => {
	test.each(['', 'null', '{"files":[{"path":"x","bytes":-1,"sha256":""}],"missingOriginals":[]}', '[]'])(
		'%s is damaged',
		(text) => {
			expect(fromFileListText(text)).toBeNull();
		}
	);
});
