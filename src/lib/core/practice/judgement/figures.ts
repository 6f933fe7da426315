import { z } from 'zod';

const shareSchema = z.number().min(0).max(1);
const countSchema = z.number().int().nonnegative();

export const tallySchema = z.object({
	/** Notes that were to be played, as often as the player came to them. */
	expected: countSchema,
	right: countSchema,
	wrong: countSchema,
	missed: countSchema,
	extra: countSchema,
	unsure: countSchema,
	early: countSchema,
	late: countSchema,
	/** Of what can be told: right notes over expected and extra ones without the unsure; 1 where nothing can. */
	accuracy: shareSchema,
	/** Median of the timing, ms; late is above 0. Null without timed notes. */
	timingMs: z.number().nullable(),
	/** How scattered it is, ms: 1.4826 times the median distance from the median. Null without timed notes. */
	spreadMs: z.number().nonnegative().nullable()
});
export type Tally = z.infer<typeof tallySchema>;

export const barFiguresSchema = tallySchema.extend({
	/** Index into the piece's bars, in played order. */
	bar: countSchema,
	/** Of the song's tempo as it was meant, 1 the same; null where it cannot be told. */
	tempoRatio: z.number().positive().nullable(),
	/** Mean velocity of the notes played; null without any. */
	velocity: z.number().min(1).max(127).nullable(),
	/** 0 right to 1 all wrong: the colour of the heat map. */
	heat: shareSchema
});
export type BarFigures = z.infer<typeof barFiguresSchema>;

/** What a note asks of a player. */
export const skillKinds = ['rhythm', 'key', 'range', 'chords', 'leaps', 'hand'] as const;
export type SkillKind = (typeof skillKinds)[number];

export const skillFiguresSchema = tallySchema.extend({
	kind: z.enum(skillKinds),
	/** Within its kind, such as `eighths`, `offBeats`, `3 flats`, `high`, `leap`, `0:1` for part 0, staff 1. */
	name: z.string().max(40),
	/** Indices of the piece's bars behind it, those with most wrong first; at most 12. */
	bars: z.array(countSchema).max(12)
});
export type SkillFigures = z.infer<typeof skillFiguresSchema>;

export const scorePartSchema = z.object({
	name: z.enum(['notes', 'timing', 'flow']),
	/** Of the whole; the weights of a score add up to 1. */
	weight: shareSchema,
	/** 0 to 100. */
	points: z.number().min(0).max(100),
	/** Indices of the piece's bars that cost most, the worst first; at most 12. */
	bars: z.array(countSchema).max(12)
});
export type ScorePart = z.infer<typeof scorePartSchema>;

export const tempoPointSchema = z.object({
	/** Song time. */
	songSeconds: z.number(),
	takeSeconds: z.number(),
	/** Of the tempo that was meant, 1 the same. */
	ratio: z.number().positive()
});

export const figuresSchema = z.object({
	/** 0 to 100: the parts by their weights. */
	score: z.number().min(0).max(100),
	parts: z.array(scorePartSchema).max(3),
	whole: tallySchema,
	/** Share of what was meant that the player came to. */
	coverage: shareSchema,
	/** Of chords that can be told; null without chords. */
	wholeChords: shareSchema.nullable(),
	/** Tempo against what was meant, and how it changes: above 0 gets faster. Null with too few notes. */
	tempo: z
		.object({
			ratio: z.number().positive(),
			/** Change of the tempo over a minute of the take, share of the tempo meant. */
			driftPerMinute: z.number(),
			/** How much shorter each bar is than the one before it, ms; below 0 slows down. */
			driftMsPerBar: z.number()
		})
		.nullable(),
	tempoCurve: z.array(tempoPointSchema).max(4000),
	/** Null where the input tells no velocities. */
	dynamics: z
		.object({
			mean: z.number().min(1).max(127),
			/** From soft to loud: the 10th and 90th percentiles. */
			low: z.number().min(1).max(127),
			high: z.number().min(1).max(127),
			/** -1 to 1: whether loud and soft fall where the song has them; null where the song has none. */
			agreement: z.number().min(-1).max(1).nullable()
		})
		.nullable(),
	/** Cents off the tempered pitch; null unless a single voice was tracked. */
	intonation: z.object({ meanCents: z.number(), spreadCents: z.number().nonnegative(), inTune: shareSchema }).nullable(),
	/** Mean sounding length against the expected one; null where the input does not tell. */
	lengthRatio: z.number().nonnegative().nullable(),
	bars: z.array(barFiguresSchema).max(100_000),
	skills: z.array(skillFiguresSchema).max(200)
});
export type Figures = z.infer<typeof figuresSchema>;
