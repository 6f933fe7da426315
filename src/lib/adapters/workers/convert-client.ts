import type { ConvertPort } from '$contracts/engine-ports.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { convertLimitMs, type ConvertWorker } from '$contracts/workers/convert.contract.ts';
import { gathered } from './score-records-client.ts';
import { WorkerClient } from './worker-client.ts';

const spawnConverter = (): Worker =>
	new Worker(new URL('../../../../workers/convert/convert.worker.ts', import.meta.url), { type: 'module', name: 'convert' });

const idleMs = 15_000;

/** Reading written music in its worker, which is ended when it takes too long or does not obey a cancel. */
export function createConvertClient(spawn = spawnConverter, limitMs: number = convertLimitMs): ConvertPort & { close(): void } {
	const client = new WorkerClient<ConvertWorker>(spawn, idleMs);
	return {
		async convert(request, { signal, onProgress }) {
			const limit = AbortSignal.timeout(limitMs);
			try {
				return await client.call(AbortSignal.any([signal, limit]), onProgress, async (worker, jobId, report) => {
					const outcome = await worker.convert({ ...request, jobId }, report);
					if (outcome.kind !== 'done') return outcome;
					const score = await gathered(outcome.value.score, () => worker.next(jobId));
					return { kind: 'done', value: { ...outcome.value, score } };
				});
			} catch (error) {
				if (limit.aborted && !signal.aborted) throw new UserFixableError('scoreTooSlow', { fileName: request.fileName });
				throw error;
			}
		},
		close: () => client.close()
	};
}
