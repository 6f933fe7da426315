import type { EngineEntry } from '$contracts/engines.ts';
import { UserFixableError } from '$contracts/errors.ts';

/** What the server sends does not fit the registry; what was kept of it is worth nothing. */
export class WrongBytesError extends Error {
	override readonly name = 'WrongBytesError';
}

/** The server or the network failed in a way that may pass. */
export class PassingError extends Error {
	override readonly name = 'PassingError';
}

export interface EngineStream {
	/** Offset of the stream's first byte in the engine. */
	readonly startByte: number;
	readonly body: ReadableStream<Uint8Array>;
	/** Those that the whole engine will be answered with from the cache. */
	readonly headers: Headers;
}

/** An engine from the cache must be as isolated as from the server, or a worker made from it is blocked. */
const keptHeaders = [
	'content-type',
	'cross-origin-embedder-policy',
	'cross-origin-opener-policy',
	'cross-origin-resource-policy',
	'content-security-policy',
	'x-content-type-options'
];

/**
 * Asks for an engine from `haveBytes` on. A fresh start asks for the whole, which may then come compressed; only a
 * later part is asked for as a range.
 * @throws WrongBytesError, PassingError, `engineMissing`, AbortError
 */
export async function requestEngine(
	fetchEngine: typeof fetch,
	entry: EngineEntry,
	haveBytes: number,
	{ signal, isRetry }: { readonly signal: AbortSignal; readonly isRetry: boolean }
): Promise<EngineStream> {
	const response = await fetchEngine(entry.url, {
		signal,
		cache: isRetry ? 'reload' : 'default',
		...(haveBytes > 0 ? { headers: { range: `bytes=${haveBytes}-` } } : {})
	}).catch((error: unknown) => {
		if (signal.aborted) throw error;
		throw new PassingError(error instanceof Error ? error.message : 'no answer');
	});
	if (response.status === 404 || response.status === 410) {
		throw new UserFixableError('engineMissing', { engine: entry.name }, `${response.status} for ${entry.url}`);
	}
	if (response.status === 416) throw new WrongBytesError('the server has fewer bytes than it said');
	if (!response.ok || response.body === null) throw new PassingError(`status ${response.status}`);
	const startByte = response.status === 206 ? startOfRange(response, entry) : 0;
	if (startByte > haveBytes) throw new WrongBytesError('the server left bytes out');
	return { startByte, body: response.body, headers: pickHeaders(response.headers) };
}

function startOfRange(response: Response, entry: EngineEntry): number {
	const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
	if (match === null) throw new WrongBytesError('a range without its place');
	if (match[2] !== '*' && Number(match[2]) !== entry.bytes) throw new WrongBytesError('a file of another size');
	return Number(match[1]);
}

function pickHeaders(all: Headers): Headers {
	const kept = new Headers();
	for (const name of keptHeaders) {
		const value = all.get(name);
		if (value !== null) kept.set(name, value);
	}
	return kept;
}
