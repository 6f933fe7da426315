import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TakeStore } from '$contracts/recording/take-store.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { openIdbLibraryStore } from './idb-library-store.ts';
import { openIdbTakeStore } from './idb-take-store.ts';

let name = '';
const opened: { close(): void }[] = [];

async function openStore(): Promise<TakeStore> {
	const store = await openIdbTakeStore(name);
	opened.push(store);
	return store;
}

beforeEach(() => {
	name = `takes-test-${crypto.randomUUID()}`;
});

afterEach(async () => {
	for (const store of opened.splice(0)) store.close();
	await deleteDB(name);
});

describe('IdbTakeStore', () => {
	it('keeps takes by song and without one, the newest first, and takes them out', async () => {
		const store = await openStore();
		const mine = takeRecordOf('t1', { songId: 's1', startedAtMs: 1 });
		const later = takeRecordOf('t2', { songId: 's1', startedAtMs: 3 });
		const alone = takeRecordOf('t3', { startedAtMs: 2 });
		const keys = takeRecordOf('t4', {
			source: 'midi',
			startedAtMs: 0,
			sound: null,
			midi: {
				durationSeconds: 2,
				notes: [{ onsetSeconds: 0.5, offsetSeconds: 1, pitchMidi: 60, velocity: 90 }],
				pedals: [{ atSeconds: 0.4, isDown: true }]
			}
		});
		for (const take of [mine, later, alone, keys]) await store.putTake(take);
		expect((await store.takes()).records).toEqual([later, alone, mine, keys]);
		expect((await store.takesOf('s1')).records).toEqual([later, mine]);
		await store.putTake({ ...mine, title: 'Named', revision: 1 });
		await store.removeTake('t2');
		expect((await store.takesOf('s1')).records).toEqual([{ ...mine, title: 'Named', revision: 1 }]);
	});

	it('shows a record that cannot be read apart, and hides no other', async () => {
		const store = await openStore();
		await store.putTake(takeRecordOf('t1'));
		const raw = await openDB(name);
		await raw.put('takes', { id: 'broken', title: 7 });
		raw.close();
		const { records, corrupt } = await store.takes();
		expect(records.map(({ id }) => id)).toEqual(['t1']);
		expect(corrupt).toMatchObject([{ kind: 'takes', key: 'broken' }]);
	});

	it('tells other tabs, and hears them', async () => {
		const [here, there] = [await openStore(), await openStore()];
		const heard = new Promise<void>((resolve) => void there.onForeignChange(resolve));
		await here.putTake(takeRecordOf('t1'));
		await heard;
		expect((await there.takes()).records).toHaveLength(1);
	});

	it('upgrades a database of version 4 and keeps all it holds', async () => {
		const old = await openDB(name, 4, {
			upgrade: (database) => {
				database.createObjectStore('songs', { keyPath: 'id' });
				database.createObjectStore('transcriptions', { keyPath: 'id' }).createIndex('bySong', 'songId');
				database.createObjectStore('jobs', { keyPath: 'id' });
				database.createObjectStore('settings');
				database.createObjectStore('analyses', { keyPath: 'id' }).createIndex('bySong', 'songId');
				database.createObjectStore('corrections', { keyPath: 'songId' });
				database.createObjectStore('lists', { keyPath: 'id' });
				database.createObjectStore('scores', { keyPath: 'id' }).createIndex('bySong', 'songId');
				database.createObjectStore('scoreEdits', { keyPath: ['scoreId', 'seq'] }).createIndex('bySong', 'songId');
			}
		});
		const song = songOf('Old');
		await old.put('songs', song);
		await old.put('settings', { volume: 0.5 }, 'preferences');
		old.close();
		const store = await openStore();
		await store.putTake(takeRecordOf('t1', { songId: song.id }));
		expect((await store.takesOf(song.id)).records).toHaveLength(1);
		const library = await openIdbLibraryStore(name);
		opened.push(library);
		expect((await library.songs()).records).toEqual([song]);
		expect(await library.setting('preferences')).toEqual({ volume: 0.5 });
		await library.removeSong(song.id);
		expect((await store.takesOf(song.id)).records).toHaveLength(1);
	});
});
