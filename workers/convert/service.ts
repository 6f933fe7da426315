import type { ConvertWorker } from '$contracts/workers/convert.contract.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { convertScore } from './pipeline.ts';

/** The converter's methods, for its shell and for tests. */
export function createConverter(): ConvertWorker {
	const jobs = new JobSignals();
	return {
		convert: (request, onProgress) => jobs.run(request.jobId, (signal) => convertScore(request, { signal, onProgress })),
		cancel: (jobId) => jobs.cancel(jobId)
	};
}
