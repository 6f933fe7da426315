import { scoreFaults } from '$core/score/edit/index.ts';
import { scoreSchema, type Score } from '$core/score/index.ts';
import {
	checkCount,
	checkSize,
	FormatFault,
	scoreLimits,
	toReading,
	type ReadingOptions,
	type ScoreReading
} from '../score-draft/index.ts';
import { scoreJsonFormat } from './write.ts';

/** The version that is read and written; a later one is refused rather than half understood. */
const version = 1;

/** Whether a text begins as `toScoreJson` writes. */
export const isScoreJson = (text: string): boolean => text.trimStart().startsWith(`{"format":"${scoreJsonFormat}"`);

/** A Score from what `toScoreJson` writes. What is not exactly such a score is a fault that names the place. */
export function fromScoreJson(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, () => {
		checkSize(bytes);
		return toScore(toJson(bytes), options);
	});
}

function toJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch (error) {
		throw new FormatFault('scoreDamaged', {}, error instanceof Error ? error.message : String(error));
	}
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function toScore(file: unknown, { scoreId, songId, fileName }: ReadingOptions): Score {
	if (!isRecord(file) || file['format'] !== scoreJsonFormat) throw new FormatFault('notScore', {}, `no ${scoreJsonFormat}`);
	if (file['version'] !== version)
		throw new FormatFault('scoreDamaged', {}, `version ${String(file['version'])}, not ${version}`);
	const own = file['score'];
	if (!isRecord(own)) throw new FormatFault('scoreDamaged', {}, 'no score');
	const parsed = scoreSchema.safeParse({ ...own, id: scoreId, songId, revision: 0, origin: 'imported', evidenceKey: undefined });
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new FormatFault('scoreDamaged', {}, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
	}
	const score = parsed.data;
	checkCount(
		score.parts.reduce((sum, { notes }) => sum + notes.length, 0),
		scoreLimits.maxNotes,
		'notes'
	);
	const [fault] = scoreFaults(score);
	if (fault !== undefined) throw new FormatFault('scoreDamaged', {}, fault);
	const { evidenceKey: _, ...whole } = score;
	return { ...whole, title: whole.title === '' ? fileName.replace(/\.[^.]{1,10}$/, '').slice(0, 500) : whole.title };
}
