import { z } from 'zod';
import { querySchema } from '$core/intent/query.ts';

export const listLimits = { maxSongs: 2000, maxNameLength: 200 } as const;

const head = {
	schemaVersion: z.literal(1),
	id: z.string().min(1).max(64),
	revision: z.number().int().nonnegative(),
	name: z.string().min(1).max(listLimits.maxNameLength),
	createdAtMs: z.number(),
	changedAtMs: z.number()
};

/** Songs in the order they are played. A song may come twice; ids of songs that are gone are passed over. */
export const setlistSchema = z.object({
	...head,
	kind: z.literal('setlist'),
	songIds: z.array(z.string().min(1).max(64)).max(listLimits.maxSongs)
});
export type Setlist = z.infer<typeof setlistSchema>;

/** A saved search: its songs are whichever fit now. */
export const smartListSchema = z.object({
	...head,
	kind: z.literal('smart'),
	query: querySchema
});
export type SmartList = z.infer<typeof smartListSchema>;

export const songListSchema = z.discriminatedUnion('kind', [setlistSchema, smartListSchema]);
export type SongList = z.infer<typeof songListSchema>;
