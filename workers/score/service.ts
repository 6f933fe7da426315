import type { ScoreWorker } from '$contracts/workers/score.contract.ts';
import { toUuidV7 } from '$core/ids/index.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { fingerWholePart, requantiseScore, writeHeardScore } from './pipeline.ts';

const newId = (): string => toUuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** The score worker's methods, for its shell and for tests. */
export function createScoreWriter(): ScoreWorker {
	const jobs = new JobSignals();
	return {
		write: (request, onProgress) => jobs.run(request.jobId, (signal) => writeHeardScore(request, { signal, onProgress, newId })),
		requantise: (request, onProgress) =>
			jobs.run(request.jobId, (signal) => requantiseScore(request, { signal, onProgress, newId })),
		finger: (request, onProgress) => jobs.run(request.jobId, (signal) => fingerWholePart(request, { signal, onProgress })),
		cancel: (jobId) => jobs.cancel(jobId)
	};
}
