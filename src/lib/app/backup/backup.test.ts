import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BackupWorker } from '$contracts/workers/backup.contract.ts';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { notesOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { packBackup } from '../../../../workers/backup/pack.ts';
import { checkBackup, restoreBackup } from '../../../../workers/backup/restore.ts';
import { toBackupFileName } from './backup-name.ts';
import { discardBackups, makeBackup, type BackupPorts } from './make-backup.ts';
import { checkBackupFile, choose, restoreFromBackup } from './restore-backup.ts';

/** The worker's own pipeline, without the thread. */
function workerOn(files: MemoryFileStore): BackupWorker {
	const controllers = new Map<string, AbortController>();
	const context = (jobId: string, onProgress: StageContext['onProgress']): StageContext => {
		const controller = new AbortController();
		controllers.set(jobId, controller);
		return { signal: controller.signal, onProgress };
	};
	return {
		pack: (request, source, onProgress) =>
			toOutcome(() => packBackup(request, files, source, context(request.jobId, onProgress))),
		check: (request, onProgress) => toOutcome(() => checkBackup(request.file, context(request.jobId, onProgress))),
		restore: (request, sink, onProgress) =>
			toOutcome(() => restoreBackup(request.file, files, sink, context(request.jobId, onProgress))),
		cancel: (jobId) => controllers.get(jobId)?.abort()
	};
}

interface Device extends BackupPorts {
	readonly library: MemoryLibraryStore;
	readonly files: MemoryFileStore;
}

function device(): Device {
	const files = new MemoryFileStore();
	return { files, library: new MemoryLibraryStore(), worker: workerOn(files) };
}

async function add(to: Device, song: Song, content: string): Promise<Song> {
	const bytes = new TextEncoder().encode(content.repeat(1000));
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	to.files.put(songPaths.original(sha256), bytes);
	to.files.put(songPaths.pcm(sha256), new Uint8Array(10));
	const kept: Song = { ...song, original: { ...song.original, sha256, sizeBytes: bytes.byteLength } };
	await to.library.putSong(kept);
	return kept;
}

const request = { jobId: 'job', nowMs: new Date(2026, 10, 20, 23, 59).getTime(), appVersion: '0.1.0' };
const quiet: StageContext = { signal: new AbortController().signal, onProgress: () => undefined };

async function backupOf(from: Device): Promise<Blob> {
	return (await makeBackup(from, request, quiet)).file;
}

async function titles(of: Device): Promise<string[]> {
	return (await of.library.songs()).records.map((song) => song.title).sort();
}

test.each([
	[new Date(2026, 0, 2).getTime(), 'woodshed-backup-2026-01-02.zip'],
	[new Date(2026, 11, 31, 23, 59).getTime(), 'woodshed-backup-2026-12-31.zip']
])('a backup is named by the day', (atMs, name) => {
	expect(toBackupFileName(atMs)).toBe(name);
});

describe('makeBackup', () => {
	test('answers the file, keeps one at a time, and frees it when asked', async () => {
		const here = device();
		await add(here, songOf('a'), 'a');
		here.files.put('backups/woodshed-backup-2020-01-01.zip', new Uint8Array(5));
		const made = await makeBackup(here, request, quiet);
		expect(made.fileName).toBe('woodshed-backup-2026-11-20.zip');
		expect(made.summary.sizeBytes).toBe(made.file.size);
		expect((await here.files.list('backups')).map(({ path }) => path)).toEqual([made.path]);
		await discardBackups(here.files);
		expect(await here.files.list('backups')).toEqual([]);
	});

	test('records that cannot be read are counted, and the rest is backed up', async () => {
		const here = device();
		await add(here, songOf('a'), 'a');
		here.library.corrupt = [{ kind: 'songs', key: 'b', reason: 'broken' }];
		expect(await makeBackup(here, request, quiet)).toMatchObject({ unreadableCount: 1, summary: { songCount: 1 } });
	});

	test('cancelling passes on to the worker', async () => {
		const here = device();
		await add(here, songOf('a'), 'a');
		const controller = new AbortController();
		const onProgress = (): void => controller.abort();
		await expect(makeBackup(here, request, { signal: controller.signal, onProgress })).rejects.toSatisfy(isAbort);
		expect(await here.files.list('backups')).toEqual([]);
	});
});

describe('choose', () => {
	const base = songOf('a', { revision: 4, changedAtMs: 100 });
	test.each([
		['not here', null, base, 'added', 'added'],
		['the same', base, base, 'unchanged', 'unchanged'],
		['newer here', { ...base, revision: 5 }, base, 'kept', 'updated'],
		['newer in the backup', base, { ...base, revision: 5 }, 'updated', 'updated'],
		['both changed once, later here', { ...base, changedAtMs: 200 }, base, 'kept', 'updated'],
		['both changed once, later in the backup', base, { ...base, changedAtMs: 200 }, 'updated', 'updated'],
		['in the bin here', { ...base, revision: 5, deletedAtMs: 1 }, base, 'kept', 'updated']
	] as const)('%s', (_name, here, backedUp, merged, replaced) => {
		expect(choose(here, backedUp, 'merge')).toBe(merged);
		expect(choose(here, backedUp, 'replace')).toBe(replaced);
	});
});

describe('restoreFromBackup', () => {
	async function twoDevices(): Promise<{ here: Device; file: Blob }> {
		const there = device();
		const noted = await add(there, songOf('shared', { title: 'old name', revision: 1, transcriptionId: 't' }), 'shared');
		await there.library.putSongWithTranscription(noted, notesOf(noted, 't'));
		await add(there, songOf('only there'), 'there');
		const here = device();
		await add(here, songOf('shared', { title: 'new name', revision: 2 }), 'shared');
		await add(here, songOf('only here'), 'here');
		return { here, file: await backupOf(there) };
	}

	test('merge keeps what is here and the newer of two versions', async () => {
		const { here, file } = await twoDevices();
		const report = await restoreFromBackup(here, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect(report).toMatchObject({ addedCount: 1, updatedCount: 0, unchangedCount: 0, keptCount: 1, removedCount: 0 });
		expect(await titles(here)).toEqual(['new name', 'only here', 'only there']);
		const again = await restoreFromBackup(here, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect(again).toMatchObject({ addedCount: 0, unchangedCount: 1, keptCount: 1 });
	});

	test('replace leaves what the backup holds, with notes, and frees the bytes of the rest', async () => {
		const { here, file } = await twoDevices();
		const gone = (await here.library.song('only here'))?.original.sha256 ?? '';
		const report = await restoreFromBackup(here, { jobId: 'j', file, mode: 'replace' }, quiet);
		expect(report).toMatchObject({ addedCount: 1, updatedCount: 1, removedCount: 1 });
		expect(await titles(here)).toEqual(['old name', 'only there']);
		expect((await here.library.transcription('t'))?.notes).toHaveLength(1);
		expect(await here.files.stat(songPaths.original(gone))).toBeNull();
		expect(await here.files.stat(songPaths.pcm(gone))).toBeNull();
		const kept = (await here.library.song('shared'))?.original.sha256 ?? '';
		expect(await here.files.stat(songPaths.pcm(kept))).not.toBeNull();
	});

	test('a damaged backup changes nothing, in either mode', async () => {
		const { here, file } = await twoDevices();
		const before = here.library.writeCount;
		const usedBytes = here.files.usedBytes;
		for (const mode of ['merge', 'replace'] as const) {
			const cut = file.slice(0, file.size - 200);
			await expect(restoreFromBackup(here, { jobId: 'j', file: cut, mode }, quiet)).rejects.toMatchObject({
				fault: { code: 'backupCorrupt', params: { restoredCount: 0 } }
			});
		}
		expect(here.library.writeCount).toBe(before);
		expect(here.files.usedBytes).toBe(usedBytes);
	});

	test('a disk that fills up in the middle of a replace loses nothing and says how many songs came back', async () => {
		const { here, file } = await twoDevices();
		const failing: Device = { ...here, library: here.library };
		const put = here.library.putSong.bind(here.library);
		let puts = 0;
		here.library.putSong = async (song) => {
			if (++puts === 2) throw new UserFixableError('storageFull');
			await put(song);
		};
		await expect(restoreFromBackup(failing, { jobId: 'j', file, mode: 'replace' }, quiet)).rejects.toMatchObject({
			fault: { code: 'storageFull', params: { restoredCount: 1 } }
		});
		expect(await titles(here)).toEqual(['old name', 'only here']);
	});

	test('a record that cannot be read is healed by the backup', async () => {
		const { here, file } = await twoDevices();
		here.library.corrupt = [{ kind: 'songs', key: 'only there', reason: 'broken' }];
		await restoreFromBackup(here, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect((await here.library.songs()).corrupt).toEqual([]);
	});

	test('cancelled while checking, nothing is written', async () => {
		const { here, file } = await twoDevices();
		const controller = new AbortController();
		const before = here.library.writeCount;
		const onProgress = ({ stage }: Progress): void => {
			if (stage === 'checking') controller.abort();
		};
		const context = { signal: controller.signal, onProgress };
		await expect(restoreFromBackup(here, { jobId: 'j', file, mode: 'replace' }, context)).rejects.toSatisfy(isAbort);
		expect(here.library.writeCount).toBe(before);
	});

	test('the check before the question says what the backup holds', async () => {
		const { here, file } = await twoDevices();
		expect(await checkBackupFile(here, { jobId: 'j', file }, quiet)).toMatchObject({ songCount: 2, appVersion: '0.1.0' });
	});
});
