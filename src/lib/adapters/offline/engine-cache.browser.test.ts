import type { Connection } from '$contracts/engine-store.ts';
import type { EngineEntry } from '$contracts/engines.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { offlineCaches } from '$contracts/offline.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineCache, type EngineCacheEnvironment } from './engine-cache.ts';

const mebibyte = 1024 * 1024;
const never = new AbortController().signal;
const ignore = (): void => undefined;

/** Bytes that differ everywhere, so that a part in the wrong place is noticed. */
function engineBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	let state = seed;
	for (let index = 0; index < length; index++) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		bytes[index] = state >>> 24;
	}
	return bytes;
}

async function sha256Of(bytes: BufferSource): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function toEntry(bytes: Uint8Array<ArrayBuffer>, id = 'basic-pitch'): Promise<EngineEntry> {
	const sha256 = await sha256Of(bytes);
	const url = `/engines/${id}.${sha256.slice(0, 12)}.bin`;
	return { id, name: id, url, bytes: bytes.length, sha256, version: '1', licence: 'MIT', essential: true };
}

/** A server whose every answer a test can decide; remembers what it was asked. */
class FakeServer {
	readonly ranges: (string | null)[] = [];
	readonly cacheModes: (string | undefined)[] = [];
	/** Called for each request with its number from 0. */
	answer: (number: number, range: string | null, signal: AbortSignal | null | undefined) => Response | Promise<Response>;

	constructor(answer: FakeServer['answer']) {
		this.answer = answer;
	}

	fetch: typeof fetch = async (_url, init) => {
		const range = new Headers(init?.headers).get('range');
		this.ranges.push(range);
		this.cacheModes.push(init?.cache);
		return this.answer(this.ranges.length - 1, range, init?.signal);
	};
}

const isolation = { 'content-type': 'application/wasm', 'cross-origin-embedder-policy': 'require-corp', 'set-by': 'server' };

/** As a server answers that knows ranges. */
function serve(bytes: Uint8Array<ArrayBuffer>, range: string | null): Response {
	const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
	if (start === 0) return new Response(bytes, { headers: isolation });
	const headers = { ...isolation, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
	return new Response(bytes.subarray(start), { status: 206, headers });
}

/** The first bytes of the answer, then a broken connection. */
function breakAfter(response: Response, byteCount: number): Response {
	let sent = 0;
	const broken = new TransformStream<Uint8Array, Uint8Array>({
		transform(chunk, controller) {
			const rest = byteCount - sent;
			if (rest > 0) controller.enqueue(chunk.subarray(0, rest));
			sent += chunk.length;
			if (sent >= byteCount) controller.error(new TypeError('network error'));
		}
	});
	return new Response(response.body?.pipeThrough(broken), { status: response.status, headers: response.headers });
}

class FakeConnection implements Connection {
	readonly #listeners = new Set<() => void>();
	#isOnline = true;
	isOnline = (): boolean => this.#isOnline;
	savesData = (): boolean => false;
	onChange = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};
	get listenerCount(): number {
		return this.#listeners.size;
	}
	set online(isOnline: boolean) {
		this.#isOnline = isOnline;
		for (const listener of [...this.#listeners]) listener();
	}
}

function open(server: FakeServer, changes: Partial<EngineCacheEnvironment> = {}): EngineCache {
	return new EngineCache({
		fetch: server.fetch,
		connection: new FakeConnection(),
		retryDelaysSeconds: [0, 0],
		caches,
		locks: navigator.locks,
		...changes
	});
}

async function kept(entry: EngineEntry): Promise<Response | undefined> {
	return (await caches.open(offlineCaches.engines)).match(entry.url);
}

/** Compared by hash: a matcher that walks megabytes takes seconds. */
async function keptSha256(entry: EngineEntry): Promise<string> {
	return sha256Of(await ((await kept(entry)) ?? new Response()).arrayBuffer());
}

async function keptParts(): Promise<number> {
	return (await (await caches.open(offlineCaches.engineParts)).keys()).length;
}

async function faultOf(work: Promise<unknown>): Promise<string> {
	const error = await work.then(
		() => new Error('nothing was thrown'),
		(reason: unknown) => reason
	);
	if (error instanceof UserFixableError) return error.fault.code;
	return error instanceof Error || error instanceof DOMException ? error.name : 'not an error';
}

afterEach(async () => {
	await caches.delete(offlineCaches.engines);
	await caches.delete(offlineCaches.engineParts);
});

describe('EngineCache.download', () => {
	it.each([1, 1000, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte + 17])(
		'keeps %i bytes whole, with isolation headers',
		async (length) => {
			const bytes = engineBytes(length);
			const entry = await toEntry(bytes);
			const server = new FakeServer((_, range) => serve(bytes, range));
			const seen: number[] = [];
			await open(server).download(entry, { signal: never, onBytes: (received) => seen.push(received) });

			const response = await kept(entry);
			expect(await keptSha256(entry)).toBe(entry.sha256);
			expect(response?.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
			expect(response?.headers.get('content-type')).toBe('application/wasm');
			expect(response?.headers.get('content-length')).toBe(String(length));
			expect(response?.headers.has('set-by')).toBe(false);
			expect(seen[0]).toBe(0);
			expect(seen.at(-1)).toBe(length);
			expect(seen).toEqual([...seen].sort((a, b) => a - b));
			expect(await keptParts()).toBe(0);
			expect(server.ranges).toEqual([null]);
		}
	);

	it('goes on at the last whole part after the connection breaks', async () => {
		const bytes = engineBytes(4 * mebibyte);
		const entry = await toEntry(bytes);
		const server = new FakeServer((number, range) =>
			number === 0 ? breakAfter(serve(bytes, range), 2.5 * mebibyte) : serve(bytes, range)
		);
		await open(server).download(entry, { signal: never, onBytes: ignore });
		expect(server.ranges).toEqual([null, `bytes=${2 * mebibyte}-`]);
		expect(await keptSha256(entry)).toBe(entry.sha256);
	});

	it('goes on where an earlier page stopped, and keeps parts when cancelled', async () => {
		const bytes = engineBytes(3 * mebibyte);
		const entry = await toEntry(bytes);
		const controller = new AbortController();
		const server = new FakeServer((_, range, signal) => {
			const stuck = new ReadableStream<Uint8Array>({
				start(stream) {
					stream.enqueue(bytes.slice(0, 2 * mebibyte));
					signal?.addEventListener('abort', () => stream.error(new DOMException('', 'AbortError')));
				}
			});
			return range === null ? new Response(stuck, { headers: isolation }) : serve(bytes, range);
		});
		const first = open(server).download(entry, {
			signal: controller.signal,
			onBytes: (received) => {
				if (received === 2 * mebibyte) controller.abort();
			}
		});
		expect(await faultOf(first)).toBe('AbortError');
		expect(await open(server).partialBytes([entry])).toEqual(new Map([[entry.url, 2 * mebibyte]]));

		const seen: number[] = [];
		await open(server).download(entry, { signal: never, onBytes: (received) => seen.push(received) });
		expect(seen[0]).toBe(2 * mebibyte);
		expect(server.ranges).toEqual([null, `bytes=${2 * mebibyte}-`]);
		expect(await keptSha256(entry)).toBe(entry.sha256);
	});

	it('skips what it has when the server ignores the range', async () => {
		const bytes = engineBytes(2 * mebibyte + 5);
		const entry = await toEntry(bytes);
		const server = new FakeServer((number) => {
			const whole = new Response(bytes, { headers: isolation });
			return number === 0 ? breakAfter(whole, mebibyte + 3) : whole;
		});
		await open(server).download(entry, { signal: never, onBytes: ignore });
		expect(await keptSha256(entry)).toBe(entry.sha256);
	});

	it('fetches corrupt bytes once more, past the HTTP cache', async () => {
		const bytes = engineBytes(mebibyte + 9);
		const entry = await toEntry(bytes);
		const wrong = bytes.slice();
		wrong[mebibyte] = (wrong[mebibyte] ?? 0) ^ 1;
		const server = new FakeServer((number, range) => serve(number === 0 ? wrong : bytes, range));
		await open(server).download(entry, { signal: never, onBytes: ignore });
		expect(await keptSha256(entry)).toBe(entry.sha256);
		expect(server.cacheModes).toEqual(['default', 'reload']);
	});

	it.each([
		['one changed byte', (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, index) => (index === 7 ? byte ^ 1 : byte))],
		['too few bytes', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1)],
		['too many bytes', (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array([...bytes, 0])],
		['nothing', () => new Uint8Array()]
	])('refuses %s twice with downloadCorrupt and keeps nothing', async (_, change) => {
		const bytes = engineBytes(2000);
		const entry = await toEntry(bytes);
		const server = new FakeServer(() => new Response(change(bytes)));
		expect(await faultOf(open(server).download(entry, { signal: never, onBytes: ignore }))).toBe('downloadCorrupt');
		expect(server.ranges).toEqual([null, null]);
		expect(await kept(entry)).toBeUndefined();
		expect(await keptParts()).toBe(0);
	});

	it('refuses a file that shrank on the server between two parts', async () => {
		const bytes = engineBytes(2 * mebibyte);
		const entry = await toEntry(bytes);
		const server = new FakeServer((number, range) => {
			if (number === 0) return breakAfter(serve(bytes, range), 1.5 * mebibyte);
			return range === null ? serve(bytes, null) : new Response(null, { status: 416 });
		});
		await open(server).download(entry, { signal: never, onBytes: ignore });
		expect(server.ranges).toEqual([null, `bytes=${mebibyte}-`, null]);
		expect(await kept(entry)).toBeDefined();
	});

	it('says engineMissing when the server has no such file', async () => {
		const entry = await toEntry(engineBytes(10));
		const server = new FakeServer(() => new Response('', { status: 404 }));
		expect(await faultOf(open(server).download(entry, { signal: never, onBytes: ignore }))).toBe('engineMissing');
	});

	it.each([
		['throws', () => Promise.reject(new TypeError('Failed to fetch'))],
		['answers 503', () => new Response('', { status: 503 })]
	])('gives up with offlineEngineMissing after its retries when the network %s', async (_, answer) => {
		const entry = await toEntry(engineBytes(10));
		const server = new FakeServer(answer);
		expect(await faultOf(open(server).download(entry, { signal: never, onBytes: ignore }))).toBe('offlineEngineMissing');
		expect(server.ranges).toHaveLength(3);
	});

	it('waits while offline, goes on at once when online, and leaves no listener', async () => {
		const bytes = engineBytes(10);
		const entry = await toEntry(bytes);
		const connection = new FakeConnection();
		connection.online = false;
		const server = new FakeServer((_, range) => serve(bytes, range));
		const download = open(server, { connection }).download(entry, { signal: never, onBytes: ignore });
		await expect.poll(() => connection.listenerCount).toBe(1);
		expect(server.ranges).toEqual([]);
		connection.online = true;
		await download;
		expect(await kept(entry)).toBeDefined();
		expect(connection.listenerCount).toBe(0);
	});

	it('can be cancelled while it waits for the network', async () => {
		const entry = await toEntry(engineBytes(10));
		const connection = new FakeConnection();
		connection.online = false;
		const controller = new AbortController();
		const server = new FakeServer(() => new Response(''));
		const download = open(server, { connection }).download(entry, { signal: controller.signal, onBytes: ignore });
		await expect.poll(() => connection.listenerCount).toBe(1);
		controller.abort();
		expect(await faultOf(download)).toBe('AbortError');
		expect(connection.listenerCount).toBe(0);
	});

	it('lets one of two tabs fetch', async () => {
		const bytes = engineBytes(mebibyte * 2);
		const entry = await toEntry(bytes);
		const server = new FakeServer((_, range) => serve(bytes, range));
		await Promise.all([1, 2].map(() => open(server).download(entry, { signal: never, onBytes: ignore })));
		expect(server.ranges).toEqual([null]);
	});

	it.each([
		['QuotaExceededError', 'storageFull'],
		['InvalidStateError', 'storageUnavailable']
	])('turns %s into %s', async (name, code) => {
		const bytes = engineBytes(10);
		const entry = await toEntry(bytes);
		const failing = new Proxy(caches, {
			get: (target, key) =>
				key === 'open'
					? async (cacheName: string) =>
							new Proxy(await target.open(cacheName), {
								get: (cache, member) => {
									if (member === 'put') return () => Promise.reject(new DOMException('refused', name));
									const value: unknown = Reflect.get(cache, member);
									return typeof value === 'function' ? value.bind(cache) : value;
								}
							})
					: Reflect.get(target, key)
		});
		const server = new FakeServer((_, range) => serve(bytes, range));
		const download = open(server, { caches: failing }).download(entry, { signal: never, onBytes: ignore });
		expect(await faultOf(download)).toBe(code);
	});

	it('says storageUnavailable where the browser has no caches, and works without locks', async () => {
		const bytes = engineBytes(10);
		const entry = await toEntry(bytes);
		const server = new FakeServer((_, range) => serve(bytes, range));
		const bare = open(server, { caches: undefined });
		expect(await faultOf(bare.download(entry, { signal: never, onBytes: ignore }))).toBe('storageUnavailable');
		expect(await bare.readyUrls()).toEqual(new Set());
		expect(await bare.declinedIds()).toEqual([]);
		await open(server, { locks: undefined }).download(entry, { signal: never, onBytes: ignore });
		expect(await kept(entry)).toBeDefined();
	});
});

describe('EngineCache', () => {
	it('lists, deletes and removes what the registry no longer names', async () => {
		const [oldBytes, newBytes] = [engineBytes(mebibyte + 1, 2), engineBytes(50, 3)];
		const [old, current] = [await toEntry(oldBytes), await toEntry(newBytes)];
		const server = new FakeServer((number, range) => serve(number === 0 ? oldBytes : newBytes, range));
		const store = open(server);
		await store.download(old, { signal: never, onBytes: ignore });
		await store.download(current, { signal: never, onBytes: ignore });
		await store.setDeclinedIds(['demo']);
		expect(await store.readyUrls()).toEqual(new Set([old.url, current.url]));

		await store.removeStale({ schemaVersion: 1, engines: [current] });
		expect(await store.readyUrls()).toEqual(new Set([current.url]));
		expect(await store.declinedIds()).toEqual(['demo']);
		await store.remove(current);
		expect(await store.readyUrls()).toEqual(new Set());
	});

	it('reads the registry, and refuses one that does not fit its schema', async () => {
		const entry = await toEntry(engineBytes(4));
		const good = { schemaVersion: 1, engines: [entry] };
		expect(await open(new FakeServer(() => Response.json(good))).registry()).toEqual(good);
		for (const bad of [
			{ ...good, schemaVersion: 2 },
			{ schemaVersion: 1, engines: [{ ...entry, url: 'https://elsewhere/x' }] },
			null
		]) {
			expect(await faultOf(open(new FakeServer(() => Response.json(bad))).registry())).toBe('offlineEngineMissing');
		}
		expect(await faultOf(open(new FakeServer(() => new Response('<html>', { status: 200 }))).registry())).toBe(
			'offlineEngineMissing'
		);
	});

	it('reads damaged notes about declined engines as none', async () => {
		await (await caches.open(offlineCaches.engines)).put('/engines/declined.json', new Response('{"x":'));
		expect(await open(new FakeServer(() => new Response())).declinedIds()).toEqual([]);
	});
});
