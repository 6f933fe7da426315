import { createHash } from 'node:crypto';
import { ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, test } from 'vitest';
import { noCorrections } from '$core/analysis/index.ts';
import type { RecordSink } from '$contracts/workers/backup.contract.ts';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import type { Song } from '$contracts/song.ts';
import type { Transcription } from '$contracts/transcription.ts';
import { BackupLibrary, noEvidence } from '../../tests/fakes/backup-library.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { backupOf, zipOf } from '../../tests/fixtures/backup-zip.ts';
import { setlistOf, smartListOf } from '../../tests/fixtures/lists.ts';
import { keptScoreOf } from '../../tests/fixtures/scores/made-score.ts';
import { madeAnalysis } from '../../tests/fixtures/made-analysis.ts';
import { notesOf as madeNotes, songOf as madeSong } from '../../tests/fixtures/songs.ts';
import { packBackup } from './pack.ts';
import { checkBackup, restoreBackup } from './restore.ts';

const path = 'backups/test.zip';
const request = { path, createdAtMs: Date.UTC(2026, 10, 20), appVersion: '0.1.0' };

function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	let state = seed;
	for (let i = 0; i < length; i++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		bytes[i] = state >>> 24;
	}
	return bytes;
}

function sha256(bytes: Uint8Array | string): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function songOf(id: string, bytes: Uint8Array, more: Partial<Song> = {}): Song {
	const original = { fileName: `${id}.wav`, sha256: sha256(bytes), sizeBytes: bytes.byteLength };
	return madeSong(id, { revision: 3, title: `Song ${id}`, artist: 'Ünïcode ☂', tags: ['ballad'], original, ...more });
}

function notesOf(song: Song, count: number): Transcription {
	return {
		...madeNotes(song, song.transcriptionId ?? 'none'),
		notes: Array.from({ length: count }, (_, index) => ({
			id: `n${index}`,
			onsetSeconds: index / 10,
			offsetSeconds: index / 10 + 0.5,
			pitchMidi: 40 + (index % 40),
			velocity: 80,
			confidence: 0.8
		}))
	};
}

type Library = BackupLibrary;
const emptyLibrary = (quotaBytes?: number): Library => new BackupLibrary(quotaBytes);
const nothing = noEvidence;

const take = noise(3_000_000, 1);
const duet = noise(70_000, 2);
const cover = noise(9_000, 3);

/** Three songs, two of which share their bytes, one in the bin, one with a cover, one with notes, an analysis, corrections and a score; two lists. */
function smallLibrary(): Library {
	const library = emptyLibrary();
	const first = songOf('first', take, {
		transcriptionId: 't1',
		analysisId: 'a1',
		scoreId: 'w1',
		music: { bpm: 96 },
		hasCover: true
	});
	for (const song of [first, songOf('second', duet, { deletedAtMs: 9 }), songOf('copy of/first', take)]) {
		library.songs.set(song.id, { song, evidence: nothing });
	}
	library.songs.set('first', {
		song: first,
		evidence: {
			transcription: notesOf(first, 2000),
			analysis: madeAnalysis({ id: 'a1', songId: 'first' }),
			corrections: { ...noCorrections('first'), revision: 2, tempoFactor: 2 },
			scores: [keptScoreOf('w1', 'first', 3)]
		}
	});
	library.lists = [setlistOf('sunday', { songIds: ['first', 'second', 'first'] }), smartListOf('slow')];
	library.files.put(`originals/${sha256(take)}`, take);
	library.files.put(`originals/${sha256(duet)}`, duet);
	library.files.put(`covers/${sha256(take)}`, cover);
	library.files.put(`pcm/${sha256(take)}`, noise(100, 4));
	return library;
}

function context(signal = new AbortController().signal, onProgress: (progress: Progress) => void = () => undefined) {
	return { signal, onProgress };
}

async function packedBlob(library: Library): Promise<Blob> {
	await packBackup(request, library.files, library.source, context());
	return (await library.files.open(path)).blob();
}

async function faultOf(work: Promise<unknown>): Promise<UserFixableError['fault']> {
	const error = await work.then(
		() => null,
		(thrown: unknown) => thrown
	);
	if (error instanceof UserFixableError) return error.fault;
	throw new Error(`expected a fault, got ${String(error)}`);
}

async function bytesAt(files: MemoryFileStore, at: string): Promise<Uint8Array> {
	return new Uint8Array(await (await (await files.open(at)).blob()).arrayBuffer());
}

describe('round trip', () => {
	test('everything comes back, byte for byte, and nothing that can be made again is packed', async () => {
		const library = smallLibrary();
		const summary = await packBackup(request, library.files, library.source, context());
		const file = await (await library.files.open(path)).blob();
		expect(summary).toEqual({
			songCount: 3,
			listCount: 2,
			takeCount: 0,
			practiceCount: 0,
			hasPractice: true,
			sizeBytes: file.size,
			createdAtMs: request.createdAtMs,
			appVersion: '0.1.0',
			missingOriginalCount: 0,
			missingTakeSoundCount: 0,
			ignoredEntryCount: 0
		});
		expect(file.size).toBeLessThan(take.byteLength + duet.byteLength + cover.byteLength + 60_000);
		expect(await checkBackup(file, context())).toEqual(summary);

		const other = emptyLibrary();
		expect(await restoreBackup(file, other.files, other.sink, context())).toEqual(summary);
		expect(other.songs).toEqual(library.songs);
		expect(other.lists).toEqual(library.lists);
		expect(sha256(await bytesAt(other.files, `originals/${sha256(take)}`))).toBe(sha256(take));
		expect(sha256(await bytesAt(other.files, `originals/${sha256(duet)}`))).toBe(sha256(duet));
		expect(sha256(await bytesAt(other.files, `covers/${sha256(take)}`))).toBe(sha256(cover));
		expect(await other.files.stat(`pcm/${sha256(take)}`)).toBeNull();
		expect(other.files.unnamedCount).toBe(0);
	});

	test('an empty library makes a backup that restores to nothing', async () => {
		const file = await packedBlob(emptyLibrary());
		expect((await checkBackup(file, context())).songCount).toBe(0);
	});

	test('the manifest is the first entry, so that a backup cut short still says what it was', async () => {
		const file = await packedBlob(smallLibrary());
		const entries = await new ZipReader(file.stream()).getEntries();
		expect(entries[0]?.filename).toBe('manifest.json');
		expect(entries.slice(-2).map(({ filename }) => filename)).toEqual(['choices.json', 'files.json']);
	});

	test('progress goes up to 1 in every stage', async () => {
		const told: Progress[] = [];
		const library = smallLibrary();
		await packBackup(
			request,
			library.files,
			library.source,
			context(undefined, (progress) => told.push(progress))
		);
		const file = await (await library.files.open(path)).blob();
		const other = emptyLibrary();
		await restoreBackup(
			file,
			other.files,
			other.sink,
			context(undefined, (progress) => told.push(progress))
		);
		for (const stage of ['packing', 'checking', 'restoring']) {
			const fractions = told.filter((progress) => progress.stage === stage).map(({ fraction }) => fraction);
			expect(fractions[0]).toBe(0);
			expect(fractions.at(-1)).toBe(1);
			expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
		}
	});

	test('files that are there already are not written again', async () => {
		const library = smallLibrary();
		const file = await packedBlob(library);
		const before = library.files.usedBytes;
		await restoreBackup(file, library.files, library.sink, context());
		expect(library.files.usedBytes).toBe(before);
	});

	test('memory stays flat: a recording is read in chunks of a megabyte', async () => {
		const library = smallLibrary();
		const asked: number[] = [];
		const files: MemoryFileStore = Object.create(library.files, {
			open: {
				value: async (at: string) => {
					const opened = await library.files.open(at);
					return { ...opened, read: (from: number, length: number) => (asked.push(length), opened.read(from, length)) };
				}
			},
			create: { value: () => library.files.create() },
			list: { value: (folder: 'takes') => library.files.list(folder) }
		});
		await packBackup(request, files, library.source, context());
		expect(asked.length).toBeGreaterThan(3);
		expect(Math.max(...asked)).toBeLessThanOrEqual(1024 ** 2);
	});
});

describe('a library that is not whole', () => {
	test('a recording that is gone is counted; its song and notes are kept', async () => {
		const library = smallLibrary();
		await library.files.remove(`originals/${sha256(take)}`);
		const file = await packedBlob(library);
		expect((await checkBackup(file, context())).missingOriginalCount).toBe(1);
		const other = emptyLibrary();
		await restoreBackup(file, other.files, other.sink, context());
		expect(other.songs.get('first')?.evidence.transcription?.notes).toHaveLength(2000);
	});

	test('a recording that no longer matches its hash is not passed on as if it did', async () => {
		const library = smallLibrary();
		library.files.put(`originals/${sha256(take)}`, noise(500, 8));
		const file = await packedBlob(library);
		expect(await checkBackup(file, context())).toMatchObject({ missingOriginalCount: 1, ignoredEntryCount: 1 });
	});

	test('a song whose evidence is gone is restored without it, and keeps what is known of the music', async () => {
		const library = smallLibrary();
		const first = library.songs.get('first');
		if (first) library.songs.set('first', { ...first, evidence: nothing });
		const other = emptyLibrary();
		await restoreBackup(await packedBlob(library), other.files, other.sink, context());
		const { song, evidence } = other.songs.get('first') ?? {};
		expect(song).not.toHaveProperty('transcriptionId');
		expect(song).not.toHaveProperty('analysisId');
		expect(song?.music).toEqual({ bpm: 96 });
		expect(evidence).toEqual(nothing);
	});

	test('evidence of another song, or of an earlier state of this one, is not packed', async () => {
		const library = smallLibrary();
		const first = library.songs.get('first');
		if (!first) throw new Error('no song');
		const { song, evidence } = first;
		const strange = {
			transcription: { ...notesOf(song, 1), id: 't0' },
			analysis: madeAnalysis({ id: 'a1', songId: 'second' }),
			corrections: noCorrections('second'),
			scores: [keptScoreOf('w1', 'second')]
		};
		for (const [given, kept] of [
			[strange, nothing],
			[evidence, evidence]
		] as const) {
			library.songs.set('first', { song, evidence: given });
			const other = emptyLibrary();
			await restoreBackup(await packedBlob(library), other.files, other.sink, context());
			expect(other.songs.get('first')?.evidence).toEqual(kept);
		}
	});
});

describe('cancel and quota', () => {
	test('a cancelled backup leaves nothing', async () => {
		const library = smallLibrary();
		const controller = new AbortController();
		const before = library.files.usedBytes;
		const work = packBackup(
			request,
			library.files,
			library.source,
			context(controller.signal, ({ fraction }) => fraction > 0.3 && controller.abort())
		);
		await expect(work).rejects.toSatisfy(isAbort);
		expect(library.files.usedBytes).toBe(before);
		expect(library.files.unnamedCount).toBe(0);
	});

	test.each(['checking', 'restoring'] as const)('a restore cancelled while %s leaves the library as it was', async (stage) => {
		const file = await packedBlob(smallLibrary());
		const other = emptyLibrary();
		const controller = new AbortController();
		const cancel = (progress: Progress): void => {
			if (progress.stage === stage && progress.fraction > 0.2) controller.abort();
		};
		await expect(restoreBackup(file, other.files, other.sink, context(controller.signal, cancel))).rejects.toSatisfy(isAbort);
		expect(other.songs.size).toBe(0);
		expect(other.files.usedBytes).toBe(0);
		expect(other.files.unnamedCount).toBe(0);
	});

	test('a full disk while packing is said, and nothing stays', async () => {
		const small = smallLibrary();
		const files = new MemoryFileStore({ quotaBytes: 4_000_000 });
		files.put(`originals/${sha256(take)}`, take);
		expect((await faultOf(packBackup(request, files, small.source, context()))).code).toBe('storageFull');
		expect(files.usedBytes).toBe(take.byteLength);
	});

	test('a full disk while restoring is said, and the files written so far are taken out again', async () => {
		const file = await packedBlob(smallLibrary());
		const other = emptyLibrary(3_005_000);
		expect((await faultOf(restoreBackup(file, other.files, other.sink, context()))).code).toBe('storageFull');
		expect(other.songs.size).toBe(0);
		expect(other.files.usedBytes).toBe(0);
	});

	test('when the records fail half way, the songs that made it keep their files and the others leave none', async () => {
		const file = await packedBlob(smallLibrary());
		const other = emptyLibrary();
		const sink: RecordSink = {
			...other.sink,
			put: async (song, evidence) =>
				song.id === 'second' ? { kind: 'fault', fault: { code: 'storageFull', params: {} } } : other.sink.put(song, evidence)
		};
		expect((await faultOf(restoreBackup(file, other.files, sink, context()))).code).toBe('storageFull');
		expect([...other.songs.keys()]).toEqual(['first']);
		expect(other.lists).toEqual([]);
		expect(await other.files.stat(`originals/${sha256(take)}`)).not.toBeNull();
		expect(await other.files.stat(`originals/${sha256(duet)}`)).toBeNull();
	});
});

describe('bad input', () => {
	test.each([
		['an empty file', async () => new Blob([])],
		['text', async () => new Blob(['hello'])],
		['noise', async () => new Blob([noise(100_000, 7)])],
		['another zip', () => zipOf([['readme.txt', 'hi']])],
		['a zip with a manifest of something else', () => zipOf([['manifest.json', '{"format":"other","formatVersion":1}']])]
	])('%s is not ours', async (_name, make) => {
		expect((await faultOf(checkBackup(await make(), context()))).code).toBe('backupNotOurs');
	});

	test('a backup of a newer version says which', async () => {
		const file = await zipOf([['manifest.json', '{"format":"woodshed-backup","formatVersion":6,"appVersion":"9.1.0","new":1}']]);
		expect(await faultOf(checkBackup(file, context()))).toMatchObject({ code: 'backupNewer', params: { appVersion: '9.1.0' } });
	});

	test('records of a newer version are not guessed at', async () => {
		const song = JSON.stringify({ song: { ...songOf('a', duet), schemaVersion: 2 }, transcription: null });
		const file = await backupOf([['songs/a.json', song]]);
		expect((await faultOf(checkBackup(file, context()))).code).toBe('backupNewer');
	});

	test('cut short anywhere, it is refused and nothing is written', async () => {
		const file = await packedBlob(smallLibrary());
		for (const keep of [50, 500, 2_000_000, file.size - 3000, file.size - 1]) {
			const other = emptyLibrary();
			const fault = await faultOf(restoreBackup(file.slice(0, keep), other.files, other.sink, context()));
			expect(fault.code, `${keep} bytes`).toBe('backupCorrupt');
			expect(other.files.usedBytes + other.songs.size).toBe(0);
		}
	});

	test('one flipped byte anywhere in what it holds is found', async () => {
		const whole = new Uint8Array(await (await packedBlob(smallLibrary())).arrayBuffer());
		const text = new TextDecoder('latin1').decode(whole);
		for (const [name, skip] of [
			['songs/first.json', 40],
			[`originals/${sha256(take)}`, 1_500_000],
			[`covers/${sha256(take)}`, 200],
			['lists.json', 40],
			['files.json', 60]
		] as const) {
			const at = text.indexOf(name) + name.length + skip;
			const damaged = whole.slice();
			damaged[at] = (damaged[at] ?? 0) ^ 0x20;
			const other = emptyLibrary();
			const fault = await faultOf(restoreBackup(new Blob([damaged]), other.files, other.sink, context()));
			expect(fault.code, name).toBe('backupCorrupt');
			expect(other.files.usedBytes + other.songs.size).toBe(0);
		}
	});

	const good = JSON.stringify({ song: songOf('a', duet), transcription: null });
	test.each([
		['a song that is not JSON', [['songs/a.json', '{']]],
		['a song that does not fit', [['songs/a.json', '{"song":{"schemaVersion":1},"transcription":null}']]],
		['a song under another name', [['songs/b.json', good]]],
		['a song of invalid UTF-8', [['songs/a.json', new Uint8Array([0x22, 0xff, 0xfe, 0x22])]]]
	] as const)('%s is corrupt', async (_name, entries) => {
		expect((await faultOf(checkBackup(await backupOf(entries), context()))).code).toBe('backupCorrupt');
	});

	test('the valid form of those is accepted', async () => {
		expect((await checkBackup(await backupOf([['songs/a.json', good]]), context())).songCount).toBe(1);
	});

	test.each([
		['wrong size', { bytes: 5 }],
		['wrong hash', { sha256: sha256('x') }],
		['a path that leads out', { path: 'songs/../../a.json' }],
		['an entry that is not there', { path: 'songs/z.json' }]
	])('a list with %s is corrupt', async (_name, change) => {
		const file = await backupOf([['songs/a.json', good]], (listed) => ({ ...listed, ...change }));
		expect((await faultOf(checkBackup(file, context()))).code).toBe('backupCorrupt');
	});

	test('an original under the hash of another is refused', async () => {
		const file = await backupOf([[`originals/${sha256(take)}`, duet]]);
		expect((await faultOf(checkBackup(file, context()))).code).toBe('backupCorrupt');
	});

	test('a bomb: a compressed original is refused before it is unpacked', async () => {
		const zeros = new Uint8Array(20_000_000);
		const file = await backupOf([[`originals/${sha256(zeros)}`, zeros]], undefined, 6);
		expect(file.size).toBeLessThan(100_000);
		expect((await faultOf(checkBackup(file, context()))).code).toBe('backupCorrupt');
	});

	test('a bomb: a song that is larger than a song can be is refused before it is unpacked', async () => {
		const file = await backupOf([['songs/a.json', new Uint8Array(65 * 1024 ** 2).fill(0x20)]], undefined, 6);
		const started = performance.now();
		expect((await faultOf(checkBackup(file, context()))).code).toBe('backupCorrupt');
		expect(performance.now() - started).toBeLessThan(1000);
	});

	test('a bomb that lies about its size stops at the size it claims', async () => {
		const claimed = 1000;
		const file = await backupOf(
			[['songs/a.json', new Uint8Array(30_000_000).fill(0x20)]],
			(listed) => ({ ...listed, bytes: claimed }),
			6
		);
		const bytes = new Uint8Array(await file.arrayBuffer());
		const view = new DataView(bytes.buffer);
		for (let at = 0; at + 46 < bytes.length; at++) {
			if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 30_000_000)
				view.setUint32(at + 24, claimed, true);
		}
		expect((await faultOf(checkBackup(new Blob([bytes]), context()))).code).toBe('backupCorrupt');
	});

	test.each(['../../escape.txt', '/etc/passwd', 'C:\\x.txt'])(
		'an entry that leads out of the archive (%s) is refused',
		async (name) => {
			const file = await backupOf([], undefined, 0, [[name, 'x']]);
			expect((await faultOf(checkBackup(file, context()))).code).toBe('backupCorrupt');
		}
	);

	test('entries that no backup has are ignored and counted', async () => {
		const file = await backupOf([['songs/a.json', good]], undefined, 0, [
			['notes.txt', 'x'],
			[`pcm/${sha256(take)}`, 'x'],
			[`covers/${sha256(take)}`, 'unlisted']
		]);
		const other = emptyLibrary();
		const summary = await restoreBackup(file, other.files, other.sink, context());
		expect(summary).toMatchObject({ songCount: 1, ignoredEntryCount: 3 });
		expect(other.files.usedBytes).toBe(0);
	});
});
