import type { Rhythm, SongAnalysis } from '$core/analysis/analysis.ts';
import type { EvidenceNote } from '$core/rhythm/index.ts';
import type { Outcome } from './outcome.ts';
import type { OnProgress } from './progress.ts';
import type { MonoMix } from './transcribe.contract.ts';

/** Name and version; a song whose analysis names another is analysed again when asked to. */
export const analysisAlgorithm = 'analyse-1';

export interface AnalyseRequest {
	readonly jobId: string;
	/** PCM file (see `formats/pcm`) in the file store. */
	readonly pcmPath: string;
	readonly monoMix: MonoMix;
	/** Where the beat evidence goes, so that beats can be tracked again between two anchors. */
	readonly featuresPath: string;
}

export interface RetrackRequest {
	readonly featuresPath: string;
	readonly fromSeconds: number;
	readonly toSeconds: number;
	/** What the user expects; the tracker finds the tempo itself without it. */
	readonly bpm?: number;
}

export interface WeighRequest {
	readonly featuresPath: string;
	/** What was written down of the recording. */
	readonly notes: readonly EvidenceNote[];
}

export interface AnalyseWorker {
	/** Reads a recording once, as a stream; its memory does not grow with the sound, only with what is found. */
	analyse(request: AnalyseRequest, onProgress: OnProgress): Promise<Outcome<SongAnalysis>>;
	/** Beats between two anchors that are beats themselves. Faults `fileMissing` when the evidence was evicted. */
	retrack(request: RetrackRequest): Promise<Outcome<readonly number[]>>;
	/** The rhythm once more, with a vote for the notes on what the beats and bars are. Faults `fileMissing` as `retrack` does. */
	weigh(request: WeighRequest): Promise<Outcome<Rhythm>>;
	cancel(jobId: string): void;
}
