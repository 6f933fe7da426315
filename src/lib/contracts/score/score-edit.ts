import { z } from 'zod';
import { scoreSchema, type Score } from '$core/score/score.ts';
import { patchSchema } from '$core/score/edit/patch.ts';

/** One edit of a score as its journal keeps it: done, or undone and still to be done again. */
export const scoreEditSchema = z.object({
	schemaVersion: z.literal(1),
	scoreId: z.string().min(1).max(64),
	songId: z.string().min(1).max(64),
	/** Counts up in the order of the edits. */
	seq: z.number().int().nonnegative(),
	/** An imperative, such as `Move notes up`: read after "Undo:". */
	title: z.string().max(200),
	/** Edits of one gesture in a row, such as a note moved up step by step, are undone together. */
	gesture: z.string().max(200).optional(),
	patch: patchSchema,
	/** Leads back from the score after the edit to the one before. */
	inverse: patchSchema,
	atMs: z.number(),
	/** Undone edits stand behind all that are done; another edit takes them away. */
	isUndone: z.boolean()
});
export type ScoreEdit = z.infer<typeof scoreEditSchema>;

/** A score with its journal, oldest edit first. */
export const keptScoreSchema = z.object({ score: scoreSchema, edits: z.array(scoreEditSchema).max(1_000_000) });
export interface KeptScore {
	readonly score: Score;
	readonly edits: readonly ScoreEdit[];
}
