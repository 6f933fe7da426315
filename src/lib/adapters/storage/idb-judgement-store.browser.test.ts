import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JudgementStore, KeptJudgement } from '$contracts/recording/judgement-store.ts';
import { judgeTake, plainContext, type ExpectedPiece, type TakeNote } from '$core/practice/index.ts';
import { fromNotes } from '$core/practice/index.ts';
import { toTakeRecord, type TakeRecord } from '$core/practice/progress/index.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { openIdbJudgementStore } from './idb-judgement-store.ts';
import { openIdbTakeStore } from './idb-take-store.ts';

let name = '';
const opened: { close(): void }[] = [];

async function openStore(): Promise<JudgementStore> {
	const store = await openIdbJudgementStore(name);
	opened.push(store);
	return store;
}

const notes: TakeNote[] = [60, 62, 64, 65, 67, 65, 64, 62].map((pitchMidi, at) => ({
	onsetSeconds: 0.5 * at,
	offsetSeconds: 0.5 * at + 0.4,
	pitchMidi,
	velocity: 80,
	confidence: 1
}));
const piece: ExpectedPiece = fromNotes(
	notes.map((note, at) => ({ ...note, id: `n${at}` })),
	{ beatsSeconds: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4], downbeats: [0, 4, 8] },
	4
);

function judged(takeId: string, songId: string, startedAtMs: number): { kept: KeptJudgement; record: TakeRecord | null } {
	const judgement = judgeTake(piece, notes, plainContext);
	return {
		kept: {
			schemaVersion: 1,
			takeId,
			songId,
			judgedAtMs: 9,
			piece: { kind: 'transcription', id: 't', revision: 0 },
			notes,
			judgement
		},
		record: toTakeRecord(piece, judgement, { id: takeId, songId, startedAtMs, durationSeconds: 4 })
	};
}

beforeEach(() => {
	name = `judgements-test-${crypto.randomUUID()}`;
});

afterEach(async () => {
	for (const store of opened.splice(0)) store.close();
	await deleteDB(name);
});

describe('IdbJudgementStore', () => {
	it('keeps a judgement as it was made, and the history of every song by time', async () => {
		const store = await openStore();
		const [later, first, other] = [judged('a', 's1', 5), judged('b', 's1', 2), judged('c', 's2', 3)];
		expect(first.record?.score).toBeGreaterThan(95);
		for (const { kept, record } of [later, first, other]) await store.putJudgement(kept, record);
		expect(await store.judgement('a')).toEqual(later.kept);
		expect(await store.judgement('z')).toBeNull();
		expect((await store.practiceRecords()).records.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
		expect((await store.practiceRecordsOf('s1')).records).toEqual([first.record, later.record]);
	});

	it('forgets a judgement but not the practice, and a take that fits no more leaves the history', async () => {
		const store = await openStore();
		const { kept, record } = judged('a', 's1', 5);
		await store.putJudgement(kept, record);
		await store.removeJudgement('a');
		expect(await store.judgement('a')).toBeNull();
		expect((await store.practiceRecords()).records).toHaveLength(1);
		await store.putJudgement(kept, null);
		expect((await store.practiceRecords()).records).toEqual([]);
	});

	it('shows a record that cannot be read apart, and makes no judgement of a broken one', async () => {
		const store = await openStore();
		const { kept, record } = judged('a', 's1', 5);
		await store.putJudgement(kept, record);
		const raw = await openDB(name);
		await raw.put('practice', { id: 'broken', score: 'high' });
		await raw.put('judgements', { takeId: 'broken' });
		raw.close();
		expect(await store.judgement('broken')).toBeNull();
		const { records, corrupt } = await store.practiceRecords();
		expect(records).toEqual([record]);
		expect(corrupt).toMatchObject([{ kind: 'practice', key: 'broken' }]);
	});

	it('tells this tab and the others', async () => {
		const [here, there] = [await openStore(), await openStore()];
		let own = 0;
		here.onChange(() => own++);
		const heard = new Promise<void>((resolve) => void there.onChange(resolve));
		const { kept, record } = judged('a', 's1', 5);
		await here.putJudgement(kept, record);
		await heard;
		expect(own).toBe(1);
	});

	it('upgrades a database of version 5 and keeps its takes', async () => {
		const old = await openDB(name, 5, {
			upgrade: (database) => database.createObjectStore('takes', { keyPath: 'id' }).createIndex('bySong', 'songId')
		});
		await old.put('takes', takeRecordOf('t1', { songId: 's1' }));
		old.close();
		const store = await openStore();
		const { kept, record } = judged('t1', 's1', 5);
		await store.putJudgement(kept, record);
		const takes = await openIdbTakeStore(name);
		opened.push(takes);
		expect((await takes.takesOf('s1')).records).toHaveLength(1);
		expect((await store.practiceRecordsOf('s1')).records).toHaveLength(1);
	});
});
