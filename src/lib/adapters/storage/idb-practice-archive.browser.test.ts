import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PracticeArchive } from '$contracts/recording/practice-archive.ts';
import { judgedTake } from '../../../../tests/fixtures/recording/judged.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { openIdbJudgementStore } from './idb-judgement-store.ts';
import { openIdbPracticeArchive } from './idb-practice-archive.ts';
import { openIdbTakeStore } from './idb-take-store.ts';

let name = '';
const opened: { close(): void }[] = [];

async function open(): Promise<PracticeArchive> {
	const archive = await openIdbPracticeArchive(name);
	opened.push(archive);
	return archive;
}

beforeEach(() => {
	name = `archive-test-${crypto.randomUUID()}`;
});

afterEach(async () => {
	for (const store of opened.splice(0)) store.close();
	await deleteDB(name);
});

const { judgement, record } = judgedTake('t', 's');

describe('IdbPracticeArchive', () => {
	it('keeps takes with their judgements and the history, as the rooms read them', async () => {
		const archive = await open();
		const take = takeRecordOf('t', { songId: 's' });
		await archive.putTake(take, judgement);
		await archive.putPractice([record, { ...record, id: 'older', startedAtMs: 1 }]);
		expect((await archive.takes()).records).toEqual([take]);
		expect(await archive.take('t')).toEqual(take);
		expect(await archive.judgement('t')).toEqual(judgement);
		expect((await archive.practice()).records.map(({ id }) => id)).toEqual(['older', 't']);

		const takes = await openIdbTakeStore(name);
		const judgements = await openIdbJudgementStore(name);
		opened.push(takes, judgements);
		expect((await takes.takesOf('s')).records).toEqual([take]);
		expect(await judgements.judgement('t')).toEqual(judgement);
		expect((await judgements.practiceRecordsOf('s')).records).toHaveLength(2);
	});

	it('leaves what is not given, and removes a take with its judgement but not from the history', async () => {
		const archive = await open();
		await archive.putTake(takeRecordOf('t', { songId: 's' }), judgement);
		await archive.putTake(takeRecordOf('t', { songId: 's', title: 'renamed' }), null);
		expect(await archive.judgement('t')).toEqual(judgement);
		await archive.putTake(null, { ...judgement, judgedAtMs: 50 });
		expect((await archive.take('t'))?.title).toBe('renamed');
		await archive.putPractice([record]);
		await archive.removeTake('t');
		expect(await archive.take('t')).toBeNull();
		expect(await archive.judgement('t')).toBeNull();
		expect((await archive.practice()).records).toEqual([record]);
		await archive.removePractice(['t']);
		expect((await archive.practice()).records).toEqual([]);
	});

	it('counts takes that belong to no song without reading them', async () => {
		const archive = await open();
		expect(await archive.takeIds()).toEqual({ all: [], withoutSongCount: 0 });
		await archive.putTake(takeRecordOf('a', { songId: 's' }), null);
		await archive.putTake(takeRecordOf('b', { songId: null }), null);
		expect(await archive.takeIds()).toEqual({ all: ['a', 'b'], withoutSongCount: 1 });
	});

	it('names what cannot be read, and reads the rest', async () => {
		const archive = await open();
		await archive.putTake(takeRecordOf('a', { songId: 's' }), null);
		const database = await openDB(name);
		await database.put('takes', { id: 'torn' });
		await database.put('practice', { id: 'torn', score: 'high' });
		database.close();
		expect(await archive.takes()).toMatchObject({ records: [{ id: 'a' }], corrupt: [{ kind: 'takes', key: 'torn' }] });
		expect(await archive.practice()).toMatchObject({ records: [], corrupt: [{ kind: 'practice', key: 'torn' }] });
		expect(await archive.take('torn')).toBeNull();
	});

	it('tells the rooms of this tab what a restore brings', async () => {
		const archive = await open();
		const takes = await openIdbTakeStore(name);
		const judgements = await openIdbJudgementStore(name);
		opened.push(takes, judgements);
		const hearing = Promise.all([
			new Promise<void>((resolve) => takes.onForeignChange(resolve)),
			new Promise<void>((resolve) => judgements.onChange(resolve))
		]);
		await archive.putTake(takeRecordOf('t'), judgement);
		await hearing;
	});
});
