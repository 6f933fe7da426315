import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import type { RefingerOptions } from '$core/fretboard/index.ts';
import type { EvidenceNote, QuantiseOptions } from '$core/rhythm/index.ts';
import type { Fretboard, Part, Score, TempoPoint } from '$core/score/index.ts';
import type { NoteEvidence, PresetName } from '../transcription.ts';
import type { Outcome } from './outcome.ts';
import type { OnProgress, StageContext } from './progress.ts';

export interface WriteScoreRequest {
	readonly jobId: string;
	readonly songId: string;
	readonly title: string;
	readonly artist: string;
	readonly notes: readonly NoteEvidence[];
	/** What it was transcribed as: it settles staves, hands and strings. */
	readonly preset: PresetName;
	/** After the user's corrections. */
	readonly analysis: EffectiveAnalysis;
}

export interface RequantiseRequest {
	readonly jobId: string;
	readonly score: Score;
	/** What the score was written from. */
	readonly evidence: readonly EvidenceNote[];
	/** Ticks; widened to whole bars. */
	readonly range: { readonly startTick: number; readonly endTick: number };
	readonly options: QuantiseOptions;
}

export interface FingerPartRequest {
	readonly jobId: string;
	readonly part: Part;
	/** Other strings than those it has; absent leaves them. */
	readonly fretboard?: Fretboard;
	readonly tempoMap: readonly TempoPoint[];
	readonly options: RefingerOptions;
}

export interface ScoreWorker {
	/** Writes what was heard, with strings for what is played on them. */
	write(request: WriteScoreRequest, onProgress: OnProgress): Promise<Outcome<Score>>;
	/** The score with the rhythm of a range written again; see `requantise`. */
	requantise(request: RequantiseRequest, onProgress: OnProgress): Promise<Outcome<Score>>;
	/** The part with all its notes fingered anew, locked ones aside. */
	finger(request: FingerPartRequest, onProgress: OnProgress): Promise<Outcome<Part>>;
	/** Heard between two steps of the work; whoever cannot wait ends the worker. */
	cancel(jobId: string): void;
}

/** Writing scores as the app asks for it, in whatever thread. */
export interface ScoreWork {
	write(request: Omit<WriteScoreRequest, 'jobId'>, context: StageContext): Promise<Score>;
	requantise(request: Omit<RequantiseRequest, 'jobId'>, context: StageContext): Promise<Score>;
	finger(request: Omit<FingerPartRequest, 'jobId'>, context: StageContext): Promise<Part>;
}
