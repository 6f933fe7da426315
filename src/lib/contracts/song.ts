import { z } from 'zod';
import { beatsPerBarSchema } from '$core/analysis/analysis.ts';
import { musicalKeySchema } from '$core/harmony/chord.ts';
import { scoreFileFormats } from './score/score-file-format.ts';

/**
 * What is known of the music after the user's corrections, copied from the evidence so that a list of songs can be
 * shown, searched and ordered without opening it. Anything left out is not known.
 */
export const songMusicSchema = z.object({
	/** Beats a minute; absent where there is no beat. */
	bpm: z.number().positive().max(1000).optional(),
	beatsPerBar: beatsPerBarSchema.optional(),
	key: musicalKeySchema.optional(),
	/** From A4 = 440 Hz, -50 to 50. */
	tuningCents: z.number().min(-50).max(50).optional(),
	/** 0 calm to 1 driving. */
	energy: z.number().min(0).max(1).optional(),
	danceability: z.number().min(0).max(1).optional(),
	integratedLufs: z.number().optional(),
	genre: z.string().max(40).optional(),
	mood: z.string().max(40).optional(),
	/** Listened for a beat and found none. */
	isBeatless: z.boolean().optional()
});
export type SongMusic = z.infer<typeof songMusicSchema>;

/** What a recording was found to be when it was decoded. */
export const songRecordingSchema = z.object({
	durationSeconds: z.number().nonnegative(),
	channels: z.number().int().min(1).max(2),
	codec: z.string().max(60),
	container: z.string().max(60),
	sourceSampleRateHz: z.number().positive(),
	sourceChannels: z.number().int().positive(),
	monoMix: z.enum(['mean', 'left', 'right']),
	peakDb: z.number(),
	rmsDb: z.number(),
	damaged: z.boolean()
});

/** What a file of written music was found to be when it was read. */
export const writtenMusicSchema = z.object({
	format: z.enum(scoreFileFormats),
	/** As it is played, with its repeats. */
	durationSeconds: z.number().nonnegative(),
	/** What the file holds that a score does not, and how often. */
	losses: z.record(z.string().max(100), z.number().nonnegative())
});
export type WrittenMusic = z.infer<typeof writtenMusicSchema>;

/** A stretch of a song that its player comes back to, in seconds of the song at its own speed. */
export const songLoopSchema = z.object({
	id: z.string().min(1).max(64),
	name: z.string().min(1).max(80),
	startSeconds: z.number().min(0).max(360_000),
	endSeconds: z.number().min(0).max(360_000)
});
export type SongLoop = z.infer<typeof songLoopSchema>;

/** How many loops a song keeps. */
export const mostLoops = 100;

/** A song in the library: what is known of it without opening its bytes. Evidence hangs on it by id. */
export const songSchema = z.object({
	schemaVersion: z.literal(1),
	id: z.string().min(1).max(64),
	revision: z.number().int().nonnegative(),
	title: z.string().max(500),
	artist: z.string().max(500),
	tags: z.array(z.string().min(1).max(60)).max(50),
	addedAtMs: z.number(),
	changedAtMs: z.number(),
	/** In the bin since; absent when it is not. */
	deletedAtMs: z.number().optional(),
	isDemo: z.boolean().default(false),
	original: z.object({
		fileName: z.string().max(500),
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		sizeBytes: z.number().int().nonnegative()
	}),
	/** Absent where the original is written music. */
	recording: songRecordingSchema.optional(),
	/** Where the original is written music and no recording. */
	written: writtenMusicSchema.optional(),
	/** The transcription shown, when there is one. */
	transcriptionId: z.string().optional(),
	/** The analysis shown, when there is one. */
	analysisId: z.string().optional(),
	/** The score shown, when there is one; others may be kept beside it. */
	scoreId: z.string().optional(),
	music: songMusicSchema.optional(),
	/** Stars; absent while the user has given none. */
	rating: z.number().int().min(1).max(5).optional(),
	lastPractisedAtMs: z.number().optional(),
	/** Loops kept by name; absent while there are none. */
	loops: z.array(songLoopSchema).max(mostLoops).optional(),
	hasCover: z.boolean().default(false)
});
export type Song = z.infer<typeof songSchema>;

/** Where a song's bytes lie in the file store: all named by the original's hash, so that a re-import finds them. */
export const songPaths = {
	original: (sha256: string) => `originals/${sha256}`,
	pcm: (sha256: string) => `pcm/${sha256}`,
	peaks: (sha256: string) => `peaks/${sha256}`,
	cover: (sha256: string) => `covers/${sha256}`,
	posteriors: (sha256: string) => `posteriors/${sha256}`,
	/** What the beats were tracked from, kept to track a stretch again. */
	features: (sha256: string) => `features/${sha256}`
} as const;
