import { createHash } from 'node:crypto';
import { ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, test } from 'vitest';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { RecordSink } from '$contracts/workers/backup.contract.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import { BackupLibrary, noEvidence } from '../../tests/fakes/backup-library.ts';
import { backupOf, zipOf } from '../../tests/fixtures/backup-zip.ts';
import { judgedTake } from '../../tests/fixtures/recording/judged.ts';
import { takeRecordOf } from '../../tests/fixtures/recording/takes.ts';
import { songOf } from '../../tests/fixtures/songs.ts';
import { packBackup } from './pack.ts';
import { checkBackup, restoreBackup, type TakeLocks } from './restore.ts';

const path = 'backups/test.zip';
const request = { path, createdAtMs: Date.UTC(2026, 10, 22), appVersion: '0.1.0' };

function context(more: Partial<StageContext> = {}): StageContext {
	return { signal: new AbortController().signal, onProgress: () => undefined, ...more };
}

function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
	let state = seed;
	return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const keys = takeRecordOf('keys-1', {
	songId: 'gone',
	sound: null,
	midi: { durationSeconds: 4, notes: [{ onsetSeconds: 0, offsetSeconds: 1, pitchMidi: 60, velocity: 90 }], pedals: [] }
});
const sung = takeRecordOf('sung-1', { songId: 'a', revision: 2, deletedAtMs: 7 });
const sound = noise(1_500_000, 5);
const { judgement, record } = judgedTake('sung-1', 'a');

/** A song without bytes, a take of keys whose song is gone, a judged take of sound in the bin, three judged takes in the history. */
function practised(quotaBytes?: number): BackupLibrary {
	const library = new BackupLibrary(quotaBytes);
	library.songs.set('a', { song: songOf('a'), evidence: noEvidence });
	library.takes.set('keys-1', { take: keys, judgement: null });
	library.takes.set('sung-1', { take: sung, judgement });
	library.files.put('takes/sung-1', sound);
	library.files.put('takes/unknown', noise(50, 1));
	library.files.put('stems/sung-1-0', noise(50, 2));
	library.practice = [record, { ...record, id: 'old-1' }, { ...record, id: 'old-2' }];
	library.choices = [
		{ key: 'preferences', value: { goals: [{ kind: 'minutesADay', minutes: 20 }] } },
		{ key: 'theme', value: 'dark' }
	];
	return library;
}

async function packed(library: BackupLibrary): Promise<Blob> {
	await packBackup(request, library.files, library.source, context());
	return (await library.files.open(path)).blob();
}

async function faultCodeOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => null,
		(thrown: unknown) => thrown
	);
	if (error instanceof UserFixableError) return error.fault.code;
	throw new Error(`expected a fault, got ${String(error)}`);
}

const nothing = { songs: 0, takes: 0, practice: 0, choices: 0, usedBytes: 0, unnamedCount: 0 };
function whatIsIn(library: BackupLibrary): typeof nothing {
	const { songs, takes, practice, choices, files } = library;
	return {
		songs: songs.size,
		takes: takes.size,
		practice: practice.length,
		choices: choices.length,
		usedBytes: files.usedBytes,
		unnamedCount: files.unnamedCount
	};
}

describe('what was practised', () => {
	test('comes back as it was, with the sound byte for byte, after the songs it may stand on', async () => {
		const library = practised();
		const summary = await packBackup(request, library.files, library.source, context());
		expect(summary).toMatchObject({ takeCount: 2, practiceCount: 3, hasPractice: true, missingTakeSoundCount: 0 });
		const file = await (await library.files.open(path)).blob();
		expect(await checkBackup(file, context())).toEqual(summary);
		const other = new BackupLibrary();
		expect(await restoreBackup(file, other.files, other.sink, context())).toEqual(summary);
		expect(other.takes).toEqual(library.takes);
		expect(other.practice).toEqual(library.practice);
		expect(other.choices).toEqual(library.choices);
		expect(sha256(await (await other.files.open('takes/sung-1')).read(0, 2e6))).toBe(sha256(sound));
		expect(other.order).toEqual(['song', 'take', 'take', 'practice', 'practice', 'lists', 'choices']);
		// What can be made again, and sound that is no take's, stays out.
		expect(await other.files.stat('stems/sung-1-0')).toBeNull();
		expect(await other.files.stat('takes/unknown')).toBeNull();
	});

	test('the sound of a take is a WAV that any program finds in the archive, stored as it is', async () => {
		const entries = await new ZipReader((await packed(practised())).stream()).getEntries();
		const wav = entries.find(({ filename }) => filename === 'takes/sung-1.wav');
		expect(wav).toMatchObject({ compressionMethod: 0, uncompressedSize: sound.byteLength });
	});

	test('sound is read and written in chunks, and progress counts it', async () => {
		const library = practised();
		const asked: number[] = [];
		const files: typeof library.files = Object.create(library.files, {
			open: {
				value: async (at: string) => {
					const opened = await library.files.open(at);
					return { ...opened, read: (from: number, length: number) => (asked.push(length), opened.read(from, length)) };
				}
			},
			create: { value: () => library.files.create() },
			list: { value: (folder: 'takes') => library.files.list(folder) }
		});
		const told: Progress[] = [];
		await packBackup(request, files, library.source, context({ onProgress: (progress) => told.push(progress) }));
		expect(Math.max(...asked)).toBeLessThanOrEqual(1024 ** 2);
		expect(told.some(({ fraction }) => fraction > 0.5 && fraction < 1)).toBe(true);
	});

	test('a take whose sound is gone is counted, and comes back without it', async () => {
		const library = practised();
		await library.files.remove('takes/sung-1');
		const file = await packed(library);
		const other = new BackupLibrary();
		expect(await restoreBackup(file, other.files, other.sink, context())).toMatchObject({
			takeCount: 2,
			missingTakeSoundCount: 1
		});
		expect(other.takes.get('sung-1')?.take).toEqual(sung);
		expect(other.files.usedBytes).toBe(0);
	});

	test('a take that is removed while the backup is made is passed over', async () => {
		const library = practised();
		const source = {
			...library.source,
			takeIds: async () => ({ kind: 'done' as const, value: ['keys-1', 'removed', 'sung-1'] })
		};
		await packBackup(request, library.files, source, context());
		const file = await (await library.files.open(path)).blob();
		expect(await checkBackup(file, context())).toMatchObject({ takeCount: 2 });
	});

	test('the sound of a take that is here stays, whatever the backup holds', async () => {
		const other = new BackupLibrary();
		other.files.put('takes/sung-1', new Uint8Array([1, 2, 3]));
		await restoreBackup(await packed(practised()), other.files, other.sink, context());
		expect(await other.files.stat('takes/sung-1')).toMatchObject({ sizeBytes: 3 });
	});

	test('sound is held until its record is there, so that no other tab takes it for a lost one', async () => {
		const held = new Set<string>();
		const hold: TakeLocks['hold'] = async (id) => (held.add(id), () => held.delete(id));
		const other = new BackupLibrary();
		const seen: boolean[] = [];
		const sink: RecordSink = {
			...other.sink,
			put: async (...given) => (seen.push(held.has('sung-1')), other.sink.put(...given)),
			putPractice: async (records) => (seen.push(held.has('sung-1')), other.sink.putPractice(records))
		};
		const locks = { hold, held: async () => new Set<string>() };
		await restoreBackup(await packed(practised()), other.files, sink, context(), locks);
		expect(seen).toEqual([true, false, false]);
		expect(held.size).toBe(0);
	});

	test('a take that is just being recorded is not written over', async () => {
		const other = new BackupLibrary();
		const locks = { hold: async () => () => undefined, held: async () => new Set(['sung-1']) };
		await restoreBackup(await packed(practised()), other.files, other.sink, context(), locks);
		expect(other.files.usedBytes).toBe(0);
	});
});

describe('a restore that ends early', () => {
	test('a device that fills up in the middle of a sound: the fault says so, nothing is half restored', async () => {
		const other = new BackupLibrary(1_000_000);
		const file = await packed(practised());
		expect(await faultCodeOf(restoreBackup(file, other.files, other.sink, context()))).toBe('storageFull');
		expect(whatIsIn(other)).toEqual(nothing);
	});

	test('cancelled while it restores, it leaves nothing', async () => {
		const other = new BackupLibrary();
		const controller = new AbortController();
		const onProgress = ({ stage, fraction }: Progress): void => {
			if (stage === 'restoring' && fraction > 0.3) controller.abort();
		};
		const file = await packed(practised());
		const work = restoreBackup(file, other.files, other.sink, context({ signal: controller.signal, onProgress }));
		await expect(work).rejects.toSatisfy(isAbort);
		expect(whatIsIn(other)).toEqual(nothing);
	});

	test('a take whose record cannot be written leaves no sound; takes before it stay whole', async () => {
		const library = practised();
		const second = takeRecordOf('sung-2');
		library.takes.set('sung-2', { take: second, judgement: null });
		library.files.put('takes/sung-2', noise(90_000, 9));
		const other = new BackupLibrary();
		const sink: RecordSink = {
			...other.sink,
			putTake: async (kept) =>
				kept.take.id === 'sung-2' ? { kind: 'fault', fault: { code: 'storageFull', params: {} } } : other.sink.putTake(kept)
		};
		expect(await faultCodeOf(restoreBackup(await packed(library), other.files, sink, context()))).toBe('storageFull');
		expect([...other.takes.keys()]).toEqual(['keys-1', 'sung-1']);
		expect(await other.files.stat('takes/sung-1')).not.toBeNull();
		expect(await other.files.stat('takes/sung-2')).toBeNull();
	});
});

describe('damaged and hostile', () => {
	const takeText = JSON.stringify({ take: sung, judgement });

	test('one flipped byte anywhere in what it holds of practice is found', async () => {
		const whole = new Uint8Array(await (await packed(practised())).arrayBuffer());
		const text = new TextDecoder('latin1').decode(whole);
		for (const [name, skip] of [
			['takes/sung-1.json', 40],
			['takes/sung-1.wav', 700_000],
			['practice/1.json', 40],
			['choices.json', 40]
		] as const) {
			const at = text.indexOf(name) + name.length + skip;
			const damaged = whole.slice();
			damaged[at] = (damaged[at] ?? 0) ^ 0x20;
			const other = new BackupLibrary();
			const work = restoreBackup(new Blob([damaged]), other.files, other.sink, context());
			expect(await faultCodeOf(work), name).toBe('backupCorrupt');
			expect(whatIsIn(other)).toEqual(nothing);
		}
	});

	test('cut short anywhere, it is refused and nothing is written', async () => {
		const file = await packed(practised());
		for (const keep of [100, 20_000, 800_000, file.size - 500, file.size - 1]) {
			const other = new BackupLibrary();
			const work = restoreBackup(file.slice(0, keep), other.files, other.sink, context());
			expect(await faultCodeOf(work), `${keep} bytes`).toBe('backupCorrupt');
			expect(whatIsIn(other)).toEqual(nothing);
		}
	});

	test.each<[string, readonly (readonly [string, string | Uint8Array])[], string | null]>([
		['a take as it should be', [['takes/sung-1.json', takeText]], null],
		['its sound beside it', [['takes/sung-1.json', takeText] as const, ['takes/sung-1.wav', sound] as const], null],
		['a take that is not JSON', [['takes/sung-1.json', '{']], 'backupCorrupt'],
		['a take under another name', [['takes/other.json', takeText]], 'backupCorrupt'],
		[
			'a take that names the sound of another',
			[
				[
					'takes/sung-1.json',
					JSON.stringify({ take: { ...sung, sound: { ...sung.sound, path: 'takes/other' } }, judgement: null })
				]
			],
			'backupCorrupt'
		],
		[
			'a take that names a path that leads out',
			[
				[
					'takes/sung-1.json',
					JSON.stringify({ take: { ...sung, sound: { ...sung.sound, path: 'takes/../x' } }, judgement: null })
				]
			],
			'backupCorrupt'
		],
		[
			'a take with the judgement of another',
			[['takes/sung-1.json', JSON.stringify({ take: sung, judgement: { ...judgement, takeId: 'keys-1' } })]],
			'backupCorrupt'
		],
		[
			'a take of a newer version',
			[['takes/sung-1.json', JSON.stringify({ take: { ...sung, schemaVersion: 2 }, judgement: null })]],
			'backupNewer'
		],
		[
			'a take with an endless loudness',
			[['takes/sung-1.json', takeText.replace('"peakDb":-6', '"peakDb":1e400')]],
			'backupCorrupt'
		],
		['sound of no take', [['takes/sung-1.wav', sound]], 'backupCorrupt'],
		['practice as it should be', [['practice/1.json', JSON.stringify({ practice: [record] })]], null],
		[
			'practice that does not fit',
			[['practice/1.json', JSON.stringify({ practice: [{ ...record, score: 101 }] })]],
			'backupCorrupt'
		],
		['practice with a take twice', [['practice/1.json', JSON.stringify({ practice: [record, record] })]], 'backupCorrupt'],
		[
			'practice of a newer version',
			[['practice/1.json', JSON.stringify({ practice: [{ ...record, schemaVersion: 2 }] })]],
			'backupNewer'
		],
		['choices as they should be', [['choices.json', '{"choices":[{"key":"theme","value":"dark"}]}']], null],
		['a choice twice', [['choices.json', '{"choices":[{"key":"a","value":1},{"key":"a","value":2}]}']], 'backupCorrupt'],
		[
			'choices without end',
			[['choices.json', `{"choices":[{"key":"a","value":${'['.repeat(5e4)}${']'.repeat(5e4)}}]}`]],
			'backupCorrupt'
		],
		['choices that are text', [['choices.json', '"dark"']], 'backupCorrupt']
	])('%s', async (_name, entries, code) => {
		const work = backupOf(entries).then((file) => checkBackup(file, context()));
		if (code === null) expect((await work).ignoredEntryCount).toBe(0);
		else expect(await faultCodeOf(work)).toBe(code);
	});

	test('a bomb: the compressed sound of a take, or a take larger than takes are, is refused before it is unpacked', async () => {
		const zeros = new Uint8Array(20_000_000);
		for (const entries of [
			[
				['takes/sung-1.json', takeText],
				['takes/sung-1.wav', zeros]
			],
			[['takes/sung-1.json', new Uint8Array(65 * 1024 ** 2).fill(0x20)]]
		] as const) {
			const file = await backupOf(entries, undefined, 6);
			const started = performance.now();
			expect(await faultCodeOf(checkBackup(file, context()))).toBe('backupCorrupt');
			expect(performance.now() - started).toBeLessThan(1000);
		}
	});

	test.each(['takes/../../sung.wav', '/takes/sung-1.wav', 'takes\\..\\x.wav'])(
		'an entry that leads out (%s) writes nothing',
		async (name) => {
			const file = await backupOf([['takes/sung-1.json', takeText]], undefined, 0, [[name, 'x']]);
			const other = new BackupLibrary();
			const code = await restoreBackup(file, other.files, other.sink, context()).then(
				() => null,
				(error: unknown) => (error instanceof UserFixableError ? error.fault.code : 'bug')
			);
			expect([null, 'backupCorrupt']).toContain(code);
			expect(other.files.usedBytes).toBe(0);
		}
	);
});

describe('backups of earlier formats', () => {
	test.each([1, 2, 3, 4])('format %i is restored, and nothing is said of practice or choices', async (formatVersion) => {
		const text = JSON.stringify({ song: songOf('a'), transcription: null });
		const lists = '{"lists":[]}';
		const listed = [
			['songs/a.json', text],
			['lists.json', lists]
		] as const;
		const files = listed.map(([name, content]) => {
			const bytes = new TextEncoder().encode(content);
			return { path: name, bytes: bytes.byteLength, sha256: sha256(bytes) };
		});
		const manifest = { format: 'woodshed-backup', formatVersion, appVersion: '0.1.0', createdAtMs: 1, songCount: 1 };
		const file = await zipOf([
			['manifest.json', JSON.stringify(manifest)],
			...listed,
			['files.json', JSON.stringify({ files, missingOriginals: [] })]
		]);
		const other = new BackupLibrary();
		const summary = await restoreBackup(file, other.files, other.sink, context());
		expect(summary).toMatchObject({ songCount: 1, takeCount: 0, practiceCount: 0, hasPractice: false, missingTakeSoundCount: 0 });
		expect(other.order).toEqual(['song', 'lists']);
	});
});
