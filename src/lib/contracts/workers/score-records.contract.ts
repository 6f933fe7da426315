import type { Score } from '$core/score/index.ts';
import type { ScoreEdit } from '../score/score-edit.ts';
import type { Song } from '../song.ts';
import type { Outcome } from './outcome.ts';
import type { ScorePiece } from './score-pieces.ts';

export interface ReadScoreRequest {
	readonly jobId: string;
	/** The library's. */
	readonly database: string;
	readonly scoreId: string;
}

export interface PutScoreRequest {
	readonly jobId: string;
	readonly database: string;
	/** Its notes were given before. */
	readonly score: Score;
	/** Written in the same transaction; null leaves the song as it is. */
	readonly song: Song | null;
	/** Edits of this number and later give way to these. */
	readonly fromSeq: number;
	readonly edits: readonly ScoreEdit[];
}

/** Records of scores, read, checked and written beside the page: a long one takes seconds. */
export interface ScoreRecordsWorker {
	/** Null when there is none; its notes are asked for with `next`. Fault `recordCorrupt`. */
	read(request: ReadScoreRequest): Promise<Outcome<Score | null>>;
	/** More notes of what was read; null behind the last. */
	next(jobId: string): ScorePiece | null;
	/** Whether the record has this revision. */
	isAt(request: ReadScoreRequest & { readonly revision: number }): Promise<Outcome<boolean>>;
	/** Notes of a score that is about to be put. */
	give(jobId: string, piece: ScorePiece): void;
	put(request: PutScoreRequest): Promise<Outcome<null>>;
	cancel(jobId: string): void;
}
