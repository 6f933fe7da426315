import type { TakeAwayWorker } from '$contracts/workers/take-away.contract.ts';
import { toUuidV7 } from '$core/ids/index.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { PiecesKept } from '../jobs/pieces-kept.ts';
import { makeFile } from './pipeline.ts';

const newId = (): string => toUuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** The file maker's methods, for its shell and for tests. */
export function createFileMaker(): TakeAwayWorker {
	const jobs = new JobSignals();
	const given = new PiecesKept();
	return {
		give: (jobId, piece) => given.give(jobId, piece),
		make: (request, onProgress) =>
			jobs.run(request.jobId, (signal) => {
				const score = request.score === null ? null : given.join(request.jobId, request.score);
				return makeFile({ ...request, score }, { signal, onProgress, newId });
			}),
		cancel: (jobId) => {
			given.forget(jobId);
			jobs.cancel(jobId);
		}
	};
}
