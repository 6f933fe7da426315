import { z } from 'zod';
import { beatsPerBarSchema } from './analysis.ts';
import { chordSchema, musicalKeySchema } from '../harmony/chord.ts';

const seconds = z.number().nonnegative();

/** One hand-made change of the beats, applied in order over what was heard. Times are those the user saw. */
export const beatEditSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('move'), fromSeconds: seconds, toSeconds: seconds }),
	z.object({ kind: z.literal('insert'), atSeconds: seconds }),
	z.object({ kind: z.literal('remove'), atSeconds: seconds }),
	/** Between two anchors the beats are spread evenly, `count` steps of them; the anchors are beats. */
	z.object({ kind: z.literal('spread'), fromSeconds: seconds, toSeconds: seconds, count: z.number().int().min(1).max(10_000) }),
	/** Between two anchors the beats are these, as tracked again there. */
	z.object({ kind: z.literal('retrack'), fromSeconds: seconds, toSeconds: seconds, beatsSeconds: z.array(seconds).max(20_000) })
]);
export type BeatEdit = z.infer<typeof beatEditSchema>;

/** A chord that the user wrote over a stretch; later ones win. */
export const chordEditSchema = z.object({ startSeconds: seconds, endSeconds: seconds, chord: chordSchema.nullable() });
export type ChordEdit = z.infer<typeof chordEditSchema>;

/**
 * The user's word over what was heard: anything left out follows the analysis. It belongs to the song, never to one
 * analysis, and no re-run touches it.
 */
export const correctionsSchema = z.object({
	schemaVersion: z.literal(1),
	songId: z.string(),
	revision: z.number().int().nonnegative(),
	tuningCents: z.number().min(-50).max(50).optional(),
	key: musicalKeySchema.optional(),
	/** 2 doubles the beats heard, 0.5 takes every other. */
	tempoFactor: z.union([z.literal(0.25), z.literal(0.5), z.literal(2), z.literal(4)]).optional(),
	/** A tempo tapped or typed, beats a minute: beats are laid out evenly from the first downbeat. */
	steadyBpm: z.number().min(20).max(400).optional(),
	beatsPerBar: beatsPerBarSchema.optional(),
	/** The beat nearest to it begins a bar. */
	firstDownbeatSeconds: seconds.optional(),
	beatEdits: z.array(beatEditSchema).max(10_000).default([]),
	chordEdits: z.array(chordEditSchema).max(10_000).default([]),
	sectionNames: z
		.array(z.object({ startSeconds: seconds, name: z.string().max(60) }))
		.max(500)
		.default([]),
	/** The user has looked through it and calls it right: the check folds away. */
	isChecked: z.boolean().optional()
});
export type Corrections = z.infer<typeof correctionsSchema>;
