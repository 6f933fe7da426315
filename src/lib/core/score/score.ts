import { z } from 'zod';
import { chordSchema, modes } from '../harmony/chord.ts';

/**
 * Written music, the one document that every room reads and writes (decision 9). Times are ticks from the beginning of bar 1 or
 * of its pickup; a quarter is 10,080 of them, so that fives, sevens and nines are exact. What a page shows beyond that (rests,
 * tied note heads, dots, tuplets, beams) is derived from the ticks whenever it is drawn or exported, never stored.
 */
export const ticksPerQuarter = 10_080;

/** A day of quarters at 240 bpm: what is longer is damage. */
const tickSchema = z.number().int().min(0).max(3_500_000_000);
const idSchema = z.string().min(1).max(64);
const textSchema = z.string().max(500);

/** How a pitch is spelt: the letter, the semitones that accidentals move it by, the octave that the letter lies in (C4 is middle C). */
export const spellingSchema = z.object({
	letter: z.enum(['C', 'D', 'E', 'F', 'G', 'A', 'B']),
	alter: z.number().int().min(-2).max(2),
	octave: z.number().int().min(-2).max(10)
});
export type Spelling = z.infer<typeof spellingSchema>;

export const articulations = ['staccato', 'tenuto', 'accent', 'marcato', 'fermata', 'trill', 'mordent', 'turn'] as const;

export const techniqueSchema = z.object({
	/** Semitones that the string is bent up by, at its highest. */
	bendSemitones: z.number().min(0.25).max(4).optional(),
	/** To the next note on the string. */
	slide: z.enum(['shift', 'legato']).optional(),
	/** Hammered on or pulled off to the next note on the string. */
	isLegatoToNext: z.boolean().optional(),
	hasVibrato: z.boolean().optional(),
	isPalmMuted: z.boolean().optional(),
	isDead: z.boolean().optional(),
	harmonic: z.enum(['natural', 'artificial']).optional()
});
export type Technique = z.infer<typeof techniqueSchema>;

/** A note as it is played: one key, string or voice sounding once. A tie is no second note but a longer `ticks`. */
export const noteSchema = z.object({
	id: idSchema,
	tick: tickSchema,
	/** Written length; 0 for a grace note. */
	ticks: tickSchema,
	/** As it sounds, not as a transposing instrument reads it. */
	pitchMidi: z.number().int().min(0).max(127),
	/** Of the sounding pitch; absent where it follows from the key. */
	spelling: spellingSchema.optional(),
	/** Index into the part's staves. */
	staff: z.number().int().min(0).max(7),
	/** 0 has its stems up where two share a staff. In one voice, notes begin and end together or do not overlap. */
	voice: z.number().int().min(0).max(3),
	velocity: z.number().int().min(1).max(127),
	/** A grace note of the note that begins at its tick in its voice; several stand in the order of the list. */
	grace: z.enum(['slashed', 'plain']).optional(),
	articulations: z.array(z.enum(articulations)).max(8).optional(),
	/** 1 is the highest string. With `fret`, where a hand plays it. */
	string: z.number().int().min(1).max(12).optional(),
	/** From the capo, which is 0. */
	fret: z.number().int().min(0).max(36).optional(),
	/** The user chose the string: another fingering leaves it. */
	isStringLocked: z.boolean().optional(),
	technique: techniqueSchema.optional(),
	/** Syllables of the verses. */
	lyrics: z.array(textSchema).max(8).optional(),
	/** The evidence it was written from, and how sure that is, 0 to 1; absent for what a person wrote. */
	evidence: z.object({ id: z.string().max(64), confidence: z.number().min(0).max(1) }).optional()
});
export type ScoreNote = z.infer<typeof noteSchema>;

export const clefs = ['treble', 'bass', 'alto', 'tenor', 'treble8vb', 'bass8vb', 'percussion', 'tab'] as const;
export type Clef = (typeof clefs)[number];

/** Frets: what a part is played on. */
export const fretboardSchema = z.object({
	/** Open strings in the order of their numbers, string 1 first, without the capo; MIDI numbers. */
	openMidi: z.array(z.number().int().min(0).max(127)).min(1).max(12),
	capoFret: z.number().int().min(0).max(24),
	fretCount: z.number().int().min(1).max(36),
	/** Numbers of strings that are only played open: a banjo's short fifth. */
	droneStrings: z.array(z.number().int().min(1).max(12)).max(12).optional()
});
export type Fretboard = z.infer<typeof fretboardSchema>;

const markSchema = z.object({ id: idSchema, tick: tickSchema });
const spanSchema = markSchema.extend({ endTick: tickSchema });
const staffIndexSchema = z.number().int().min(0).max(7);

export const partSchema = z.object({
	id: idSchema,
	name: textSchema,
	/** General MIDI programme, 0 to 127. */
	programme: z.number().int().min(0).max(127),
	isDrums: z.boolean(),
	staves: z
		.array(z.object({ clef: z.enum(clefs) }))
		.min(1)
		.max(8),
	/** Semitones from the written to the sounding pitch: -2 for a trumpet in B flat, -12 for a guitar in a plain treble clef. */
	transposeSemitones: z.number().int().min(-36).max(36),
	fretboard: fretboardSchema.optional(),
	/** By tick, then by pitch; grace notes before what they belong to. */
	notes: z.array(noteSchema).max(500_000),
	slurs: z.array(z.object({ id: idSchema, fromNoteId: idSchema, toNoteId: idSchema })).max(100_000),
	dynamics: z.array(markSchema.extend({ mark: z.enum(['ppp', 'pp', 'p', 'mp', 'mf', 'f', 'ff', 'fff', 'sfz']) })).max(50_000),
	hairpins: z.array(spanSchema.extend({ kind: z.enum(['crescendo', 'diminuendo']) })).max(50_000),
	pedals: z.array(spanSchema).max(100_000),
	/** Clefs that change on the way, after those the staves begin with. */
	clefChanges: z.array(markSchema.extend({ staff: staffIndexSchema, clef: z.enum(clefs) })).max(10_000),
	/** Written lower or higher by octaves: 1 is 8va. */
	ottavas: z.array(spanSchema.extend({ staff: staffIndexSchema, octaves: z.number().int().min(-2).max(2) })).max(10_000)
});
export type Part = z.infer<typeof partSchema>;

export const meterSchema = z.object({
	/** The upper number. */
	beats: z.number().int().min(1).max(64),
	/** The lower number. */
	beatType: z.union([1, 2, 4, 8, 16, 32, 64].map((type) => z.literal(type)))
});
export type Meter = z.infer<typeof meterSchema>;

export const writtenKeySchema = z.object({
	/** Sharps, or flats below 0. */
	fifths: z.number().int().min(-7).max(7),
	mode: z.enum(modes)
});
export type WrittenKey = z.infer<typeof writtenKeySchema>;

const timesSchema = z.number().int().min(1).max(99);

export const barSchema = z.object({
	id: idSchema,
	/** Length, ticks. Other than the meter's for a pickup and where a bar is cut. */
	ticks: z
		.number()
		.int()
		.min(1)
		.max(64 * 4 * ticksPerQuarter),
	meter: meterSchema,
	key: writtenKeySchema,
	startsRepeat: z.boolean().optional(),
	/** How often what ends here is played in all, 2 or more. */
	endsRepeatTimes: timesSchema.optional(),
	/** Times round on which the bar is played: [1] in a first ending. */
	endings: z.array(timesSchema).min(1).max(20).optional(),
	/** Where the music goes after this bar, once. */
	jump: z.enum(['daCapo', 'daCapoAlFine', 'daCapoAlCoda', 'dalSegno', 'dalSegnoAlFine', 'dalSegnoAlCoda']).optional(),
	/** At the beginning of the bar. */
	isSegno: z.boolean().optional(),
	isCoda: z.boolean().optional(),
	/** At its end. */
	isFine: z.boolean().optional(),
	isToCoda: z.boolean().optional(),
	/** Not counted: the first printed number is that of the bar after it. */
	isPickup: z.boolean().optional()
});
export type ScoreBar = z.infer<typeof barSchema>;

export const tempoPointSchema = z.object({ tick: z.number().int(), seconds: z.number() });
export type TempoPoint = z.infer<typeof tempoPointSchema>;

export const scoreSchema = z.object({
	schemaVersion: z.literal(1),
	id: idSchema,
	songId: idSchema,
	revision: z.number().int().nonnegative(),
	title: textSchema,
	artist: textSchema,
	/** `heard`: written from evidence; `imported`: written by someone; `made`: begun here. */
	origin: z.enum(['heard', 'imported', 'made']),
	/** Names the evidence that a heard score was written from: another name, and it could be written anew. */
	evidenceKey: z.string().max(300).optional(),
	/** They follow each other without gaps from tick 0. */
	bars: z.array(barSchema).min(1).max(20_000),
	parts: z.array(partSchema).max(100),
	/** Where written time meets the clock, strictly ascending in both; linear between, carried on at both ends. */
	tempoMap: z.array(tempoPointSchema).min(2).max(200_000),
	/** What is printed of the tempo; `beatTicks` is the note that is counted. */
	tempoMarks: z
		.array(
			markSchema.extend({
				bpm: z.number().positive().max(1000),
				beatTicks: z.number().int().positive(),
				words: textSchema.optional()
			})
		)
		.max(10_000),
	/** Off-beats sound later than they are written: `ratio` of the long to the short one of a pair of notes of `unitTicks`. */
	swings: z.array(spanSchema.extend({ ratio: z.number().min(1).max(4), unitTicks: z.number().int().positive() })).max(1000),
	/** Null stands for no chord. `text` keeps how it was written where that says more than `chord` does. */
	chords: z.array(markSchema.extend({ chord: chordSchema.nullable(), text: z.string().max(40).optional() })).max(50_000),
	sections: z.array(markSchema.extend({ label: z.string().max(80) })).max(5000)
});
export type Score = z.infer<typeof scoreSchema>;
