import { z } from 'zod';
import { takeContextSchema } from '../take/take-context.ts';
import { figuresSchema } from './figures.ts';
import { strictnessSchema } from './strictness.ts';
import { chordVerdictSchema, noteVerdictsSchema, takeEventSchema } from './verdict.ts';

/** Named in every judgement: another name, and an older one could be made anew. */
export const judgeAlgorithm = 'judge-2';

/** A take, judged. */
export const takeJudgementSchema = z.object({
	schemaVersion: z.literal(1),
	algorithm: z.string().max(100),
	context: takeContextSchema,
	strictness: strictnessSchema,
	/** Only `judged` has verdicts: nothing is blamed on a player who played something else. */
	outcome: z.enum(['judged', 'nothingPlayed', 'nothingExpected', 'otherSong']),
	/** How much higher the take sounds than was meant, semitones; it is judged in its own key. */
	soundsHigherBy: z.number().int().min(-36).max(36),
	/** By the expected note's or the extra's place in the take. */
	notes: noteVerdictsSchema,
	chords: z.array(chordVerdictSchema).max(200_000),
	events: z.array(takeEventSchema).max(20_000),
	/** Null unless judged. */
	figures: figuresSchema.nullable()
});
export type TakeJudgement = z.infer<typeof takeJudgementSchema>;
