import type { Rhythm, SongAnalysis } from '$core/analysis/analysis.ts';
import type { AnalyseRequest, RetrackRequest, WeighRequest } from './workers/analyse.contract.ts';
import type { Converted, ConvertRequest } from './workers/convert.contract.ts';
import type { DecodeRequest, KeepRequest, KeptFile, RecordingFacts, RecordingTags } from './workers/decode.contract.ts';
import type { StageContext } from './workers/progress.ts';
import type { ListenRequest, ListenTimings } from './workers/transcribe.contract.ts';
import type { DecodedNotes, TranscribeSettings } from './transcription.ts';

/**
 * The engines as the app asks for them: a worker behind each, started at first use, ended when it does not obey a
 * cancel. All throw `UserFixableError` for what a user can fix and an abort error when the signal fires.
 */
export interface DecodePort {
	keep(request: Omit<KeepRequest, 'jobId'>, context: StageContext): Promise<KeptFile>;
	decode(
		request: Omit<DecodeRequest, 'jobId'>,
		context: StageContext
	): Promise<{ readonly facts: RecordingFacts; readonly tags: RecordingTags }>;
}

/** Reads files of written music. */
export interface ConvertPort {
	convert(request: Omit<ConvertRequest, 'jobId'>, context: StageContext): Promise<Converted>;
}

export interface AnalysePort {
	analyse(request: Omit<AnalyseRequest, 'jobId'>, context: StageContext): Promise<SongAnalysis>;
	retrack(request: RetrackRequest, signal: AbortSignal): Promise<readonly number[]>;
	weigh(request: WeighRequest, signal: AbortSignal): Promise<Rhythm>;
}

export interface TranscribePort {
	listen(
		request: Omit<ListenRequest, 'jobId' | 'maxThreads'>,
		context: StageContext
	): Promise<{ readonly notes: DecodedNotes; readonly timings: ListenTimings }>;
	redecode(
		request: { readonly posteriorsPath: string; readonly settings: TranscribeSettings },
		signal: AbortSignal
	): Promise<DecodedNotes>;
}
