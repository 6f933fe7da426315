import type { ConvertWorker } from '$contracts/workers/convert.contract.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { PiecesKept } from '../jobs/pieces-kept.ts';
import { convertScore } from './pipeline.ts';

/** The converter's methods, for its shell and for tests. */
export function createConverter(): ConvertWorker {
	const jobs = new JobSignals();
	const kept = new PiecesKept();
	return {
		convert: (request, onProgress) =>
			jobs.run(request.jobId, async (signal) => {
				const converted = await convertScore(request, { signal, onProgress });
				return { ...converted, score: kept.part(request.jobId, converted.score) };
			}),
		next: (jobId) => kept.next(jobId),
		cancel: (jobId) => {
			kept.forget(jobId);
			jobs.cancel(jobId);
		}
	};
}
