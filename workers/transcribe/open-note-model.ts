import { releaseProxy, transfer, wrap } from 'comlink';
import glueUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import { UserFixableError } from '$contracts/errors.ts';
import type { OnProgress } from '$contracts/workers/progress.ts';
import { checkEngineReachable, engineBytes, engineEntry, type Fetch } from './engine-files.ts';
import type { ModelWorker } from './model.worker.ts';
import type { NoteModel } from './note-model.ts';

/** Where engines are fetched from. */
export interface EngineSite {
	readonly fetch: Fetch;
	/** The absolute address of a path such as `/engines/basic-pitch.0123.onnx`. */
	urlOf(path: string): string;
}

/** A thread pool that has not started by then never will; seen where memory is short. */
const startTimeoutMs = 30_000;

export interface OpenedModel extends NoteModel {
	/** Ends the model's threads and frees its memory. Runs still under way are refused. */
	close(): void;
}

/**
 * Fetches the model and starts it on up to `maxThreads` threads, on one where several do not start.
 * Throws what `engineBytes` throws, and `engineFailed` when the runtime does not start at all.
 */
export async function openNoteModel(maxThreads: number, onProgress: OnProgress, engines: EngineSite): Promise<OpenedModel> {
	onProgress({ stage: 'loading', fraction: 0 });
	const runtime = await engineEntry('onnxruntime-wasm', engines.fetch);
	const bytes = await engineBytes(await engineEntry('basic-pitch', engines.fetch), engines.fetch);
	onProgress({ stage: 'loading', fraction: 0.3 });
	const start = (threads: number): Promise<OpenedModel> => startModel(bytes, engines.urlOf(runtime.url), threads);
	const threads = crossOriginIsolated ? Math.max(1, Math.min(maxThreads, navigator.hardwareConcurrency)) : 1;
	let model: OpenedModel;
	try {
		model = await start(threads).catch((error: unknown) => {
			if (threads === 1) throw error;
			return start(1);
		});
	} catch (error) {
		await checkEngineReachable(runtime, engines.fetch);
		throw new UserFixableError('engineFailed', { engine: runtime.name }, String(error));
	}
	onProgress({ stage: 'loading', fraction: 1 });
	return model;
}

async function startModel(model: Uint8Array<ArrayBuffer>, wasmUrl: string, threads: number): Promise<OpenedModel> {
	const thread = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'note model' });
	const remote = wrap<ModelWorker>(thread);
	let fail: (error: Error) => void = () => undefined;
	const failure = new Promise<never>((_, reject) => (fail = reject));
	// It may fail while nobody waits for it; whoever runs it next is told.
	failure.catch(() => undefined);
	thread.addEventListener('error', (event) => fail(new Error(`The model's thread failed: ${event.message}`)));
	const timer = setTimeout(() => fail(new Error(`The model did not start on ${threads} threads in time.`)), startTimeoutMs);
	let isOpen = true;
	const close = (): void => {
		if (!isOpen) return;
		isOpen = false;
		fail(new Error('The model was closed.'));
		remote[releaseProxy]();
		thread.terminate();
	};
	try {
		await Promise.race([remote.open({ model, glueUrl: new URL(glueUrl, location.href).href, wasmUrl, threads }), failure]);
	} catch (error) {
		close();
		throw error;
	} finally {
		clearTimeout(timer);
	}
	return {
		threads,
		run: (audio, windowCount) => Promise.race([remote.run(transfer(audio, [audio.buffer]), windowCount), failure]),
		close
	};
}
