import { fromPieces, toPieces, type ScorePiece } from '$contracts/workers/score-pieces.ts';
import type { Score } from '$core/score/index.ts';

/** Notes of scores on their way into this thread or out of it, by their job. */
export class PiecesKept {
	readonly #pieces = new Map<string, ScorePiece[]>();

	/** Keeps the notes of a score, to be taken one piece after another. @returns all else of it */
	part(jobId: string, score: Score): Score {
		const { frame, pieces } = toPieces(score);
		if (pieces.length > 0) this.#pieces.set(jobId, [...pieces].reverse());
		return frame;
	}

	/** Null behind the last. */
	next(jobId: string): ScorePiece | null {
		const piece = this.#pieces.get(jobId)?.pop() ?? null;
		if (piece === null) this.#pieces.delete(jobId);
		return piece;
	}

	give(jobId: string, piece: ScorePiece): void {
		const pieces = this.#pieces.get(jobId);
		if (pieces === undefined) this.#pieces.set(jobId, [piece]);
		else pieces.push(piece);
	}

	/** The score whose notes were given. */
	join(jobId: string, frame: Score): Score {
		const pieces = this.#pieces.get(jobId) ?? [];
		this.#pieces.delete(jobId);
		return fromPieces(frame, pieces);
	}

	forget(jobId: string): void {
		this.#pieces.delete(jobId);
	}
}
