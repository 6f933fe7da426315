import { z } from 'zod';

/** Chord kinds the analysis tells apart, and a few more that a user may write. */
export const chordQualities = [
	'maj',
	'min',
	'7',
	'maj7',
	'min7',
	'dim',
	'aug',
	'sus4',
	'sus2',
	'hdim7',
	'dim7',
	'maj6',
	'min6',
	'9',
	'maj9',
	'min9',
	'5'
] as const;
export type ChordQuality = (typeof chordQualities)[number];

/** 0 is C, 11 is B. */
export const pitchClassSchema = z.number().int().min(0).max(11);

/** A chord as heard or written; null stands for "no chord" (N.C.) wherever a chord may be. */
export const chordSchema = z.object({
	root: pitchClassSchema,
	quality: z.enum(chordQualities),
	/** The lowest note when it is not the root: a slash chord. */
	bass: pitchClassSchema.optional()
});
export type Chord = z.infer<typeof chordSchema>;

export const modes = ['major', 'minor'] as const;
export const musicalKeySchema = z.object({ tonic: pitchClassSchema, mode: z.enum(modes) });
export type MusicalKey = z.infer<typeof musicalKeySchema>;
