import { transposeChord } from '../../../harmony/chord-names.ts';
import type { Score, ScoreNote, WrittenKey } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { changeNotes } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { moveSpelling, withPitch } from './pitch.ts';
import type { NewId, ScoreSelection } from './selection.ts';

/** Letters that an interval of so many semitones goes up, as intervals are usually named: a minor second 1, a tritone 3. */
const lettersUp = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6];

/** The key some semitones higher, with at most six sharps or flats. */
export function transposedKey({ fifths, mode }: WrittenKey, semitones: number): WrittenKey {
	const moved = (((fifths + 7 * semitones) % 12) + 12) % 12;
	return { fifths: moved > 6 ? moved - 12 : moved, mode };
}

/** Semitones from one key to another by the shorter way, -5 to 6. */
export function semitonesBetween(from: WrittenKey, to: WrittenKey): number {
	const up = (((7 * (to.fifths - from.fifths)) % 12) + 12) % 12;
	return up > 6 ? up - 12 : up;
}

/**
 * Transposes a whole score with its keys and chord symbols, or the notes of a selection alone. Drums stay. Nothing changes when a note
 * would leave the range of MIDI.
 */
export function transpose(
	score: Score,
	selection: ScoreSelection | null,
	{ semitones }: { readonly semitones: number },
	newId: NewId
): Patch {
	const pitched = score.parts.filter(({ isDrums }) => !isDrums).flatMap(({ notes }) => notes);
	const moving = selection === null ? pitched : pitched.filter(({ id }) => selection.noteIds.has(id));
	if (semitones === 0 || moving.some(({ pitchMidi }) => pitchMidi + semitones < 0 || pitchMidi + semitones > 127)) return [];
	const octaves = Math.floor(semitones / 12);
	const letters = 7 * octaves + (lettersUp[semitones - 12 * octaves] ?? 0);
	const moved = changeNotes(
		score,
		new Set(moving.map(({ id }) => id)),
		(note, { fretboard }): ScoreNote => {
			const pitch = note.pitchMidi + semitones;
			const spelling = note.spelling === undefined ? null : moveSpelling(note.spelling, letters, pitch);
			return { ...withPitch(note, pitch, fretboard), ...(spelling === null ? {} : { spelling }) };
		},
		newId
	);
	if (selection !== null) return diffScores(score, moved);
	return diffScores(score, {
		...moved,
		bars: moved.bars.map((bar) => ({ ...bar, key: transposedKey(bar.key, semitones) })),
		chords: moved.chords.map(({ text: _text, ...mark }) => ({
			...mark,
			chord: mark.chord === null ? null : transposeChord(mark.chord, semitones)
		}))
	});
}

/** Transposes a whole score so that its first key becomes another, by the shorter way. */
export function transposeToKey(score: Score, { key }: { readonly key: WrittenKey }, newId: NewId): Patch {
	const first = score.bars[0]?.key;
	return first === undefined ? [] : transpose(score, null, { semitones: semitonesBetween(first, key) }, newId);
}
