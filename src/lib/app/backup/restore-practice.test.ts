import { describe, expect, test } from 'vitest';
import type { StageContext } from '$contracts/workers/progress.ts';
import { deviceOf, type FakeDevice } from '../../../../tests/fakes/backup-device.ts';
import { backupOf as oldBackupOf } from '../../../../tests/fixtures/backup-zip.ts';
import { judgedTake } from '../../../../tests/fixtures/recording/judged.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { toBackupFacts } from './backup-facts.ts';
import { makeBackup } from './make-backup.ts';
import type { RestoreMode } from './merge-records.ts';
import { restoreFromBackup, type RestoreReport } from './restore-backup.ts';

const quiet: StageContext = { signal: new AbortController().signal, onProgress: () => undefined };
const none = { addedCount: 0, updatedCount: 0, unchangedCount: 0, keptCount: 0, removedCount: 0 };

async function backupOf(from: FakeDevice): Promise<Blob> {
	return (await makeBackup(from, { jobId: 'b', nowMs: 1, appVersion: '0.1.0' }, quiet)).file;
}

function restore(to: FakeDevice, file: Blob, mode: RestoreMode = 'merge'): Promise<RestoreReport> {
	return restoreFromBackup(to, { jobId: 'r', file, mode }, quiet);
}

/** A device on which a take was recorded and judged. */
async function practised(id = 't', judgedAtMs = 9): Promise<FakeDevice> {
	const device = deviceOf();
	const { judgement, record } = judgedTake(id, 's', judgedAtMs);
	await device.archive.putTake(takeRecordOf(id, { songId: 's' }), judgement);
	await device.archive.putPractice([record]);
	device.files.put(`takes/${id}`, new Uint8Array(5000).fill(7));
	return device;
}

describe('an empty device', () => {
	test('gets takes with their sound and judgements, and the history, whether their song is there or not', async () => {
		const there = await practised();
		const here = deviceOf();
		const report = await restore(here, await backupOf(there));
		expect(report).toMatchObject({ takes: { ...none, addedCount: 1 }, practice: { ...none, addedCount: 1 } });
		expect(await here.archive.takes()).toEqual(await there.archive.takes());
		expect(await here.archive.judgement('t')).toEqual(await there.archive.judgement('t'));
		expect(await here.archive.practice()).toEqual(await there.archive.practice());
		expect(await here.files.stat('takes/t')).toMatchObject({ sizeBytes: 5000 });
		expect(await here.library.song('s')).toBeNull();
	});

	test('a history longer than a page crosses whole', async () => {
		const there = deviceOf();
		const { record } = judgedTake('t', 's');
		const records = Array.from({ length: 1201 }, (_, at) => ({ ...record, id: `t${at}`, startedAtMs: at }));
		await there.archive.putPractice(records);
		const here = deviceOf();
		expect((await restore(here, await backupOf(there))).practice.addedCount).toBe(1201);
		expect((await here.archive.practice()).records).toEqual(records);
	});

	test('records that cannot be read are counted, and the rest is backed up', async () => {
		const there = await practised();
		there.archive.corrupt = [
			{ kind: 'takes', key: 'x', reason: 'broken' },
			{ kind: 'practice', key: 'y', reason: 'broken' }
		];
		const made = await makeBackup(there, { jobId: 'b', nowMs: 1, appVersion: '0.1.0' }, quiet);
		expect(made).toMatchObject({ unreadableCount: 2, summary: { takeCount: 1, practiceCount: 1 } });
	});
});

describe('merging', () => {
	test('what is here and not in the backup stays; the same again changes nothing', async () => {
		const here = await practised('here');
		const file = await backupOf(await practised('there'));
		expect((await restore(here, file)).takes).toEqual({ ...none, addedCount: 1 });
		expect((await here.archive.takes()).records.map(({ id }) => id).sort()).toEqual(['here', 'there']);
		const again = await restore(here, file);
		expect(again).toMatchObject({ takes: { ...none, unchangedCount: 1 }, practice: { ...none, unchangedCount: 1 } });
	});

	test.each([
		['changed more often here', { revision: 4, changedAtMs: 1 }, { revision: 3, changedAtMs: 9 }, 'kept'],
		['changed more often there', { revision: 3, changedAtMs: 9 }, { revision: 4, changedAtMs: 1 }, 'updated'],
		['changed later there', { revision: 3, changedAtMs: 8 }, { revision: 3, changedAtMs: 9 }, 'updated'],
		['only found again here', { revision: 0, changedAtMs: 99, isRecovered: true }, { revision: 0, changedAtMs: 1 }, 'updated'],
		['found again here and renamed', { revision: 1, changedAtMs: 99, isRecovered: true }, { revision: 0, changedAtMs: 1 }, 'kept']
	] as const)('a take %s', async (_name, mine, theirs, choice) => {
		const [here, there] = [deviceOf(), deviceOf()];
		await here.archive.putTake(takeRecordOf('t', { title: 'mine', ...mine }), null);
		await there.archive.putTake(takeRecordOf('t', { title: 'theirs', ...theirs }), null);
		const { takes } = await restore(here, await backupOf(there));
		expect(takes).toEqual({ ...none, [`${choice}Count`]: 1 });
		expect((await here.archive.take('t'))?.title).toBe(choice === 'kept' ? 'mine' : 'theirs');
	});

	test.each([
		['later there', 9, 20, 'theirs'],
		['later here', 20, 9, 'mine']
	])('a take judged again %s: the judgement and its place in the history go together', async (_name, mine, theirs, kept) => {
		const here = await practised('t', mine);
		const there = await practised('t', theirs);
		const { record } = judgedTake('t', 's');
		await here.archive.putPractice([{ ...record, score: 11 }]);
		await there.archive.putPractice([{ ...record, score: 22 }]);
		const { takes } = await restore(here, await backupOf(there));
		expect(takes[kept === 'theirs' ? 'updatedCount' : 'unchangedCount']).toBe(1);
		expect((await here.archive.judgement('t'))?.judgedAtMs).toBe(20);
		expect((await here.archive.practice()).records[0]?.score).toBe(kept === 'theirs' ? 22 : 11);
	});
});

describe('replacing', () => {
	test('leaves what the backup holds, and takes the sound and what was laid of the other takes out', async () => {
		const here = await practised('here');
		here.files.put('stems/here-0', new Uint8Array(10));
		here.archive.corrupt = [{ kind: 'takes', key: 'torn', reason: 'broken' }];
		const report = await restore(here, await backupOf(await practised('there')), 'replace');
		expect(report).toMatchObject({ takes: { addedCount: 1, removedCount: 2 }, practice: { addedCount: 1, removedCount: 1 } });
		expect((await here.archive.takes()).records.map(({ id }) => id)).toEqual(['there']);
		expect((await here.archive.practice()).records.map(({ id }) => id)).toEqual(['there']);
		expect(await here.archive.judgement('here')).toBeNull();
		expect((await here.files.list('takes')).map(({ path }) => path)).toEqual(['takes/there']);
		expect(await here.files.list('stems')).toEqual([]);
	});

	test('keeps a take that was recorded meanwhile', async () => {
		const here = await practised('here');
		const file = await backupOf(await practised('there'));
		const put = here.archive.putTake.bind(here.archive);
		here.archive.putTake = async (take, judgement) => {
			await put(take, judgement);
			await put(takeRecordOf('just now'.replace(' ', '-')), null);
		};
		await restore(here, file, 'replace');
		expect((await here.archive.takes()).records.map(({ id }) => id).sort()).toEqual(['just-now', 'there']);
	});

	test('from a backup of before there were takes in them, it leaves them all', async () => {
		const here = await practised();
		const file = await oldBackupOf([['songs/a.json', JSON.stringify({ song: songOf('a'), transcription: null })]]);
		expect(await restore(here, file, 'replace')).toMatchObject({ takes: none, practice: none });
		expect((await here.archive.takes()).records).toHaveLength(1);
		expect(await here.files.stat('takes/t')).not.toBeNull();
	});

	test('a device that fills up in the middle loses nothing', async () => {
		const here = await practised('here');
		const file = await backupOf(await practised('there'));
		here.archive.failNext();
		await expect(restore(here, file, 'replace')).rejects.toMatchObject({ fault: { code: 'storageFull' } });
		expect((await here.archive.takes()).records.map(({ id }) => id)).toEqual(['here']);
		expect((await here.files.list('takes')).map(({ path }) => path)).toEqual(['takes/here']);
	});
});

test('before a backup is made it is said what it would hold, and how large it would be', async () => {
	const here = await practised();
	here.files.put('takes/lost', new Uint8Array(999));
	here.files.put('stems/t-0', new Uint8Array(999));
	expect(await toBackupFacts(here)).toEqual({ songCount: 0, takeCount: 1, sizeBytes: 5000 });
});
