import { z } from 'zod';
import { partSchema, tempoPointSchema } from '../score.ts';

/**
 * A change to a Score as plain JSON: what a journal keeps and another tab replays. An operation names things by their ids, never by
 * their place, so that it still means the same after another one. Items are checked against the schema of their list when the patch is
 * applied.
 */
const idSchema = z.string().min(1).max(64);
const fieldsSchema = z.record(z.string().max(40), z.unknown());
const unsetSchema = z.array(z.string().max(40)).max(40).optional();
/** The item that this one follows, null at the beginning of its list; absent where its tick and pitch say enough. */
const afterSchema = idSchema.nullable().optional();

const listEditSchema = z.object({
	remove: z.array(idSchema).optional(),
	set: z.array(z.object({ id: idSchema, fields: fieldsSchema, unset: unsetSchema, after: afterSchema })).optional(),
	insert: z.array(z.object({ item: fieldsSchema, after: afterSchema })).optional()
});
export type ListEdit = z.infer<typeof listEditSchema>;

export const scoreLists = ['bars', 'tempoMarks', 'swings', 'chords', 'sections'] as const;
export type ScoreList = (typeof scoreLists)[number];
export const partLists = ['notes', 'slurs', 'dynamics', 'hairpins', 'pedals', 'clefChanges', 'ottavas'] as const;
export type PartList = (typeof partLists)[number];

/** What a score has beside its lists, its id and its revision. */
export const scoreFields = ['title', 'artist', 'origin'] as const;
export const partFields = ['name', 'programme', 'isDrums', 'staves', 'transposeSemitones', 'fretboard'] as const;

export const operationSchema = z.discriminatedUnion('op', [
	listEditSchema.extend({ op: z.literal('list'), list: z.enum(scoreLists) }),
	listEditSchema.extend({ op: z.literal('partList'), partId: idSchema, list: z.enum(partLists) }),
	z.object({ op: z.literal('score'), fields: fieldsSchema, unset: unsetSchema }),
	z.object({ op: z.literal('part'), partId: idSchema, fields: fieldsSchema, unset: unsetSchema }),
	/** `at` is the place among the parts. */
	z.object({ op: z.literal('addPart'), at: z.number().int().nonnegative(), part: partSchema }),
	z.object({ op: z.literal('removePart'), partId: idSchema }),
	/** Points have no ids: `removedCount` of them from index `at` on give way to `points`. */
	z.object({
		op: z.literal('tempoMap'),
		at: z.number().int().nonnegative(),
		removedCount: z.number().int().nonnegative(),
		points: z.array(tempoPointSchema).max(200_000)
	})
]);
export type Operation = z.infer<typeof operationSchema>;

/** Applied in order. An empty patch changes nothing. */
export const patchSchema = z.array(operationSchema).max(10_000);
export type Patch = z.infer<typeof patchSchema>;
