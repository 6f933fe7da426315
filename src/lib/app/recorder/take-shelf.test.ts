import { describe, expect, it } from 'vitest';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { TakeStore } from '$contracts/recording/take-store.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { takeDraftOf, takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { LatencyBook, toDeviceHash } from './latency-book.svelte.ts';
import { TakeShelf, type TakeShelfParts } from './take-shelf.svelte.ts';

const dayMs = 24 * 3600 * 1000;

function memoryStore(
	records: readonly TakeRecord[]
): TakeStore & { readonly kept: Map<string, TakeRecord>; changeElsewhere(take: TakeRecord): void } {
	const kept = new Map(records.map((take) => [take.id, take]));
	const listeners = new Set<() => void>();
	return {
		kept,
		changeElsewhere(take) {
			kept.set(take.id, take);
			for (const listener of listeners) listener();
		},
		takes: async () => ({ records: [...kept.values()].sort((a, b) => b.startedAtMs - a.startedAtMs), corrupt: [] }),
		takesOf: async (songId) => ({ records: [...kept.values()].filter((take) => take.songId === songId), corrupt: [] }),
		putTake: async (take) => void kept.set(take.id, take),
		removeTake: async (id) => void kept.delete(id),
		onForeignChange: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close: () => undefined
	};
}

async function setUp(records: readonly TakeRecord[] = [], over: Partial<TakeShelfParts> = {}) {
	const store = memoryStore(records);
	const files = new MemoryFileStore();
	for (const { sound } of records) if (sound) files.put(sound.path, new Uint8Array(1));
	const asked: (readonly string[])[] = [];
	const shelf = new TakeShelf({
		store,
		files,
		recover: async (knownIds) => {
			asked.push(knownIds);
			return [];
		},
		nowMs: () => 100 * dayMs,
		...over
	});
	const recovered = await shelf.open();
	return { shelf, store, files, asked, recovered };
}

const idsOf = (takes: readonly TakeRecord[]): string[] => takes.map(({ id }) => id);
const sound = takeRecordOf('x').sound;

describe('TakeShelf', () => {
	it('keeps takes of sound and notes, the newest first, and nothing of an empty one', async () => {
		const { shelf, store } = await setUp();
		await shelf.keep({ draft: takeDraftOf('a', { songId: 's', startedAtMs: 1 }), sound, fault: null });
		await shelf.keepNotes(takeDraftOf('b', { songId: 's', startedAtMs: 2, source: 'midi' }), {
			durationSeconds: 3,
			notes: [],
			pedals: []
		});
		expect(await shelf.keep({ draft: takeDraftOf('c'), sound: null, fault: null })).toBeNull();
		expect(idsOf(shelf.takesOf('s'))).toEqual(['b', 'a']);
		expect(store.kept.get('b')?.midi?.durationSeconds).toBe(3);
		expect(store.kept.get('a')?.changedAtMs).toBe(100 * dayMs);
	});

	it('keeps a take of notes again as it grows', async () => {
		const { shelf, store } = await setUp();
		for (const durationSeconds of [1, 2, 3])
			await shelf.keepNotes(takeDraftOf('a', { source: 'midi' }), { durationSeconds, notes: [], pedals: [] });
		expect(shelf.takes).toHaveLength(1);
		expect(store.kept.get('a')).toMatchObject({ revision: 2, midi: { durationSeconds: 3 } });
	});

	it('renames, bins, takes out of the bin, and removes with the sound', async () => {
		const { shelf, files, store } = await setUp([takeRecordOf('a'), takeRecordOf('b')]);
		await shelf.rename('a', 'x'.repeat(500));
		expect(store.kept.get('a')?.title).toHaveLength(200);
		await shelf.discard('a');
		expect(idsOf(shelf.takes)).toEqual(['b']);
		await shelf.restore('a');
		expect(shelf.takes).toHaveLength(2);
		expect(store.kept.get('a')).not.toHaveProperty('deletedAtMs');
		await shelf.remove('a');
		expect(idsOf(shelf.takes)).toEqual(['b']);
		expect(await files.stat('takes/a')).toBeNull();
		expect(await files.stat('takes/b')).not.toBeNull();
	});

	it('empties the bin of what lay in it for a month', async () => {
		const { shelf, store } = await setUp([
			takeRecordOf('old', { deletedAtMs: 60 * dayMs }),
			takeRecordOf('new', { deletedAtMs: 80 * dayMs })
		]);
		expect([...store.kept.keys()]).toEqual(['new']);
		expect(shelf.takes).toEqual([]);
	});

	it('puts back what a killed tab left, and asks for nothing that it has', async () => {
		const lost = { draft: takeDraftOf('lost', { songId: 's' }), sound: takeRecordOf('lost').sound };
		const asked: (readonly string[])[] = [];
		const { shelf, recovered } = await setUp([takeRecordOf('a'), takeRecordOf('b', { deletedAtMs: 99 * dayMs })], {
			recover: async (knownIds) => {
				asked.push(knownIds);
				return lost.sound === null ? [] : [{ draft: lost.draft, sound: lost.sound }];
			}
		});
		expect(asked).toEqual([['a', 'b']]);
		expect(recovered).toMatchObject([{ id: 'lost', isRecovered: true, songId: 's' }]);
		expect(idsOf(shelf.takesOf('s'))).toEqual(['lost']);
	});

	it('follows other tabs', async () => {
		const { shelf, store } = await setUp();
		store.changeElsewhere(takeRecordOf('there'));
		await Promise.resolve();
		await Promise.resolve();
		expect(idsOf(shelf.takes)).toEqual(['there']);
		shelf.close();
	});
});

describe('LatencyBook', () => {
	const pair = { inputLabel: 'Interface', outputLabel: 'Headphones', sampleRateHz: 44_100 };
	const entry = {
		...pair,
		latencySeconds: 0.03,
		spreadSeconds: 0.001,
		confidence: 0.9,
		method: 'loopback',
		measuredAtMs: 1
	} as const;

	it('keeps one round trip for each pair of devices and rate', async () => {
		const store = new MemoryLibraryStore();
		const book = new LatencyBook(store);
		await book.load();
		expect(book.of(pair)).toBeNull();
		await book.keep(entry);
		await book.keep({ ...entry, latencySeconds: 0.04 });
		await book.keep({ ...entry, outputLabel: 'Speakers', latencySeconds: 0.2 });
		const again = new LatencyBook(store);
		await again.load();
		expect(again.of(pair)?.latencySeconds).toBe(0.04);
		expect(again.of({ ...pair, sampleRateHz: 48_000 })).toBeNull();
		await again.forget(pair);
		expect(again.entries.map(({ outputLabel }) => outputLabel)).toEqual(['Speakers']);
	});

	it('begins anew from what cannot be read', async () => {
		const store = new MemoryLibraryStore();
		await store.putSetting('latencies', [{ latencySeconds: -1 }]);
		const book = new LatencyBook(store);
		await book.load();
		expect(book.entries).toEqual([]);
	});

	it('tells pairs of devices apart without naming them', async () => {
		const [one, other] = [await toDeviceHash(pair), await toDeviceHash({ ...pair, outputLabel: 'Speakers' })];
		expect(one).toMatch(/^[0-9a-f]{16}$/);
		expect(one).not.toBe(other);
	});
});
