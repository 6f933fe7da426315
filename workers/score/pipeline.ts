import { abortError } from '$contracts/errors.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { FingerPartRequest, RequantiseRequest, WriteScoreRequest } from '$contracts/workers/score.contract.ts';
import { refingered, withStrings } from '$core/fretboard/index.ts';
import { requantise, writeScore } from '$core/rhythm/index.ts';
import type { Part, Score } from '$core/score/index.ts';
import { createBreather } from '../jobs/breather.ts';
import { layoutFor, withTab } from './lay-out-score.ts';

export interface ScoreTerms extends StageContext {
	readonly newId: () => string;
}

/** Share of the work that the rhythm takes; strings take the rest. */
const rhythmShare = 0.7;

/** What was heard, written for what plays it. */
export async function writeHeardScore(
	{ songId, title, artist, notes, preset, analysis }: Omit<WriteScoreRequest, 'jobId'>,
	{ signal, onProgress, newId }: ScoreTerms
): Promise<Score> {
	const rest = restFor(signal);
	onProgress({ stage: 'writing the score', fraction: 0 });
	await rest();
	const score = writeScore(notes, analysis, { songId, title, artist, instrument: layoutFor(preset, notes) }, newId);
	onProgress({ stage: 'writing the score', fraction: rhythmShare });
	await rest();
	const whole = withTab(score, preset, notes);
	onProgress({ stage: 'writing the score', fraction: 1 });
	return whole;
}

export async function requantiseScore(
	{ score, evidence, range, options }: Omit<RequantiseRequest, 'jobId'>,
	{ signal, onProgress, newId }: ScoreTerms
): Promise<Score> {
	onProgress({ stage: 'writing the score', fraction: 0 });
	await restFor(signal)();
	return requantise(score, evidence, range, options, newId);
}

export async function fingerWholePart(
	{ part, fretboard, tempoMap, options }: Omit<FingerPartRequest, 'jobId'>,
	{ signal, onProgress }: StageContext
): Promise<Part> {
	onProgress({ stage: 'writing the score', fraction: 0 });
	await restFor(signal)();
	return fretboard === undefined
		? refingered(part, [...tempoMap], options)
		: withStrings(part, fretboard, [...tempoMap], options);
}

/** Lets a cancel in, and heeds it. */
function restFor(signal: AbortSignal): () => Promise<void> {
	const breathe = createBreather(0);
	return async () => {
		await breathe();
		if (signal.aborted) throw abortError();
	};
}
