import { fromPieces, type ScorePiece } from '$contracts/workers/score-pieces.ts';
import type { TakeAwayWorker } from '$contracts/workers/take-away.contract.ts';
import { toUuidV7 } from '$core/ids/index.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { makeFile } from './pipeline.ts';

const newId = (): string => toUuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

/** The file maker's methods, for its shell and for tests. */
export function createFileMaker(): TakeAwayWorker {
	const jobs = new JobSignals();
	const given = new Map<string, ScorePiece[]>();
	return {
		give: (jobId, piece) => {
			const pieces = given.get(jobId) ?? [];
			pieces.push(piece);
			given.set(jobId, pieces);
		},
		make: (request, onProgress) =>
			jobs.run(request.jobId, (signal) => {
				const pieces = given.get(request.jobId) ?? [];
				given.delete(request.jobId);
				const score = request.score === null ? null : fromPieces(request.score, pieces);
				return makeFile({ ...request, score }, { signal, onProgress, newId });
			}),
		cancel: (jobId) => {
			given.delete(jobId);
			jobs.cancel(jobId);
		}
	};
}
