import { describe, expect, test } from 'vitest';
import type { RecordSink } from '$contracts/workers/backup.contract.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { SongList } from '$contracts/lists.ts';
import { backupLimits } from '$formats/backup/index.ts';
import { BackupLibrary } from '../../../tests/fakes/backup-library.ts';
import { MemoryFileStore } from '../../../tests/fakes/memory-file-store.ts';
import { backupOf } from '../../../tests/fixtures/backup-zip.ts';
import { setlistOf, smartListOf } from '../../../tests/fixtures/lists.ts';
import { songOf } from '../../../tests/fixtures/songs.ts';
import { fromListsText, toListsText } from './lists-entry.ts';
import { checkBackup, restoreBackup } from '../restore.ts';

const lists: readonly SongList[] = [setlistOf('sunday', { songIds: ['a', 'gone', 'a'] }), smartListOf('slow')];
const context = { signal: new AbortController().signal, onProgress: () => undefined };

async function faultCodeOf(work: () => unknown): Promise<string | null> {
	try {
		await work();
		return null;
	} catch (error) {
		if (error instanceof UserFixableError) return error.fault.code;
		throw error;
	}
}

describe('lists.json', () => {
	test.each([[lists], [[]]])('comes back as it went in', (given) => {
		expect(fromListsText(toListsText(given))).toEqual(given);
	});

	const slow = smartListOf('slow');
	test.each([
		['whole', JSON.stringify({ lists }), null],
		['no JSON', '{"lists":[', 'backupCorrupt'],
		['without lists', '{}', 'backupCorrupt'],
		['lists that are none', '{"lists":[1]}', 'backupCorrupt'],
		['a list of no kind', JSON.stringify({ lists: [{ ...slow, kind: 'mixtape' }] }), 'backupCorrupt'],
		['a list without a name', JSON.stringify({ lists: [{ ...slow, name: '' }] }), 'backupCorrupt'],
		['a list of a newer version', JSON.stringify({ lists: [...lists, { schemaVersion: 2, kind: 'mixtape' }] }), 'backupNewer'],
		['a list twice', JSON.stringify({ lists: [slow, setlistOf('slow')] }), 'backupCorrupt'],
		[
			'too many lists',
			JSON.stringify({ lists: Array.from({ length: backupLimits.maxLists + 1 }, (_, at) => setlistOf(`${at}`)) }),
			'backupCorrupt'
		]
	])('%s', async (_name, text, code) => {
		expect(await faultCodeOf(() => fromListsText(text))).toBe(code);
	});
});

describe('lists in a backup', () => {
	const songText = JSON.stringify({ song: songOf('a'), transcription: null });

	function recorder(): { told: string[]; sink: RecordSink } {
		const told: string[] = [];
		const sink: RecordSink = {
			...new BackupLibrary().sink,
			put: async ({ id }) => (told.push(id), { kind: 'done', value: null }),
			putLists: async (given) => (told.push(...given.map(({ id }) => id)), { kind: 'done', value: null })
		};
		return { told, sink };
	}

	test('are counted, handed over after the songs, and never written as a file', async () => {
		const file = await backupOf([
			['lists.json', toListsText(lists)],
			['songs/a.json', songText]
		]);
		const files = new MemoryFileStore();
		const { told, sink } = recorder();
		expect(await restoreBackup(file, files, sink, context)).toMatchObject({ songCount: 1, listCount: 2, ignoredEntryCount: 0 });
		expect(told).toEqual(['a', 'sunday', 'slow']);
		expect(files.usedBytes).toBe(0);
	});

	test('a backup of format 1 has none, and nothing is said of lists', async () => {
		const { told, sink } = recorder();
		const summary = await restoreBackup(await backupOf([['songs/a.json', songText]]), new MemoryFileStore(), sink, context);
		expect(summary.listCount).toBe(0);
		expect(told).toEqual(['a']);
	});

	test('that are damaged stop the restore before anything is handed over', async () => {
		const { told, sink } = recorder();
		const broken = await backupOf([
			['songs/a.json', songText],
			['lists.json', '{"lists":[{}]}']
		]);
		expect(await faultCodeOf(() => restoreBackup(broken, new MemoryFileStore(), sink, context))).toBe('backupCorrupt');
		expect(told).toEqual([]);
	});

	test.each([
		['wrong hash', { sha256: 'ab'.repeat(32) }],
		['wrong size', { bytes: 3 }]
	])('with a %s are corrupt', async (_name, change) => {
		const file = await backupOf([['lists.json', toListsText(lists)]], (listed) => ({ ...listed, ...change }));
		expect(await faultCodeOf(() => checkBackup(file, context))).toBe('backupCorrupt');
	});

	test('a bomb is refused before it is unpacked', async () => {
		const file = await backupOf([['lists.json', new Uint8Array(backupLimits.maxJsonBytes + 1).fill(0x20)]], undefined, 6);
		const started = performance.now();
		expect(await faultCodeOf(() => checkBackup(file, context))).toBe('backupCorrupt');
		expect(performance.now() - started).toBeLessThan(1000);
	});
});
