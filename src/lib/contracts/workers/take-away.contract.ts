import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import type { BarStretch, Score } from '$core/score/index.ts';
import type { Song } from '../song.ts';
import type { TakeAwayChoice } from '../score/take-away-choice.ts';
import type { Transcription } from '../transcription.ts';
import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { ScorePiece } from './score-pieces.ts';

/** Music, and the form in which it is to leave; forms that are printed are not made here. */
export interface MakeFileRequest {
	readonly jobId: string;
	readonly song: Pick<Song, 'title' | 'artist'>;
	/** Null where none is written. */
	readonly score: Score | null;
	/** Null where nothing was heard, or where what was heard is not asked for. */
	readonly transcription: Transcription | null;
	/** Whether the score was written from these very notes. */
	readonly isScoreOfNotes: boolean;
	/** Whether a person changed the score: what was heard and is not in it was taken out then. */
	readonly isScoreEdited: boolean;
	readonly music: EffectiveAnalysis | null;
	readonly choice: TakeAwayChoice;
	/** Null for the whole song. */
	readonly range: BarStretch | null;
	/** Null for all. */
	readonly partIds: readonly string[] | null;
}

export interface MadeFile {
	readonly content: Blob;
	/** What follows the music's name in that of the file: ` (tab).txt`. */
	readonly ending: string;
}

export interface TakeAwayWorker {
	/** Notes of the score of a request that is about to come. */
	give(jobId: string, piece: ScorePiece): void;
	/** The file, of a score whose notes were given before. */
	make(request: MakeFileRequest, onProgress: OnProgress): Promise<Outcome<MadeFile>>;
	/** Heard between two steps of the work; whoever cannot wait ends the worker. */
	cancel(jobId: string): void;
}

/** Making files as the app asks for it, in whatever thread. */
export interface FileMaker {
	/**
	 * @param context progress from 0 to 1
	 * @throws an abort error when the signal fires, at once
	 */
	make(
		request: Omit<MakeFileRequest, 'jobId'>,
		context: { readonly signal: AbortSignal; readonly onProgress: (fraction: number) => void }
	): Promise<MadeFile>;
}
