import type { ScoreWork, ScoreWorker } from '$contracts/workers/score.contract.ts';
import { WorkerClient } from './worker-client.ts';

const spawnWriter = (): Worker =>
	new Worker(new URL('../../../../workers/score/score.worker.ts', import.meta.url), { type: 'module', name: 'score' });

const idleMs = 60_000;
/** It keeps nothing, and its searches hear no cancel: it is ended at once. */
const patienceMs = 0;

/** Writing, re-quantising and fingering scores in their worker. */
export function createScoreClient(spawn = spawnWriter): ScoreWork & { close(): void } {
	const client = new WorkerClient<ScoreWorker>(spawn, idleMs, patienceMs);
	return {
		write: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.write({ ...request, jobId }, report)),
		requantise: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.requantise({ ...request, jobId }, report)),
		finger: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.finger({ ...request, jobId }, report)),
		close: () => client.close()
	};
}
