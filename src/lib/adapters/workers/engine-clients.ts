import { proxy, wrap } from 'comlink';
import type { BackupWorker } from '$contracts/backup.contract.ts';
import type { DecodeWorker } from '$contracts/decode.contract.ts';
import type { DecodePort, TranscribePort } from '$contracts/engine-ports.ts';
import type { TranscribeWorker } from '$contracts/transcribe.contract.ts';
import { WorkerClient } from './worker-client.ts';

/** Decoding and hashing in their worker. */
export function createDecodeClient(): DecodePort & { close(): void } {
	const client = new WorkerClient<DecodeWorker>(
		() => new Worker(new URL('../../../../workers/decode/decode.worker.ts', import.meta.url), { type: 'module', name: 'decode' })
	);
	return {
		keep: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.keep({ ...request, jobId }, report)),
		decode: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.decode({ ...request, jobId }, report)),
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
