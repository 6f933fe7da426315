import { toPieces } from '$contracts/workers/score-pieces.ts';
import type { FileMaker, TakeAwayWorker } from '$contracts/workers/take-away.contract.ts';
import { WorkerClient } from './worker-client.ts';

const spawnMaker = (): Worker =>
	new Worker(new URL('../../../../workers/takeaway/takeaway.worker.ts', import.meta.url), { type: 'module', name: 'takeaway' });

const idleMs = 30_000;
/** It keeps nothing and its libraries hear no cancel: it is ended at once. */
const patienceMs = 0;

/** Files of music that is taken away, made in their worker. */
export function createTakeAwayClient(spawn = spawnMaker): FileMaker & { close(): void } {
	const client = new WorkerClient<TakeAwayWorker>(spawn, idleMs, patienceMs);
	return {
		make: (request, { signal, onProgress }) =>
			client.call(
				signal,
				({ fraction }) => onProgress(fraction),
				async (worker, jobId, report) => {
					const { frame, pieces } = request.score === null ? { frame: null, pieces: [] } : toPieces(request.score);
					for (const piece of pieces) await worker.give(jobId, piece);
					return worker.make({ ...request, score: frame, jobId }, report);
				}
			),
		close: () => client.close()
	};
}
