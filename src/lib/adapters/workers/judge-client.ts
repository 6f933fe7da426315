import type { JudgePort, JudgeWorker } from '$contracts/workers/judge.contract.ts';
import { WorkerClient } from './worker-client.ts';

const spawnJudge = (): Worker =>
	new Worker(new URL('../../../../workers/judge/judge.worker.ts', import.meta.url), { type: 'module', name: 'judge' });

const idleMs = 60_000;

/** Judging takes in its worker. */
export function createJudgeClient(spawn = spawnJudge): JudgePort & { close(): void } {
	const client = new WorkerClient<JudgeWorker>(spawn, idleMs);
	return {
		timeOnsets: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.timeOnsets({ ...request, jobId }, report)),
		trackCents: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.trackCents({ ...request, jobId }, report)),
		judge: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.judge({ ...request, jobId }, report)),
		close: () => client.close()
	};
}
