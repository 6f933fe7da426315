import { z } from 'zod';
import { chordSchema, musicalKeySchema } from '../harmony/chord.ts';

/** 0 to 1: the share of such answers that turn out right, as far as it could be calibrated. Never above the evidence. */
const confidence = z.number().min(0).max(1);
const seconds = z.number().nonnegative();

/** Beats in a bar; a beat is a dotted quarter in 6/8. */
export const beatsPerBarSchema = z.number().int().min(2).max(12);

export const heardKeySchema = musicalKeySchema.extend({ confidence });
export type HeardKey = z.infer<typeof heardKeySchema>;

export const chordSpanSchema = z.object({
	startSeconds: seconds,
	endSeconds: seconds,
	/** Null: no chord (N.C.). */
	chord: chordSchema.nullable(),
	confidence,
	/** The next best reading, null also for N.C.; absent when there is none worth naming. */
	runnerUp: z.object({ chord: chordSchema.nullable(), confidence }).optional()
});
export type ChordSpan = z.infer<typeof chordSpanSchema>;

export const sectionSchema = z.object({
	startSeconds: seconds,
	endSeconds: seconds,
	/** A letter, primed when it comes back changed: A, B, A'. */
	label: z.string().min(1).max(8),
	confidence
});
export type Section = z.infer<typeof sectionSchema>;

export const rhythmSchema = z.object({
	/** Ascending; empty when there is no beat to be heard. */
	beatsSeconds: z.array(seconds).max(200_000),
	/** Indices into `beatsSeconds` of the first beats of bars, ascending. */
	downbeats: z.array(z.number().int().nonnegative()).max(200_000),
	/** How sure the beats are: low for a drone, speech or free time. */
	confidence,
	/** Null with the beats empty. The median of the local tempo, and the reading a musician might prefer. */
	tempo: z
		.object({ bpm: z.number().positive(), confidence, runnerUp: z.object({ bpm: z.number().positive(), confidence }).optional() })
		.nullable(),
	/** `steady` when a click would fit, `drifting` when it would not. */
	steadiness: z.enum(['steady', 'drifting', 'none']),
	meter: z
		.object({
			beatsPerBar: beatsPerBarSchema,
			/** Into how many parts a beat falls: 2, or 3 as in 6/8 and shuffles. */
			division: z.union([z.literal(2), z.literal(3)]),
			confidence,
			runnerUp: z.object({ beatsPerBar: beatsPerBarSchema, confidence }).optional()
		})
		.nullable()
});
export type Rhythm = z.infer<typeof rhythmSchema>;

export const harmonySchema = z.object({
	/** Deviation of concert pitch from A4 = 440 Hz, cents, -50 to 50; null where nothing is tuned. */
	tuning: z.object({ cents: z.number().min(-50).max(50), confidence }).nullable(),
	/** Best first, two at most; empty where there is no key, as in a drum loop. */
	keys: z.array(heardKeySchema).max(2),
	/** Where the key clearly changes: spans covering the song; one span or none otherwise. */
	keySpans: z.array(heardKeySchema.extend({ startSeconds: seconds, endSeconds: seconds })).max(500),
	/** Without gaps, ascending; empty where there is no harmony at all. */
	chords: z.array(chordSpanSchema).max(50_000)
});
export type Harmony = z.infer<typeof harmonySchema>;

export const soundFactsSchema = z.object({
	/** EBU R128; null for silence. */
	integratedLufs: z.number().nullable(),
	truePeakDbtp: z.number(),
	/** EBU Tech 3342, LU; null where too short. */
	loudnessRangeLu: z.number().nonnegative().nullable(),
	/** Crest of the loud parts: true peak above integrated loudness, dB. */
	dynamicRangeDb: z.number().nullable(),
	/** 0 calm to 1 driving; see `docs/decisions` for what goes in. */
	energy: z.number().min(0).max(1),
	danceability: z.number().min(0).max(1),
	/** A family of genres or a mood where rules on descriptors are sure enough; `unknown` otherwise. */
	genre: z.object({ name: z.string().max(40), confidence }),
	mood: z.object({ name: z.string().max(40), confidence })
});
export type SoundFacts = z.infer<typeof soundFactsSchema>;

/** What is worked out of a recording; the rest of an `Analysis` is known to its caller. */
export const songAnalysisSchema = z.object({
	/** Name and version, such as `analyse-1`; only a changed one is run again. */
	algorithm: z.string(),
	durationSeconds: seconds,
	rhythm: rhythmSchema,
	harmony: harmonySchema,
	sections: z.array(sectionSchema).max(1000),
	sound: soundFactsSchema
});
export type SongAnalysis = z.infer<typeof songAnalysisSchema>;

/** Evidence: what the analysis heard, in seconds. Immutable; corrections lie over it. */
export const analysisSchema = songAnalysisSchema.extend({
	schemaVersion: z.literal(1),
	id: z.string(),
	songId: z.string(),
	inputSha256: z.string(),
	createdAtMs: z.number(),
	/** The transcription whose notes had a vote on the beats; absent when none had. */
	notesOf: z.string().optional()
});
export type Analysis = z.infer<typeof analysisSchema>;
