import type { ScoreRecordsWorker } from '$contracts/workers/score-records.contract.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { PiecesKept } from '../jobs/pieces-kept.ts';
import { isScoreAt, putScore, readScore } from './pipeline.ts';

/** The methods of the shelf that scores lie on, for its shell and for tests. */
export function createScoreShelf(): ScoreRecordsWorker {
	const jobs = new JobSignals();
	const kept = new PiecesKept();
	return {
		read: (request) =>
			jobs.run(request.jobId, async () => {
				const score = await readScore(request);
				return score === null ? null : kept.part(request.jobId, score);
			}),
		next: (jobId) => kept.next(jobId),
		isAt: (request) => jobs.run(request.jobId, () => isScoreAt(request)),
		give: (jobId, piece) => kept.give(jobId, piece),
		put: (request) =>
			jobs.run(request.jobId, async () => {
				await putScore({ ...request, score: kept.join(request.jobId, request.score) });
				return null;
			}),
		cancel: (jobId) => {
			kept.forget(jobId);
			jobs.cancel(jobId);
		}
	};
}
