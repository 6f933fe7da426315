import { z } from 'zod';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import { skillKinds } from '../judgement/figures.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';
import { strictnessNames } from '../judgement/strictness.ts';

const idSchema = z.string().min(1).max(64);
const shareSchema = z.number().min(0).max(1);
const countSchema = z.number().int().min(0).max(1_000_000);

/** What is kept of a bar of a take: a bar of the score, all its passes together. */
export const barRecordSchema = z.object({
	/** Index into the score's bars. */
	scoreBar: z.number().int().min(0).max(20_000),
	/** As the page has it, 0 for a pickup; absent in records of before it was kept. */
	number: z.number().int().min(0).max(20_000).optional(),
	/** Notes that were to be played. */
	expected: countSchema,
	/** Right and in time. */
	good: countSchema,
	right: countSchema,
	/** 0 to 1, 1 all wrong. */
	heat: shareSchema
});
export type BarRecord = z.infer<typeof barRecordSchema>;

export const skillRecordSchema = z.object({
	kind: z.enum(skillKinds),
	name: z.string().max(40),
	expected: countSchema,
	good: countSchema
});
export type SkillRecord = z.infer<typeof skillRecordSchema>;

/** What the history keeps of a take for good; the judgement itself, with every note, may be made anew while the sound is kept. */
export const takeRecordSchema = z.object({
	schemaVersion: z.literal(1),
	id: idSchema,
	songId: idSchema,
	startedAtMs: z.number().nonnegative(),
	durationSeconds: z.number().min(0).max(86_400),
	mode: z.enum(['song', 'free']),
	strictness: z.enum(strictnessNames),
	/** Tempo played, of the song's own. */
	speed: z.number().min(0.05).max(10),
	/** 0 to 100. */
	score: z.number().min(0).max(100),
	accuracy: shareSchema,
	coverage: shareSchema,
	timingMs: z.number().min(-10_000).max(10_000).nullable(),
	spreadMs: z.number().min(0).max(10_000).nullable(),
	bars: z.array(barRecordSchema).max(20_000),
	skills: z.array(skillRecordSchema).max(200)
});
export type TakeRecord = z.infer<typeof takeRecordSchema>;

/** All that a player has played; by the time it was begun. */
export const practiceHistorySchema = z.object({
	schemaVersion: z.literal(1),
	takes: z.array(takeRecordSchema).max(100_000)
});
export type PracticeHistory = z.infer<typeof practiceHistorySchema>;

export interface TakeFacts {
	readonly id: string;
	readonly songId: string;
	readonly startedAtMs: number;
	readonly durationSeconds: number;
}

/** A take for the history; null for one that was not judged, which is no practice of the song. */
export function toTakeRecord(piece: ExpectedPiece, judgement: TakeJudgement, facts: TakeFacts): TakeRecord | null {
	const { figures, context, strictness } = judgement;
	if (judgement.outcome !== 'judged' || figures === null) return null;
	const { whole, tempo } = figures;
	const played = context.mode === 'free' && tempo !== null ? context.speed * tempo.ratio : context.speed;
	const bars = new Map<number, { number: number; expected: number; good: number; right: number; wrong: number }>();
	for (const bar of figures.bars) {
		const { scoreBar, number } = piece.bars[bar.bar] ?? { scoreBar: bar.bar, number: bar.bar + 1 };
		const own = bars.get(scoreBar) ?? { number, expected: 0, good: 0, right: 0, wrong: 0 };
		own.expected += bar.expected;
		own.right += bar.right;
		own.good += bar.right - bar.early - bar.late;
		own.wrong += bar.heat * Math.max(1, bar.expected);
		bars.set(scoreBar, own);
	}
	return {
		schemaVersion: 1,
		...facts,
		durationSeconds: Math.min(86_400, facts.durationSeconds),
		mode: context.mode,
		strictness: strictness.name,
		speed: Math.max(0.05, Math.min(10, played)),
		score: figures.score,
		accuracy: whole.accuracy,
		coverage: figures.coverage,
		timingMs: clampMs(whole.timingMs),
		spreadMs: clampMs(whole.spreadMs),
		bars: [...bars]
			.sort(([a], [b]) => a - b)
			.map(([scoreBar, { number, expected, good, right, wrong }]) => ({
				scoreBar,
				number,
				expected,
				good,
				right,
				heat: Math.min(1, wrong / Math.max(1, expected))
			})),
		skills: figures.skills.map(({ kind, name, expected, right, early, late }) => ({
			kind,
			name,
			expected,
			good: right - early - late
		}))
	};
}

const clampMs = (ms: number | null): number | null => (ms === null ? null : Math.max(-10_000, Math.min(10_000, ms)));
