import type { Connection, EngineDownload, EngineStore } from '$contracts/engine-store.ts';
import type { EngineEntry, EngineRegistry } from '$contracts/engines.ts';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import { describe, expect, it, vi } from 'vitest';
import { OfflineEngines } from './engines.svelte.ts';

function toEntry(id: string, bytes: number, essential = true): EngineEntry {
	const sha256 = id.padEnd(64, '0').replaceAll(/[^0-9a-f]/g, '0');
	return {
		id,
		name: id,
		url: `/engines/${id}.${sha256.slice(0, 12)}.bin`,
		bytes,
		sha256,
		version: '1',
		licence: 'MIT',
		essential
	};
}

const model = toEntry('model', 300);
const runtime = toEntry('runtime', 700);
const piano = toEntry('piano', 5000, false);

/** A store in memory whose downloads a test ends by hand. */
class FakeStore implements EngineStore {
	readonly ready = new Set<string>();
	readonly order: string[] = [];
	readonly pending = new Map<string, { download: EngineDownload; finish: () => void; fail: (error: unknown) => void }>();
	declined: readonly string[] = [];
	partial = new Map<string, number>();
	stale: EngineRegistry[] = [];
	entries: readonly EngineEntry[];
	registryError: unknown = null;

	constructor(...entries: readonly EngineEntry[]) {
		this.entries = entries;
	}

	registry = (): Promise<EngineRegistry> =>
		this.registryError === null
			? Promise.resolve({ schemaVersion: 1, engines: [...this.entries] })
			: Promise.reject(this.registryError);
	readyUrls = () => Promise.resolve(new Set(this.ready));
	partialBytes = () => Promise.resolve(this.partial);
	declinedIds = () => Promise.resolve(this.declined);
	setDeclinedIds = async (ids: readonly string[]) => {
		await Promise.resolve();
		this.declined = ids;
	};
	removeStale = async (registry: EngineRegistry) => {
		this.stale.push(registry);
		await Promise.resolve();
	};
	remove = async (entry: EngineEntry) => {
		this.ready.delete(entry.url);
		await Promise.resolve();
	};
	download = (entry: EngineEntry, download: EngineDownload) =>
		new Promise<void>((resolve, reject) => {
			this.order.push(entry.id);
			const finish = (): void => {
				this.ready.add(entry.url);
				this.pending.delete(entry.id);
				resolve();
			};
			const fail = (error: unknown): void => {
				this.pending.delete(entry.id);
				reject(error);
			};
			download.signal.addEventListener('abort', () => fail(abortError()));
			this.pending.set(entry.id, { download, finish, fail });
		});
}

class FakeConnection implements Connection {
	online = true;
	spares = false;
	listener: (() => void) | null = null;
	isOnline = () => this.online;
	savesData = () => this.spares;
	onChange = (listener: () => void) => {
		this.listener = listener;
		return () => {
			this.listener = null;
		};
	};
}

const kinds = (engines: OfflineEngines) => Object.fromEntries(engines.engines.map(({ entry, state }) => [entry.id, state.kind]));

async function started(store: FakeStore, connection = new FakeConnection()) {
	const engines = new OfflineEngines(store, connection);
	const running = engines.start();
	await vi.waitFor(() => {
		if (engines.engines.length === 0 && engines.fault === null) throw new Error('not started');
	});
	return { engines, running, connection };
}

describe('OfflineEngines', () => {
	it('fetches essential engines first, one at a time, and says when the main job works offline', async () => {
		const store = new FakeStore(piano, model, runtime);
		const { engines, running } = await started(store);
		expect(kinds(engines)).toEqual({ piano: 'waiting', model: 'waiting', runtime: 'waiting' });
		await expect.poll(() => store.order).toEqual(['model']);
		store.pending.get('model')?.download.onBytes(150);
		expect(engines.engines[1]?.state).toEqual({ kind: 'downloading', fraction: 0.5 });
		expect(engines.readyFraction).toBeCloseTo(0.15, 10);
		expect(engines.isReadyForOffline).toBe(false);
		store.pending.get('model')?.finish();
		await expect.poll(() => store.order).toEqual(['model', 'runtime']);
		store.pending.get('runtime')?.finish();
		await expect.poll(() => store.order).toEqual(['model', 'runtime', 'piano']);
		expect(engines.isReadyForOffline).toBe(true);
		expect(engines.readyFraction).toBe(1);
		expect(engines.missingBytes).toBe(5000);
		expect(store.stale).toEqual([]);
		store.pending.get('piano')?.finish();
		await running;
		expect(engines.isDownloading).toBe(false);
		expect(engines.keptBytes).toBe(6000);
		expect(store.stale.map(({ engines: kept }) => kept.map(({ id }) => id))).toEqual([['piano', 'model', 'runtime']]);
	});

	it('shows at once what is here and how far an unfinished one is', async () => {
		const store = new FakeStore(model, runtime);
		store.ready.add(model.url);
		store.partial.set(runtime.url, 350);
		const { engines } = await started(store);
		expect(engines.engines.map(({ state }) => state)).toEqual([{ kind: 'ready' }, { kind: 'waiting', fraction: 0.5 }]);
		engines.dispose();
	});

	it('asks first where the user spares data', async () => {
		const store = new FakeStore(model, piano);
		const connection = new FakeConnection();
		connection.spares = true;
		const { engines, running } = await started(store, connection);
		await running;
		expect(engines.needsConsent).toBe(true);
		expect(store.order).toEqual([]);
		expect(store.stale).toEqual([]);
		const allowed = engines.allowDownload();
		await expect.poll(() => store.order).toEqual(['model']);
		expect(engines.needsConsent).toBe(false);
		store.pending.get('model')?.finish();
		await expect.poll(() => store.order).toEqual(['model', 'piano']);
		store.pending.get('piano')?.finish();
		await allowed;
		expect(kinds(engines)).toEqual({ model: 'ready', piano: 'ready' });
	});

	it('keeps what the user deleted or cancelled away, also next time, until they ask for it', async () => {
		const store = new FakeStore(model, piano);
		store.ready.add(model.url);
		const { engines, running } = await started(store);
		await expect.poll(() => store.order).toEqual(['piano']);
		await Promise.all([engines.cancel('piano'), engines.remove('model')]);
		await running;
		expect(kinds(engines)).toEqual({ model: 'absent', piano: 'absent' });
		expect([...store.declined].sort()).toEqual(['model', 'piano']);
		expect(store.ready.size).toBe(0);
		engines.dispose();

		const next = await started(store);
		await next.running;
		expect(store.order).toEqual(['piano']);
		void next.engines.retry('model');
		await expect.poll(() => store.order).toEqual(['piano', 'model']);
		expect(store.declined).toEqual(['piano']);
		next.engines.dispose();
	});

	it('goes on with the others when one fails, and tries that one again when told', async () => {
		const store = new FakeStore(model, runtime);
		const { engines } = await started(store);
		await expect.poll(() => store.order).toEqual(['model']);
		store.pending.get('model')?.fail(new UserFixableError('downloadCorrupt', { engine: 'model' }));
		await expect.poll(() => store.order).toEqual(['model', 'runtime']);
		expect(engines.engines[0]?.state).toEqual({
			kind: 'failed',
			fault: { code: 'downloadCorrupt', params: { engine: 'model' } }
		});
		store.pending.get('runtime')?.finish();
		await expect.poll(() => engines.isDownloading).toBe(false);
		expect(engines.isReadyForOffline).toBe(false);
		expect(store.stale).toEqual([]);
		void engines.retry('model');
		await expect.poll(() => store.order).toEqual(['model', 'runtime', 'model']);
		store.pending.get('model')?.finish();
		await expect.poll(() => engines.isReadyForOffline).toBe(true);
		engines.dispose();
	});

	it('takes a lost network up again when the device is online', async () => {
		const store = new FakeStore(model);
		const { engines, running, connection } = await started(store);
		await expect.poll(() => store.order).toEqual(['model']);
		connection.online = false;
		store.pending.get('model')?.download.onBytes(0);
		expect(kinds(engines)).toEqual({ model: 'waiting' });
		store.pending.get('model')?.fail(new UserFixableError('offlineEngineMissing'));
		await running;
		expect(kinds(engines)).toEqual({ model: 'failed' });
		connection.online = true;
		connection.listener?.();
		await expect.poll(() => store.order).toEqual(['model', 'model']);
		engines.dispose();
		expect(connection.listener).toBeNull();
	});

	it('shows why there is no list, and starts when the network is back', async () => {
		const store = new FakeStore(model);
		store.registryError = new UserFixableError('offlineEngineMissing');
		const { engines, running, connection } = await started(store);
		await running;
		expect(engines.fault?.code).toBe('offlineEngineMissing');
		expect(engines.isReadyForOffline).toBe(false);
		store.registryError = null;
		connection.listener?.();
		await expect.poll(() => store.order).toEqual(['model']);
		expect(engines.fault).toBeNull();
		engines.dispose();
	});

	it('fetches again what was cancelled a moment ago (regression)', async () => {
		const store = new FakeStore(model);
		const { engines } = await started(store);
		await expect.poll(() => store.order).toEqual(['model']);
		void engines.cancel('model');
		void engines.retry('model');
		await expect.poll(() => store.order).toEqual(['model', 'model']);
		store.pending.get('model')?.finish();
		await expect.poll(() => kinds(engines)).toEqual({ model: 'ready' });
		expect(store.declined).toEqual([]);
		engines.dispose();
	});

	it('lets bugs through instead of showing them as faults', async () => {
		const store = new FakeStore(model);
		const { running } = await started(store);
		await expect.poll(() => store.order).toEqual(['model']);
		store.pending.get('model')?.fail(new RangeError('a bug'));
		await expect(running).rejects.toThrow('a bug');
	});
});
