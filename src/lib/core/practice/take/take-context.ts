import { z } from 'zod';
import { takeSources } from './take-note.ts';

/** Song time, [start, end). */
export const songRangeSchema = z.object({ startSeconds: z.number(), endSeconds: z.number() });
export type SongRange = z.infer<typeof songRangeSchema>;

/** Once through the song or round a loop while the take ran. */
export const songPassSchema = songRangeSchema.extend({
	/** When it began, seconds from the beginning of the take, as the player heard it. */
	takeSeconds: z.number(),
	/** Song seconds for each second of the take; that of the take where it is absent. */
	speed: z.number().min(0.1).max(4).optional()
});
export type SongPass = z.infer<typeof songPassSchema>;

/** How a take was played: all that a judgement has to know beside the notes. */
export const takeContextSchema = z.object({
	source: z.enum(takeSources),
	/** `song`: along with the recording, the score or a metronome, whose clock counts. `free`: alone, in the player's own time. */
	mode: z.enum(['song', 'free']),
	/** Of the song's own tempo, 1 as recorded. In `free` what was aimed at. */
	speed: z.number().min(0.1).max(4),
	/** Empty in `free`. In the order they were played. */
	passes: z.array(songPassSchema).max(10_000),
	/** What of the song was meant, where it was not all; loops that were played once or many times. */
	range: songRangeSchema.nullable(),
	/** Measured delay from the sound to its place in the take, seconds; taken off every note. */
	latencySeconds: z.number().min(-2).max(2),
	/** How much higher the player meant to sound than the song is written, semitones: the key shift of the player. */
	transposeSemitones: z.number().int().min(-36).max(36),
	/** What was played before this, seconds of the take, is not judged. */
	countInSeconds: z.number().min(0)
});
export type TakeContext = z.infer<typeof takeContextSchema>;

/** A take of a whole song, played alone at its own tempo, keys that sent MIDI. */
export const plainContext: TakeContext = {
	source: 'midi',
	mode: 'free',
	speed: 1,
	passes: [],
	range: null,
	latencySeconds: 0,
	transposeSemitones: 0,
	countInSeconds: 0
};
