import type { Score } from '$core/score/index.ts';
import type { ScoreFileFormat } from '../score/score-file-format.ts';
import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { ScorePiece } from './score-pieces.ts';

export interface ConvertRequest {
	readonly jobId: string;
	/** Of any score format: what it is, is told by its bytes, not by its name. */
	readonly file: Blob;
	readonly fileName: string;
	/** Ids of what is made. */
	readonly scoreId: string;
	readonly songId: string;
}

export interface Converted {
	readonly format: ScoreFileFormat;
	readonly score: Score;
	/** What the Score could not hold or had to be mended, and how often; empty when nothing was. */
	readonly losses: Readonly<Record<string, number>>;
}

export interface ConvertWorker {
	/** Reads a file of written music; its notes are asked for with `next`. Faults are those of the import door (5xxx). */
	convert(request: ConvertRequest, onProgress: OnProgress): Promise<Outcome<Converted>>;
	/** More notes of what was read; null behind the last. */
	next(jobId: string): ScorePiece | null;
	/** A parser cannot be stopped in the middle: whoever waits ends the worker. */
	cancel(jobId: string): void;
}

/** No honest file takes longer to read. */
export const convertLimitMs = 30_000;
