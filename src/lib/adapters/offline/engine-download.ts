import type { EngineDownload, Connection } from '$contracts/engine-store.ts';
import type { EngineEntry } from '$contracts/engines.ts';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import { partBytes, type EngineParts } from './engine-parts.ts';
import { PassingError, requestEngine, WrongBytesError } from './engine-request.ts';

export interface DownloadEnvironment {
	readonly fetch: typeof fetch;
	readonly connection: Connection;
	/** Pauses between attempts while the network fails though the device says it is online. */
	readonly retryDelaysSeconds: readonly number[];
}

/**
 * Brings in every missing part of an engine: waits while the device is offline, goes on where it stopped, and gives up
 * only when the network failed on every retry without one new part.
 * @throws WrongBytesError, `engineMissing`, `offlineEngineMissing`, AbortError
 */
export async function downloadParts(
	environment: DownloadEnvironment,
	parts: EngineParts,
	entry: EngineEntry,
	{ signal, onBytes, isRetry }: EngineDownload & { readonly isRetry: boolean }
): Promise<void> {
	let failures = 0;
	for (;;) {
		const haveParts = await parts.count(entry);
		const haveBytes = Math.min(haveParts * partBytes, entry.bytes);
		onBytes(haveBytes);
		if (haveBytes === entry.bytes) return;
		await untilOnline(environment.connection, signal);
		try {
			await streamParts(environment, parts, entry, haveParts, { signal, onBytes, isRetry });
		} catch (error) {
			if (!(error instanceof PassingError)) throw error;
			if ((await parts.count(entry)) > haveParts) failures = 0;
			if (!environment.connection.isOnline()) continue;
			const delaySeconds = environment.retryDelaysSeconds[failures++];
			if (delaySeconds === undefined) throw new UserFixableError('offlineEngineMissing', { engine: entry.name }, error.message);
			await pause(delaySeconds, signal);
		}
	}
}

async function streamParts(
	environment: DownloadEnvironment,
	parts: EngineParts,
	entry: EngineEntry,
	haveParts: number,
	{ signal, onBytes, isRetry }: EngineDownload & { readonly isRetry: boolean }
): Promise<void> {
	const haveBytes = haveParts * partBytes;
	const { startByte, body, headers } = await requestEngine(environment.fetch, entry, haveBytes, { signal, isRetry });
	let index = haveParts;
	let part = newPart(entry, index);
	let filled = 0;
	let skip = haveBytes - startByte;
	const reader = body.getReader();
	try {
		for (;;) {
			const { done, value } = await read(reader, signal);
			if (done) break;
			let chunk = value.subarray(Math.min(skip, value.length));
			skip -= value.length - chunk.length;
			while (chunk.length > 0) {
				if (part.length === 0) throw new WrongBytesError('more bytes than the registry says');
				const taken = chunk.subarray(0, part.length - filled);
				part.set(taken, filled);
				filled += taken.length;
				chunk = chunk.subarray(taken.length);
				if (filled === part.length) {
					await parts.put(entry, index, part, headers);
					index++;
					part = newPart(entry, index);
					filled = 0;
				}
			}
			onBytes(Math.min(index * partBytes, entry.bytes) + filled);
		}
	} finally {
		reader.cancel().catch(() => undefined);
	}
	if (index * partBytes >= entry.bytes) return;
	if (index === haveParts) throw new WrongBytesError('fewer bytes than the registry says');
	throw new PassingError('the answer ended early');
}

/** Room for part `index`; empty behind the last. */
function newPart(entry: EngineEntry, index: number): Uint8Array<ArrayBuffer> {
	return new Uint8Array(Math.max(0, Math.min(partBytes, entry.bytes - index * partBytes)));
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
	try {
		return await reader.read();
	} catch (error) {
		if (signal.aborted) throw abortError();
		throw new PassingError(error instanceof Error ? error.message : 'the stream broke');
	}
}

async function untilOnline(connection: Connection, signal: AbortSignal): Promise<void> {
	if (connection.isOnline()) return;
	await until(signal, (resolve) =>
		connection.onChange(() => {
			if (connection.isOnline()) resolve();
		})
	);
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
	return until(signal, (resolve) => {
		const timer = setTimeout(resolve, seconds * 1000);
		return () => {
			clearTimeout(timer);
		};
	});
}

/** Waits for what `begin` listens for, or throws an AbortError. `begin` answers a disposer and resolves later, never at once. */
function until(signal: AbortSignal, begin: (resolve: () => void) => () => void): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(abortError());
			return;
		}
		const settle = (): void => {
			stop();
			signal.removeEventListener('abort', onAbort);
		};
		const onAbort = (): void => {
			settle();
			reject(abortError());
		};
		signal.addEventListener('abort', onAbort);
		const stop = begin(() => {
			settle();
			resolve();
		});
	});
}
