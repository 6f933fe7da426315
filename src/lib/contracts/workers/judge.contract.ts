import type { ExpectedPiece, Strictness, TakeContext, TakeJudgement, TakeNote } from '$core/practice/index.ts';
import type { Outcome } from './outcome.ts';
import type { MonoMix } from './transcribe.contract.ts';
import type { OnProgress, StageContext } from './progress.ts';

export interface JudgeRequest {
	readonly jobId: string;
	readonly piece: ExpectedPiece;
	/** Seconds of the take. */
	readonly notes: readonly TakeNote[];
	readonly context: TakeContext;
	readonly strictness: Strictness;
	/** What the model made of the take's sound, to listen again for faint notes; null for keys, and where it is gone. */
	readonly posteriorsPath: string | null;
	/** The take's own file, to look at its partials; null for keys. */
	readonly soundPath: string | null;
}

export interface OnsetsRequest {
	readonly jobId: string;
	/** The take's own file. */
	readonly soundPath: string;
	/** Seconds of the take. */
	readonly notes: readonly TakeNote[];
}

export interface IntonationRequest {
	readonly jobId: string;
	/** The sound of the take, unpacked. */
	readonly pcmPath: string;
	readonly monoMix: MonoMix;
	/** Seconds of the take. */
	readonly notes: readonly TakeNote[];
	/** How far the song is from A4 = 440 Hz. */
	readonly tuningCents: number;
}

export interface JudgeWorker {
	/** The notes with their onsets found between the frames of the transcriber; as they are where the take's sound is gone. */
	timeOnsets(request: OnsetsRequest, onProgress: OnProgress): Promise<Outcome<readonly TakeNote[]>>;
	/** The notes with how far off the tempered pitch they are, where one voice was heard clearly. */
	trackCents(request: IntonationRequest, onProgress: OnProgress): Promise<Outcome<readonly TakeNote[]>>;
	judge(request: JudgeRequest, onProgress: OnProgress): Promise<Outcome<TakeJudgement>>;
	cancel(jobId: string): void;
}

/** The worker as the app asks it. */
export interface JudgePort {
	timeOnsets(request: Omit<OnsetsRequest, 'jobId'>, context: StageContext): Promise<readonly TakeNote[]>;
	trackCents(request: Omit<IntonationRequest, 'jobId'>, context: StageContext): Promise<readonly TakeNote[]>;
	judge(request: Omit<JudgeRequest, 'jobId'>, context: StageContext): Promise<TakeJudgement>;
}
