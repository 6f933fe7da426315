import { barAt, barStarts } from '../../bars.ts';
import type { Fretboard, Part, Score, ScoreNote, Spelling, WrittenKey } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { changeNotes } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { selectedNotes, type NewId, type ScoreSelection } from './selection.ts';

const naturals: Readonly<Record<Spelling['letter'], number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Pitch classes of the seven notes that a signature names, C first. */
function scaleClasses(fifths: number): number[] {
	return [0, 1, 2, 3, 4, 5, 6].map((letter) => letterClass(letter, fifths));
}

/** The pitch class that a letter has under a signature; 0 is C, 6 is B. */
export function letterClass(letter: number, fifths: number): number {
	// Places of the letters on the line of fifths, F first: sharps come in that order, flats in the other.
	const place = [1, 3, 5, 0, 2, 4, 6][letter] ?? 0;
	const alter = fifths > place ? 1 : -fifths > 6 - place ? -1 : 0;
	return (([0, 2, 4, 5, 7, 9, 11][letter] ?? 0) + alter + 12) % 12;
}

/** The pitch that lies some steps of a key's scale above a pitch, or below it; a chromatic pitch first goes to the scale. */
export function scaleStep(pitchMidi: number, steps: number, key: WrittenKey): number {
	const classes = new Set(scaleClasses(key.fifths));
	const direction = Math.sign(steps);
	let pitch = pitchMidi;
	for (let left = Math.abs(steps); left > 0; left--) {
		do pitch += direction;
		while (!classes.has(((pitch % 12) + 12) % 12));
	}
	return pitch;
}

/** A note at another pitch: spelt anew by its key, on the same string where a fret of it has the pitch, else on none. */
export function withPitch(note: ScoreNote, pitchMidi: number, fretboard: Fretboard | undefined): ScoreNote {
	if (pitchMidi === note.pitchMidi) return note;
	const { spelling: _spelling, string, fret, isStringLocked, ...bare } = note;
	const moved = { ...bare, pitchMidi };
	const nextFret = fret === undefined ? -1 : fret + pitchMidi - note.pitchMidi;
	if (string === undefined || fretboard === undefined || nextFret < 0 || nextFret > fretboard.fretCount - fretboard.capoFret)
		return moved;
	return { ...moved, string, fret: nextFret, ...(isStringLocked === undefined ? {} : { isStringLocked }) };
}

/** Semitones up or down. Nothing moves when one of the notes would leave the range of MIDI, here and below. */
export function moveChromatic(
	score: Score,
	selection: ScoreSelection,
	{ semitones }: { readonly semitones: number },
	newId: NewId
): Patch {
	return movePitch(score, selection, ({ pitchMidi }) => pitchMidi + semitones, newId);
}

/** Steps of the key's scale up or down. */
export function moveDiatonic(
	score: Score,
	selection: ScoreSelection,
	{ steps }: { readonly steps: number },
	newId: NewId
): Patch {
	const starts = barStarts(score.bars);
	return movePitch(
		score,
		selection,
		({ pitchMidi, tick }) => {
			const key = score.bars[barAt(starts, tick)]?.key;
			return key === undefined ? pitchMidi : scaleStep(pitchMidi, steps, key);
		},
		newId
	);
}

export function moveOctave(
	score: Score,
	selection: ScoreSelection,
	{ octaves }: { readonly octaves: number },
	newId: NewId
): Patch {
	return moveChromatic(score, selection, { semitones: 12 * octaves }, newId);
}

/** Writes the notes with sharps, flats or neither, without changing how they sound; absent lets the key decide. */
export function setSpelling(
	score: Score,
	selection: ScoreSelection,
	{ alter }: { readonly alter?: number },
	newId: NewId
): Patch {
	const spell = (note: ScoreNote): ScoreNote => {
		const { spelling: _spelling, ...bare } = note;
		if (alter === undefined) return note.spelling === undefined ? note : bare;
		const spelling = spellWith(note.pitchMidi, alter);
		return spelling === null ? note : { ...bare, spelling };
	};
	return diffScores(score, changeNotes(score, selection.noteIds, spell, newId));
}

/** The letter that a pitch has under an accidental; null where there is none. */
export function spellWith(pitchMidi: number, alter: number): Spelling | null {
	const natural = pitchMidi - alter;
	const found = Object.entries(naturals).find(([, semitones]) => semitones === ((natural % 12) + 12) % 12);
	const letter = (['C', 'D', 'E', 'F', 'G', 'A', 'B'] as const).find((name) => name === found?.[0]);
	return letter === undefined ? null : { letter, alter, octave: Math.floor(natural / 12) - 1 };
}

/** The spelling some letters further on, of the pitch that it has there; null beyond double accidentals. */
export function moveSpelling(spelling: Spelling, letters: number, pitchMidi: number): Spelling | null {
	const names = ['C', 'D', 'E', 'F', 'G', 'A', 'B'] as const;
	const place = names.indexOf(spelling.letter) + letters;
	const letter = names[((place % 7) + 7) % 7] ?? 'C';
	const octave = spelling.octave + Math.floor(place / 7);
	const alter = pitchMidi - (12 * (octave + 1) + naturals[letter]);
	return Math.abs(alter) > 2 ? null : { letter, alter, octave };
}

function movePitch(score: Score, selection: ScoreSelection, toPitch: (note: ScoreNote) => number, newId: NewId): Patch {
	const isPlayable = selectedNotes(score, selection).every((note) => toPitch(note) >= 0 && toPitch(note) <= 127);
	if (!isPlayable) return [];
	const move = (note: ScoreNote, { fretboard }: Part): ScoreNote => withPitch(note, toPitch(note), fretboard);
	return diffScores(score, changeNotes(score, selection.noteIds, move, newId));
}
