import type { Outcome } from '$contracts/workers/outcome.ts';
import { fromPieces, toPieces, type ScorePiece } from '$contracts/workers/score-pieces.ts';
import type { PutScoreRequest, ReadScoreRequest, ScoreRecordsWorker } from '$contracts/workers/score-records.contract.ts';
import type { Score } from '$core/score/index.ts';
import { WorkerClient } from './worker-client.ts';

const spawnShelf = (): Worker =>
	new Worker(new URL('../../../../workers/shelf/shelf.worker.ts', import.meta.url), { type: 'module', name: 'shelf' });

const idleMs = 60_000;
const neverAborted = new AbortController().signal;

/** Records of scores, read and written in their worker; notes cross in pieces. */
export class ScoreRecordsClient {
	readonly #client: WorkerClient<ScoreRecordsWorker>;

	constructor(spawn = spawnShelf) {
		this.#client = new WorkerClient<ScoreRecordsWorker>(spawn, idleMs);
	}

	read(request: Omit<ReadScoreRequest, 'jobId'>): Promise<Score | null> {
		return this.#client.call(neverAborted, null, async (worker, jobId) => {
			const outcome = await worker.read({ ...request, jobId });
			if (outcome.kind !== 'done' || outcome.value === null) return outcome;
			return { kind: 'done', value: await gathered(outcome.value, () => worker.next(jobId)) };
		});
	}

	isAt(request: Omit<ReadScoreRequest, 'jobId'> & { readonly revision: number }): Promise<boolean> {
		return this.#client.call(neverAborted, null, (worker, jobId) => worker.isAt({ ...request, jobId }));
	}

	put(request: Omit<PutScoreRequest, 'jobId'>): Promise<null> {
		return this.#client.call(neverAborted, null, async (worker, jobId): Promise<Outcome<null>> => {
			const { frame, pieces } = toPieces(request.score);
			for (const piece of pieces) await worker.give(jobId, piece);
			return worker.put({ ...request, score: frame, jobId });
		});
	}

	close(): void {
		this.#client.close();
	}
}

/** The score whose notes come one piece after another. */
export async function gathered(frame: Score, next: () => Promise<ScorePiece | null>): Promise<Score> {
	const pieces: ScorePiece[] = [];
	for (let piece = await next(); piece !== null; piece = await next()) pieces.push(piece);
	return fromPieces(frame, pieces);
}
