import { z } from 'zod';
import { channelChoices } from '$core/capture/index.ts';

/** What a take may hold; a longer one is stopped, kept and told of. */
export const takeLimits = {
	maxSeconds: 3 * 3600,
	/** A WAV file counts its bytes in 32 bits. */
	maxSoundBytes: 4_000_000_000,
	maxTitleLength: 200,
	maxTurns: 20_000,
	maxMidiNotes: 200_000,
	maxPedals: 200_000
} as const;

/** How the room was set when the take was made; kept so that the next one can be made alike. */
export const takeSettingsSchema = z.object({
	gainDb: z.number().min(-60).max(40),
	channel: z.enum(channelChoices),
	isMonitored: z.boolean(),
	/** Beats counted in before the first frame; 0 for none. */
	countInBeats: z.number().int().min(0).max(64),
	isMetronomeOn: z.boolean(),
	/** What the song was transposed by while the take was made. */
	transposeCents: z.number().min(-2400).max(2400)
});

const seconds = z.number().min(0).max(360_000);
/** Song seconds for each second of the take; 0 while the song stood still. */
const speed = z.number().min(0).max(4);

export const takeLoopSchema = z.object({ startSeconds: seconds, endSeconds: seconds });

/**
 * Where the song was while the take ran: at the take's first frame, and at each later turn that is not a wrap of the loop
 * (a pause, a jump, a change of speed). All as the song was sent out, before any latency is taken off.
 */
export const takePlaceSchema = z.object({
	songSeconds: z.number().min(-600).max(360_000),
	speed,
	loop: takeLoopSchema.nullable(),
	turns: z
		.array(z.object({ takeSeconds: seconds, songSeconds: z.number().min(-600).max(360_000), speed }))
		.max(takeLimits.maxTurns)
		.default([])
});

/** What is known of a take before its first frame; written into the file with it, so that a killed tab loses none of it. */
export const takeDraftSchema = z.object({
	schemaVersion: z.literal(1),
	id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
	/** Null for a take without a song. */
	songId: z.string().min(1).max(64).nullable(),
	title: z.string().max(takeLimits.maxTitleLength),
	startedAtMs: z.number().nonnegative(),
	/** `overdub` is a microphone take made while the song played along. */
	source: z.enum(['mic', 'midi', 'overdub']),
	place: takePlaceSchema,
	/** Round trip of the devices used, taken off wherever the take is placed; 0 while not measured. */
	latencySeconds: z.number().min(0).max(2),
	/** First 16 hex digits of SHA-256 of the input's and the output's label. */
	deviceHash: z.string().regex(/^[0-9a-f]{0,16}$/),
	settings: takeSettingsSchema,
	/** Takes that sounded beside the song while this one was made. */
	heardTakeIds: z.array(z.string().max(64)).max(16).optional()
});
export type TakeDraft = z.infer<typeof takeDraftSchema>;

/** The sound of a take, in the file store. */
export const takeSoundSchema = z.object({
	/** `takes/<id>`: a WAV file of 24 bits. */
	path: z.string().regex(/^takes\/[A-Za-z0-9-]{1,64}$/),
	sampleRateHz: z.number().int().min(3000).max(768_000),
	channels: z.number().int().min(1).max(2),
	frames: z.number().int().positive(),
	/** Largest absolute sample, dBFS; -200 for digital silence. */
	peakDb: z.number().min(-200).max(40),
	/** Samples at full scale, where the input clipped. */
	clippedSamples: z.number().int().nonnegative(),
	/** Frames that were lost and stand as silence. */
	overrunFrames: z.number().int().nonnegative()
});
export type TakeSound = z.infer<typeof takeSoundSchema>;

export const takeNoteSchema = z.object({
	onsetSeconds: seconds,
	offsetSeconds: seconds,
	pitchMidi: z.number().int().min(0).max(127),
	velocity: z.number().int().min(1).max(127)
});

/** The sustain pedal went down or up; half pedals count as down from 64 on. */
export const takePedalSchema = z.object({ atSeconds: seconds, isDown: z.boolean() });

/** A take that is kept. Times of notes are seconds from its first frame. */
export const takeRecordSchema = takeDraftSchema.extend({
	revision: z.number().int().nonnegative(),
	changedAtMs: z.number().nonnegative(),
	/** In the bin since; absent when it is not. */
	deletedAtMs: z.number().nonnegative().optional(),
	/** Null for a MIDI take. */
	sound: takeSoundSchema.nullable(),
	/** Notes as the keyboard sent them; null for a take of sound. */
	midi: z
		.object({
			durationSeconds: seconds,
			notes: z.array(takeNoteSchema).max(takeLimits.maxMidiNotes),
			pedals: z.array(takePedalSchema).max(takeLimits.maxPedals)
		})
		.nullable(),
	/** Found again after the tab was killed in the middle of it. */
	isRecovered: z.boolean().default(false)
});
export type TakeRecord = z.infer<typeof takeRecordSchema>;

/** Where a take's sound lies in the file store. */
export const takePath = (takeId: string): string => `takes/${takeId}`;

/** What a killed tab left of a take. */
export interface RecoveredTake {
	readonly draft: TakeDraft;
	readonly sound: TakeSound;
}
