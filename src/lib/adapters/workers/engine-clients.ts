import { proxy, transfer, wrap } from 'comlink';
import type { AnalyseWorker } from '$contracts/workers/analyse.contract.ts';
import type { BackupWorker } from '$contracts/workers/backup.contract.ts';
import type { DecodeWorker } from '$contracts/workers/decode.contract.ts';
import type { AnalysePort, DecodePort, TranscribePort } from '$contracts/engine-ports.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { TranscribeWorker } from '$contracts/workers/transcribe.contract.ts';
import { openFileStore } from '$files/index.ts';
import { decodeOnPage } from './decode-fallback.ts';
import { WorkerClient } from './worker-client.ts';

const spawnDecoder = (): Worker =>
	new Worker(new URL('../../../../workers/decode/decode.worker.ts', import.meta.url), { type: 'module', name: 'decode' });

/** Between the files of a batch; after them the model wants the memory, and the worker starts in no time. */
const decoderIdleMs = 5000;
const analystIdleMs = 15_000;

/** Decoding and hashing in their worker; where its browser has no decoder for it there, the page decodes. */
export function createDecodeClient(spawn = spawnDecoder): DecodePort & { close(): void } {
	const client = new WorkerClient<DecodeWorker>(spawn, decoderIdleMs);
	return {
		keep: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.keep({ ...request, jobId }, report)),
		async decode(request, { signal, onProgress }) {
			try {
				return await client.call(signal, onProgress, (worker, jobId, report) => worker.decode({ ...request, jobId }, report));
			} catch (error) {
				if (!(error instanceof UserFixableError) || error.fault.code !== 'decoderMissing') throw error;
				const sound = await decodeOnPage(request, error.fault, await openFileStore(), signal);
				const buffers = sound.planes.map(({ buffer }) => buffer);
				return client.call(signal, onProgress, (worker, jobId, report) =>
					worker.decodePlanes(transfer({ ...sound, jobId }, buffers), report)
				);
			}
		},
		close: () => client.close()
	};
}

/**
 * The transcriber in two workers: one that listens, with the model, and one that only finds notes again, so that a
 * slider answers while another song is being listened to.
 */
export function createTranscribeClient(): TranscribePort & { close(): void } {
	const spawn = (name: string) => (): Worker =>
		new Worker(new URL('../../../../workers/transcribe/transcribe.worker.ts', import.meta.url), { type: 'module', name });
	const listener = new WorkerClient<TranscribeWorker>(spawn('transcribe'));
	const redecoder = new WorkerClient<TranscribeWorker>(spawn('redecode'));
	return {
		listen: (request, { signal, onProgress }) =>
			listener.call(signal, onProgress, (worker, jobId, report) =>
				worker.listen({ ...request, jobId, maxThreads: navigator.hardwareConcurrency || 1 }, report)
			),
		redecode: (request, signal) => redecoder.call(signal, null, (worker) => worker.redecode(request)),
		close: () => {
			listener.close();
			redecoder.close();
		}
	};
}

/** The analyst, and a second of its kind that only goes over beats again, so that an anchor answers while a song is analysed. */
export function createAnalyseClient(): AnalysePort & { close(): void } {
	const spawn = (name: string) => (): Worker =>
		new Worker(new URL('../../../../workers/analyse/analyse.worker.ts', import.meta.url), { type: 'module', name });
	const analyst = new WorkerClient<AnalyseWorker>(spawn('analyse'), analystIdleMs);
	const retracker = new WorkerClient<AnalyseWorker>(spawn('retrack'), analystIdleMs);
	return {
		analyse: (request, { signal, onProgress }) =>
			analyst.call(signal, onProgress, (worker, jobId, report) => worker.analyse({ ...request, jobId }, report)),
		retrack: (request, signal) => retracker.call(signal, null, (worker) => worker.retrack(request)),
		weigh: (request, signal) => retracker.call(signal, null, (worker) => worker.weigh(request)),
		close: () => {
			analyst.close();
			retracker.close();
		}
	};
}

/** Packing and restoring backups; its callbacks cross the thread as proxies. The worker starts at the first call. */
export function createBackupClient(): BackupWorker {
	let opened: BackupWorker | null = null;
	const open = (): BackupWorker => {
		opened ??= wrap<BackupWorker>(
			new Worker(new URL('../../../../workers/backup/backup.worker.ts', import.meta.url), { type: 'module', name: 'backup' })
		);
		return opened;
	};
	return {
		pack: (request, source, onProgress) => open().pack(request, proxy(source), proxy(onProgress)),
		check: (request, onProgress) => open().check(request, proxy(onProgress)),
		restore: (request, sink, onProgress) => open().restore(request, proxy(sink), proxy(onProgress)),
		cancel: (jobId) => {
			if (opened) void opened.cancel(jobId);
		}
	};
}
