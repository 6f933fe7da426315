import { z } from 'zod';

/** Half a day of fast playing: what is longer is damage. */
export const mostTakeNotes = 200_000;

/** A note that was played or heard, in seconds from the beginning of the take. */
export const takeNoteSchema = z.object({
	onsetSeconds: z.number(),
	offsetSeconds: z.number(),
	/** 0 to 127, as it sounds. */
	pitchMidi: z.number().int().min(0).max(127),
	/** 1 to 127. */
	velocity: z.number().int().min(1).max(127),
	/** How sure it is that it was played, 0 to 1; 1 for a key that sent MIDI. */
	confidence: z.number().min(0).max(1),
	/** Mean deviation from the tempered pitch, cents; only where one voice was tracked. */
	cents: z.number().min(-1200).max(1200).optional()
});
export type TakeNote = z.infer<typeof takeNoteSchema>;

/** Where the notes come from: keys pressed, a transcription of sound, or the tracker of a single voice. */
export const takeSources = ['midi', 'audio', 'mono'] as const;
export type TakeSource = (typeof takeSources)[number];

/**
 * Listens again for one note in the sound of a take: how strongly an attack and a sounding string are there.
 * Times are seconds from the beginning of the take.
 */
export type Relisten = (
	pitchMidi: number,
	fromSeconds: number,
	toSeconds: number
) => {
	/** The strongest attack, 0 to 1, and when. */
	readonly attack: number;
	readonly attackSeconds: number;
	/** How much of it sounds, 0 to 1. */
	readonly sustain: number;
};

/**
 * The partials of a tone around a moment of a take: the power of each before and after it, of as many as the recording holds; of one
 * unknown scale. Times as in `Relisten`.
 */
export type ListenToPartials = (
	pitchMidi: number,
	seconds: number
) => { readonly before: Float32Array; readonly after: Float32Array };
