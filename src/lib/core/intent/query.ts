import { z } from 'zod';
import { modes, pitchClassSchema } from '../harmony/chord.ts';

/** What a search asks for, as plain data: the chips that the rules, the filter panel or a language model fill. */

export const rangeFields = ['bpm', 'durationSeconds', 'energy', 'danceability', 'integratedLufs', 'rating'] as const;
export type RangeField = (typeof rangeFields)[number];

export const dateFields = ['added', 'practised'] as const;
export type DateField = (typeof dateFields)[number];

export const periodUnits = ['day', 'week', 'month', 'year'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** A stretch of days as it was said, so that a saved search means the same words tomorrow. Weeks begin on Monday. */
export const periodSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('ever') }),
	/** `back` 0 is this one, 1 the last: today, last week. */
	z.object({ kind: z.literal('calendar'), unit: z.enum(periodUnits), back: z.number().int().min(0).max(1000) }),
	/** The days up to now: the past two weeks. */
	z.object({ kind: z.literal('past'), unit: z.enum(periodUnits), count: z.number().int().min(1).max(1000) }),
	/** A month or a whole year by name; `month` 1 to 12. */
	z.object({
		kind: z.literal('named'),
		year: z.number().int().min(1900).max(2200),
		month: z.number().int().min(1).max(12).optional()
	})
]);
export type Period = z.infer<typeof periodSchema>;

export const presences = ['notes', 'beat', 'key', 'rating', 'tags', 'analysis'] as const;
export type Presence = (typeof presences)[number];

export const relativeFields = ['energy', 'bpm', 'durationSeconds', 'integratedLufs', 'key'] as const;
export type RelativeField = (typeof relativeFields)[number];

export const orderKeys = [
	'title',
	'artist',
	'duration',
	'bpm',
	'key',
	'energy',
	'loudness',
	'rating',
	'added',
	'practised',
	'size'
] as const;
export type OrderKey = (typeof orderKeys)[number];

const keyChoiceSchema = z.object({ tonic: pitchClassSchema, mode: z.enum(modes).optional() });
/** A key to look for; both modes on the tonic where none is named. */
export type KeyChoice = z.infer<typeof keyChoiceSchema>;

const words = z.string().min(1).max(200);

export const criterionSchema = z.discriminatedUnion('kind', [
	/** Every word is found somewhere: title, artist, tags, file name; or in the title alone. */
	z.object({ kind: z.literal('text'), words, where: z.enum(['anywhere', 'title']).default('anywhere') }),
	z.object({ kind: z.literal('artist'), name: words }),
	/** All of them are on the song. */
	z.object({ kind: z.literal('tag'), tag: words }),
	/** A style: what the analysis guessed, a tag, or the words on the song. */
	z.object({ kind: z.literal('genre'), name: words }),
	z.object({ kind: z.literal('mood'), name: words }),
	/** Either end may be open; both ends belong to it. */
	z.object({
		kind: z.literal('range'),
		field: z.enum(rangeFields),
		min: z.number().optional(),
		max: z.number().optional()
	}),
	/** Any of them. */
	z.object({ kind: z.literal('key'), keys: z.array(keyChoiceSchema).min(1).max(24) }),
	z.object({ kind: z.literal('mode'), mode: z.enum(modes) }),
	/** Beats in a bar, any of them. */
	z.object({ kind: z.literal('meter'), beatsPerBar: z.array(z.number().int().min(2).max(12)).min(1).max(11) }),
	z.object({
		kind: z.literal('date'),
		field: z.enum(dateFields),
		relation: z.enum(['in', 'before', 'since']),
		period: periodSchema
	}),
	z.object({ kind: z.literal('has'), what: z.enum(presences) }),
	/** What follows, or leads into, the song that is meant by "this". */
	z.object({ kind: z.literal('mixes'), direction: z.enum(['after', 'before']) }),
	/** Compared with the song that is meant by "this". */
	z.object({
		kind: z.literal('relative'),
		field: z.enum(relativeFields),
		sense: z.enum(['more', 'less', 'same']),
		amount: z.enum(['any', 'little', 'lot'])
	}),
	z.object({ kind: z.literal('order'), key: z.enum(orderKeys), direction: z.enum(['up', 'down']) })
]);
export type Criterion = z.infer<typeof criterionSchema>;

export const chipSchema = z.object({
	criterion: criterionSchema,
	/** Songs that do not fit the criterion are meant. */
	isNegated: z.boolean(),
	/** How sure the reader of the words was, 0 to 1; 1 for what the user set by hand. */
	confidence: z.number().min(0).max(1)
});
export type Chip = z.infer<typeof chipSchema>;

export const maxChips = 40;

export const querySchema = z.object({ chips: z.array(chipSchema).max(maxChips) });

/** A chip set by hand. */
export function chipOf(criterion: Criterion, isNegated = false): Chip {
	return { criterion, isNegated, confidence: 1 };
}
