import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { noCorrections } from '$core/analysis/index.ts';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import { deviceOf as device, type FakeDevice as Device } from '../../../../tests/fakes/backup-device.ts';
import { backupOf as oldBackupOf } from '../../../../tests/fixtures/backup-zip.ts';
import { setlistOf, smartListOf } from '../../../../tests/fixtures/lists.ts';
import { madeAnalysis } from '../../../../tests/fixtures/made-analysis.ts';
import { keptScoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { notesOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { toBackupFileName } from './backup-name.ts';
import { discardBackups } from './discard-backups.ts';
import { makeBackup } from './make-backup.ts';
import { backupRunner, restoreRunner } from './backup-runners.ts';
import { checkBackupFile, restoreFromBackup, type RestoreReport } from './restore-backup.ts';

async function add(to: Device, song: Song, content: string): Promise<Song> {
	const bytes = new TextEncoder().encode(content.repeat(1000));
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	to.files.put(songPaths.original(sha256), bytes);
	to.files.put(songPaths.pcm(sha256), new Uint8Array(10));
	const kept: Song = { ...song, original: { ...song.original, sha256, sizeBytes: bytes.byteLength } };
	await to.library.putSong(kept);
	return kept;
}

/** A song with notes, an analysis, corrections and an edited score. */
async function addHeard(to: Device, id: string, more: Partial<Song> = {}): Promise<Song> {
	const named = {
		transcriptionId: `${id} notes`,
		analysisId: `${id} analysis`,
		scoreId: `${id} score`,
		music: { bpm: 96 },
		...more
	};
	const song = await add(to, songOf(id, named), id);
	const evidence = {
		transcription: notesOf(song, `${id} notes`),
		analysis: madeAnalysis({ id: `${id} analysis`, songId: id, inputSha256: song.original.sha256 }),
		corrections: { ...noCorrections(id), revision: 1, beatsPerBar: 3 },
		scores: [keptScoreOf(`${id} score`, id)]
	};
	await to.library.putSongWithEvidence(song, evidence);
	return song;
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

	test('evidence and lists that cannot be read are counted and left out; all else of the song is there', async () => {
		const there = device();
		const kept = await addHeard(there, 'a');
		await there.library.putList(setlistOf('sunday'));
		there.library.corrupt = [
			{ kind: 'analyses', key: 'a analysis', reason: 'broken' },
			{ kind: 'lists', key: 'old', reason: 'broken' }
		];
		const made = await makeBackup(there, request, quiet);
		expect(made).toMatchObject({ unreadableCount: 2, summary: { songCount: 1, listCount: 1 } });
		const here = device();
		await restoreFromBackup(here, { jobId: 'j', file: made.file, mode: 'merge' }, quiet);
		const { analysisId: _lost, ...rest } = kept;
		expect(await here.library.song('a')).toEqual(rest);
		expect(await here.library.transcription('a notes')).toEqual(await there.library.transcription('a notes'));
		expect(await here.library.corrections('a')).toEqual(await there.library.corrections('a'));
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
		// The newer song is the one that is here; it takes the notes that only the backup has.
		expect(report.songs).toEqual({ addedCount: 1, updatedCount: 1, unchangedCount: 0, keptCount: 0, removedCount: 0 });
		expect(await titles(here)).toEqual(['new name', 'only here', 'only there']);
		expect((await here.library.transcription('t'))?.notes).toHaveLength(1);
		const again = await restoreFromBackup(here, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect(again.songs).toMatchObject({ addedCount: 0, unchangedCount: 1, keptCount: 1 });
	});

	test('replace leaves what the backup holds, with notes, and frees the bytes of the rest', async () => {
		const { here, file } = await twoDevices();
		const gone = (await here.library.song('only here'))?.original.sha256 ?? '';
		const report = await restoreFromBackup(here, { jobId: 'j', file, mode: 'replace' }, quiet);
		expect(report.songs).toMatchObject({ addedCount: 1, updatedCount: 1, removedCount: 1 });
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

	test('a healed song keeps the corrections that were made here, where they are newer', async () => {
		const here = device();
		await addHeard(here, 'a');
		const file = await backupOf(here);
		const song = await here.library.song('a');
		if (song === null) throw new Error('no song');
		await here.library.putCorrectionsWithSong({ ...noCorrections('a'), revision: 2, beatsPerBar: 5 }, song);
		here.library.corrupt = [{ kind: 'songs', key: 'a', reason: 'broken' }];
		const report = await restoreFromBackup(here, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect(report.songs).toMatchObject({ addedCount: 1 });
		expect((await here.library.song('a'))?.music?.beatsPerBar).toBe(5);
		expect((await here.library.corrections('a'))?.beatsPerBar).toBe(5);
		expect(await here.library.analysis('a analysis')).not.toBeNull();
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

	test('an empty device gets the songs with all their evidence, and the lists', async () => {
		const there = device();
		const song = await addHeard(there, 'a');
		const lists = [setlistOf('sunday', { songIds: ['a'] }), smartListOf('slow')];
		for (const list of lists) await there.library.putList(list);
		const here = device();
		const report = await restoreFromBackup(here, { jobId: 'j', file: await backupOf(there), mode: 'merge' }, quiet);
		expect(report).toMatchObject({ songs: { addedCount: 1 }, lists: { addedCount: 2 }, setlistCount: 1 });
		expect(await here.library.song('a')).toEqual(song);
		expect(await here.library.analysis('a analysis')).toEqual(await there.library.analysis('a analysis'));
		expect(await here.library.corrections('a')).toEqual({ ...noCorrections('a'), revision: 1, beatsPerBar: 3 });
		const { score, edits } = keptScoreOf('a score', 'a');
		expect(await here.library.score('a score')).toEqual(score);
		expect(await here.library.scoreEdits('a score')).toEqual(edits);
		expect((await here.library.lists()).records).toEqual(lists);
	});

	test('merging keeps edits of a score made here, replacing brings back the score of the backup', async () => {
		const there = device();
		await addHeard(there, 'a');
		const file = await backupOf(there);
		const { score, edits } = keptScoreOf('a score', 'a', 3);
		await there.library.putScore(score, { fromSeq: 0, edits });
		await restoreFromBackup(there, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect(await there.library.score('a score')).toEqual(score);
		expect(await there.library.scoreEdits('a score')).toHaveLength(3);
		await restoreFromBackup(there, { jobId: 'j', file, mode: 'replace' }, quiet);
		expect((await there.library.score('a score'))?.revision).toBe(1);
		expect(await there.library.scoreEdits('a score')).toHaveLength(1);
	});

	test('each song is one write, so that none is ever there without its evidence', async () => {
		const there = device();
		for (const id of ['a', 'b']) await addHeard(there, id);
		const here = device();
		await restoreFromBackup(here, { jobId: 'j', file: await backupOf(there), mode: 'merge' }, quiet);
		expect(here.library.writeCount).toBe(2);
	});

	test('merging keeps corrections made here, replacing brings back those of the backup', async () => {
		const there = device();
		await addHeard(there, 'a');
		const file = await backupOf(there);
		const song = await there.library.song('a');
		if (song === null) throw new Error('no song');
		const later = { ...noCorrections('a'), revision: 2, beatsPerBar: 5 };
		await there.library.putCorrectionsWithSong(later, song);
		await restoreFromBackup(there, { jobId: 'j', file, mode: 'merge' }, quiet);
		expect(await there.library.corrections('a')).toEqual(later);
		await restoreFromBackup(there, { jobId: 'j', file, mode: 'replace' }, quiet);
		expect((await there.library.corrections('a'))?.beatsPerBar).toBe(3);
	});

	test('a song that a job is writing is waited for, and what the job wrote is weighed', async () => {
		const there = device();
		await addHeard(there, 'a');
		const file = await backupOf(there);
		const release = await there.locks.hold('woodshed-song-a', quiet.signal);
		const restoring = restoreFromBackup(there, { jobId: 'j', file, mode: 'merge' }, quiet);
		const song = await there.library.song('a');
		if (song === null) throw new Error('no song');
		setTimeout(() => void there.library.putSong({ ...song, revision: 9, title: 'written by a job' }).then(release), 50);
		expect((await restoring).songs).toMatchObject({ keptCount: 1 });
		expect(await titles(there)).toEqual(['written by a job']);
	});

	describe('lists', () => {
		async function withLists(): Promise<{ here: Device; file: Blob }> {
			const there = device();
			const lists = [
				setlistOf('older here', { changedAtMs: 5000 }),
				smartListOf('newer here', { changedAtMs: 2000 }),
				setlistOf('same')
			];
			for (const list of lists) await there.library.putList(list);
			const here = device();
			const local = [
				setlistOf('older here', { name: 'local', changedAtMs: 4000 }),
				smartListOf('newer here', { name: 'local', changedAtMs: 3000 }),
				setlistOf('same'),
				setlistOf('only here')
			];
			for (const list of local) await here.library.putList(list);
			return { here, file: await backupOf(there) };
		}

		const names = async (of: Device): Promise<string[]> => (await of.library.lists()).records.map(({ name }) => name);

		test('merge keeps the later change of each and those that are only here', async () => {
			const { here, file } = await withLists();
			const { lists } = await restoreFromBackup(here, { jobId: 'j', file, mode: 'merge' }, quiet);
			expect(lists).toEqual({ addedCount: 0, updatedCount: 1, unchangedCount: 1, keptCount: 1, removedCount: 0 });
			expect(await names(here)).toEqual(['older here', 'local', 'same', 'only here']);
		});

		test('replace leaves those of the backup', async () => {
			const { here, file } = await withLists();
			here.library.corrupt = [{ kind: 'lists', key: 'torn', reason: 'broken' }];
			const { lists } = await restoreFromBackup(here, { jobId: 'j', file, mode: 'replace' }, quiet);
			expect(lists).toEqual({ addedCount: 0, updatedCount: 2, unchangedCount: 1, keptCount: 0, removedCount: 2 });
			expect(await names(here)).toEqual(['older here', 'newer here', 'same']);
			expect((await here.library.lists()).corrupt).toEqual([]);
		});

		test('a replace whose lists cannot be written loses none of those that are here', async () => {
			const { here, file } = await withLists();
			here.library.failNext();
			await expect(restoreFromBackup(here, { jobId: 'j', file, mode: 'replace' }, quiet)).rejects.toMatchObject({
				fault: { code: 'storageFull', params: { restoredCount: 0 } }
			});
			expect(await names(here)).toEqual(['local', 'local', 'same', 'only here']);
		});

		test('a backup from before there were lists leaves them, even when it replaces', async () => {
			const { here } = await withLists();
			const song = JSON.stringify({ song: songOf('a'), transcription: null });
			const file = await oldBackupOf([['songs/a.json', song]]);
			const report = await restoreFromBackup(here, { jobId: 'j', file, mode: 'replace' }, quiet);
			expect(report).toMatchObject({ songs: { addedCount: 1 }, lists: { removedCount: 0 } });
			expect(await names(here)).toHaveLength(4);
		});
	});
});

describe('the jobs', () => {
	const none = new AbortController().signal;
	const contextOf = { onProgress: quiet.onProgress, signal: none, remember: async () => undefined };

	test('what a restore did is told when it is done, and nothing when it failed; the library is read again either way', async () => {
		const there = device();
		await addHeard(there, 'a');
		const saved: Blob[] = [];
		const backUp = backupRunner({
			...there,
			freeSpace: async () => 0,
			appVersion: '0.1.0',
			nowMs: () => 1,
			saveFile: (content) => saved.push(content)
		});
		await backUp({ ...contextOf, jobId: 'b', input: { kind: 'backup' }, file: null });
		const told: (RestoreReport | null)[] = [];
		const run = restoreRunner({ ...device(), freeSpace: async () => 0, onRestored: async (report) => void told.push(report) });
		const context = { ...contextOf, input: { kind: 'restore', fileName: 'x.zip', mode: 'merge' } } as const;
		await run({ ...context, jobId: 'r', file: saved[0] ?? null });
		await expect(run({ ...context, jobId: 's', file: new Blob(['no backup']) })).rejects.toMatchObject({
			fault: { code: 'backupNotOurs' }
		});
		await expect(run({ ...context, jobId: 't', file: null })).rejects.toMatchObject({ fault: { code: 'importInterrupted' } });
		expect(told).toMatchObject([{ songs: { addedCount: 1 } }, null]);
	});
});
