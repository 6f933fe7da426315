import { z } from 'zod';
import { mostTakeNotes } from '../take/take-note.ts';

const idSchema = z.string().max(200);
const msSchema = z.number().min(-3_600_000).max(3_600_000);

/** `unsure`: the sound does not say. It is neither praised nor blamed and never counts against the player. */
export const verdictKinds = ['right', 'wrong', 'missed', 'extra', 'unsure'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

export const noteVerdictSchema = z.object({
	kind: z.enum(verdictKinds),
	/** Of the expected note; absent for an extra one. */
	expectedId: idSchema.optional(),
	/** Of the score's or transcription's note, to colour it; absent for an extra one. */
	noteId: idSchema.optional(),
	/** Index into the take's notes; absent for a missed one, and for one that was only found by listening again. */
	takeNote: z.number().int().nonnegative().optional(),
	/** Index into the piece's bars, in played order: for an extra note, the bar it fell into. */
	bar: z.number().int().nonnegative(),
	/** 0 the first time the player came here, 1 after going back once, or on the second pass of a loop. */
	attempt: z.number().int().nonnegative(),
	expectedMidi: z.number().int().min(0).max(127).optional(),
	playedMidi: z.number().int().min(0).max(127).optional(),
	/** How a wrong pitch is wrong. */
	wrongBy: z.enum(['octave', 'pitch']).optional(),
	/** Only right and wrong notes are timed. */
	timing: z.enum(['onTime', 'early', 'late']).optional(),
	/** By which `timing` is told: one of the two below, by the take's mode. Late is above 0. */
	timingMs: msSchema.optional(),
	/** Against the song's clock at the take's speed; in `free` from where the player began. */
	songClockMs: msSchema.optional(),
	/** Against the player's own tempo, smoothed over some beats: what is left is the hand. */
	ownTempoMs: msSchema.optional(),
	/** When it was played, or should have been, seconds of the take after latency. */
	takeSeconds: z.number(),
	/** Sounding length against the expected one at the tempo played; where the input tells it. */
	lengthRatio: z.number().min(0).max(100).optional(),
	/** 1 to 127 */
	velocity: z.number().min(1).max(127).optional(),
	/** Cents off the tempered pitch; for a single voice. */
	cents: z.number().min(-1200).max(1200).optional(),
	/** How sure the verdict is, 0 to 1. */
	confidence: z.number().min(0).max(1)
});
export type NoteVerdict = z.infer<typeof noteVerdictSchema>;

/** Notes struck together, two or more. */
export const chordVerdictSchema = z.object({
	/** The expected notes' group. */
	group: z.number().int().nonnegative(),
	bar: z.number().int().nonnegative(),
	attempt: z.number().int().nonnegative(),
	noteIds: z.array(idSchema).max(128),
	/** `right` only when it is whole, with nothing foreign in it; `unsure` when all that is not right is unsure. */
	kind: z.enum(['right', 'wrong', 'unsure']),
	/** From its first to its last note, ms: how together the hands are. */
	spreadMs: msSchema
});
export type ChordVerdict = z.infer<typeof chordVerdictSchema>;

const eventBase = z.object({
	/** Seconds of the take after latency. */
	takeSeconds: z.number(),
	/** Index into the piece's bars: where it happened, or where the player came from. */
	bar: z.number().int().nonnegative()
});

/** What happened to the course of the music. */
export const takeEventSchema = z.discriminatedUnion('kind', [
	/** The first note played is not the first of what was meant. */
	eventBase.extend({ kind: z.literal('lateStart'), missedSeconds: z.number() }),
	/** Silence where the music goes on. */
	eventBase.extend({ kind: z.literal('pause'), pauseSeconds: z.number() }),
	/** Went back and played again. */
	eventBase.extend({ kind: z.literal('restart'), toBar: z.number().int().nonnegative() }),
	/** Left something out. */
	eventBase.extend({ kind: z.literal('skip'), toBar: z.number().int().nonnegative() }),
	/** Ended before what was meant did. */
	eventBase.extend({ kind: z.literal('earlyEnd'), missedSeconds: z.number() })
]);
export type TakeEvent = z.infer<typeof takeEventSchema>;

export const noteVerdictsSchema = z.array(noteVerdictSchema).max(2 * mostTakeNotes);
