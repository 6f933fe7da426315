import { cdp } from 'vitest/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkFileStore, pattern, put } from '../../../tests/fixtures/file-store-checks.ts';
import { UserFixableError } from '../contracts/errors.ts';
import { openFileStore } from './index.ts';
import { IndexedDbStore } from './indexeddb-store.ts';
import { OpfsStore } from './opfs-store.ts';
import { SinkWriter } from './sink-writer.ts';

function askWorker(task: 'check' | 'begin'): { answer: Promise<string[]>; end: () => void } {
	const worker = new Worker(new URL('../../../tests/fixtures/file-store-checks.worker.ts', import.meta.url), { type: 'module' });
	const answer = new Promise<string[]>((resolve, reject) => {
		worker.onmessage = (event: MessageEvent<{ result?: string[]; error?: string }>) =>
			event.data.result ? resolve(event.data.result) : reject(new Error(event.data.error));
		worker.onerror = (event) => reject(new Error(event.message));
	});
	worker.postMessage(task);
	return { answer, end: () => worker.terminate() };
}

async function opfs(): Promise<OpfsStore> {
	const store = await OpfsStore.open();
	if (store === null) throw new Error('this browser has no private file system');
	return store;
}

async function unnamedCount(): Promise<number> {
	const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('unnamed');
	let count = 0;
	for await (const name of folder.keys()) count += name === '' ? 0 : 1;
	return count;
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
	try {
		await work();
	} catch (error) {
		return error instanceof UserFixableError ? error.fault.code : String(error);
	}
	return 'nothing thrown';
}

afterEach(() => vi.unstubAllGlobals());

describe('the file store', () => {
	it('works on the private file system from the page', async () => {
		expect((await checkFileStore(await opfs(), 'page')).length).toBeGreaterThan(8);
	});

	it('works on the private file system in a worker', async () => {
		const { answer, end } = askWorker('check');
		expect((await answer).length).toBeGreaterThan(8);
		end();
	});

	it('works on IndexedDB', async () => {
		const store = await IndexedDbStore.open(`files-${crypto.randomUUID()}`);
		expect((await checkFileStore(store, 'database')).length).toBeGreaterThan(8);
		store.close();
	});

	it('turns to IndexedDB where the private file system is missing or refused', async () => {
		expect((await openFileStore()).kind).toBe('opfs');
		const refuse = (): Promise<never> => Promise.reject(new DOMException('private window', 'SecurityError'));
		vi.stubGlobal('navigator', { locks: navigator.locks, storage: { getDirectory: refuse } });
		const store = await openFileStore();
		expect(store.kind).toBe('indexeddb');
		await put(store, 'covers/fallback', pattern(10));
		expect((await store.open('covers/fallback')).sizeBytes).toBe(10);
		await store.remove('covers/fallback');
	});

	it('says storageUnavailable where there is no storage at all', async () => {
		vi.stubGlobal('navigator', {});
		vi.stubGlobal('indexedDB', {
			open: () => {
				throw new DOMException('refused', 'SecurityError');
			}
		});
		expect(await codeOf(openFileStore)).toBe('storageUnavailable');
	});

	it('moves by copying where a file cannot be moved', async () => {
		const { move } = FileSystemFileHandle.prototype as { move?: unknown };
		Reflect.deleteProperty(FileSystemFileHandle.prototype, 'move');
		try {
			const store = await opfs();
			const before = await unnamedCount();
			await put(store, 'covers/copied', pattern(100_000));
			expect(await (await store.open('covers/copied')).read(0, 100_000)).toEqual(pattern(100_000));
			expect(await unnamedCount()).toBe(before);
			await store.remove('covers/copied');
		} finally {
			Object.defineProperty(FileSystemFileHandle.prototype, 'move', { value: move, configurable: true, writable: true });
		}
	});

	it('sweeps what a killed tab left, and spares what a living one writes', async () => {
		for (const store of [await opfs(), await IndexedDbStore.open()]) {
			const writer = await store.create();
			await writer.write(pattern(1000));
			await store.sweepUnnamed();
			await writer.write(pattern(1000));
			await writer.commit('covers/spared');
			expect((await store.open('covers/spared')).sizeBytes).toBe(2000);
			await store.remove('covers/spared');
		}
		const store = await opfs();
		await store.sweepUnnamed();
		const { answer, end } = askWorker('begin');
		await answer;
		expect(await unnamedCount()).toBe(1);
		end();
		await vi.waitFor(
			async () => {
				await store.sweepUnnamed();
				expect(await unnamedCount()).toBe(0);
			},
			{ timeout: 5000 }
		);
	});

	it('leaves nothing behind when a write fails', async () => {
		let isGone = false;
		let isReleased = false;
		const writer = new SinkWriter(
			{
				write: (offsetBytes) => {
					if (offsetBytes > 0) throw new DOMException('full', 'QuotaExceededError');
				},
				commit: () => Promise.reject(new Error('never reached')),
				discard: async () => void (isGone = true)
			},
			() => void (isReleased = true)
		);
		await writer.write(pattern(10));
		expect(await codeOf(() => writer.write(pattern(10)))).toBe('storageFull');
		expect([isGone, isReleased]).toEqual([true, true]);
		expect(await codeOf(() => writer.commit('pcm/x'))).toContain('closed');
	});

	it('says storageFull when the quota is really used up, and leaves nothing', async () => {
		const store = await opfs();
		const before = (await navigator.storage.estimate()).usage ?? 0;
		const session = cdp() as { send(method: string, parameters: object): Promise<unknown> };
		await session.send('Storage.overrideQuotaForOrigin', { origin: location.origin, quotaSize: before + 3_000_000 });
		try {
			const writer = await store.create();
			const code = await codeOf(async () => {
				for (let i = 0; i < 20; i++) await writer.write(pattern(1_000_000));
				await writer.commit('pcm/too-large');
			});
			expect(code).toBe('storageFull');
			expect(await store.stat('pcm/too-large')).toBeNull();
			expect(await unnamedCount()).toBe(0);
		} finally {
			await session.send('Storage.overrideQuotaForOrigin', { origin: location.origin });
		}
	});

	// Chromium's private contexts keep databases in memory and count no quota for them, so the refusal is made by hand.
	it('says storageFull when the database refuses a chunk, and leaves nothing', async () => {
		const name = `files-${crypto.randomUUID()}`;
		const store = await IndexedDbStore.open(name);
		const writer = await store.create();
		await writer.write(pattern(2_000_000));
		const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError');
		});
		expect(await codeOf(() => writer.write(pattern(2_000_000)))).toBe('storageFull');
		put.mockRestore();
		store.close();
		const left = await new Promise<number>((resolve, reject) => {
			const opening = indexedDB.open(name);
			opening.onerror = () => reject(opening.error ?? new Error('not opened'));
			opening.onsuccess = () => {
				const counting = opening.result.transaction('chunks').objectStore('chunks').count();
				counting.onsuccess = () => resolve(counting.result);
			};
		});
		expect(left).toBe(0);
	});
});
