import { z } from 'zod';

export const presetNames = ['piano', 'guitar', 'bass', 'voice', 'other'] as const;
export type PresetName = (typeof presetNames)[number];

/** What the user chooses; anything left out follows the preset. */
export const transcribeSettingsSchema = z.object({
	preset: z.enum(['auto', ...presetNames]).default('auto'),
	/** 0 finds only what is certain, 1 everything that might be a note, 0.5 the preset's own thresholds. */
	sensitivity: z.number().min(0).max(1).default(0.5),
	/** Sounding range, inclusive, MIDI numbers 21 to 108. */
	lowestMidi: z.number().int().min(21).max(108).optional(),
	highestMidi: z.number().int().min(21).max(108).optional(),
	minimumNoteMs: z.number().min(20).max(1000).optional()
});
export type TranscribeSettings = z.infer<typeof transcribeSettingsSchema>;

export const noteEvidenceSchema = z.object({
	/** Stable over re-decodes: made from onset frame and pitch. */
	id: z.string(),
	onsetSeconds: z.number().nonnegative(),
	offsetSeconds: z.number().nonnegative(),
	pitchMidi: z.number().int().min(0).max(127),
	/** Loudness of the attack, 1 to 127, as MIDI counts it. */
	velocity: z.number().int().min(1).max(127),
	/** How sure the decoder is that this note was played, 0 to 1. */
	confidence: z.number().min(0).max(1),
	/** Deviation from the tempered pitch in cents, one value every `bendStepSeconds` from the onset; absent when steady. */
	bendCents: z.array(z.number().int().min(-1200).max(1200)).optional()
});
export type NoteEvidence = z.infer<typeof noteEvidenceSchema>;

/** One frame of the model: 256 samples at 22,050 Hz. */
export const bendStepSeconds = 256 / 22050;

/** Evidence: what a transcriber heard, in seconds. Immutable; a re-decode makes a new one. */
export const transcriptionSchema = z.object({
	schemaVersion: z.literal(1),
	id: z.string(),
	songId: z.string(),
	/** Model and decoder with their versions, such as `basic-pitch-1 + decode-1`. */
	algorithm: z.string(),
	inputSha256: z.string(),
	settings: transcribeSettingsSchema,
	/** The preset really used, and how sure `auto` was of it (1 when the user chose). */
	preset: z.enum(presetNames),
	presetConfidence: z.number().min(0).max(1),
	durationSeconds: z.number().nonnegative(),
	createdAtMs: z.number(),
	notes: z.array(noteEvidenceSchema).max(500_000)
});
export type Transcription = z.infer<typeof transcriptionSchema>;

/** What the decoder itself makes; the rest of a `Transcription` is known to its caller. */
export type DecodedNotes = Pick<Transcription, 'algorithm' | 'preset' | 'presetConfidence' | 'durationSeconds' | 'notes'>;
