import { transposeChord } from '../../../harmony/chord-names.ts';
import { barAt, barStarts } from '../../bars.ts';
import type { Score, ScoreNote, WrittenKey } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { changeNotes } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { moveSpelling, withPitch } from './pitch.ts';
import type { NewId, ScoreSelection } from './selection.ts';

/** An interval as it is named: how many semitones, and over how many letters; below 0 it goes down. */
export interface Interval {
	readonly semitones: number;
	/** As such an interval is usually written when absent: a minor second 1, a tritone 3. */
	readonly letters?: number;
}

/** Letters that an interval of so many semitones goes up, as intervals are usually named. */
const lettersUp = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6];
/** Signatures have at most so many sharps or flats, unless the interval asks for the one more that there is. */
const usualFifths = 6;
const mostFifths = 7;

/** The key an interval away: with at most six sharps or flats, seven where the letters ask for it. */
export function transposedKey({ fifths, mode }: WrittenKey, { semitones, letters }: Interval): WrittenKey {
	const exact = fifths + 7 * semitones - 12 * (letters ?? usualLetters(semitones));
	if (letters !== undefined && Math.abs(exact) <= mostFifths) return { fifths: exact, mode };
	const moved = (((fifths + 7 * semitones) % 12) + 12) % 12;
	return { fifths: moved > usualFifths ? moved - 12 : moved, mode };
}

function usualLetters(semitones: number): number {
	const octaves = Math.floor(semitones / 12);
	return 7 * octaves + (lettersUp[semitones - 12 * octaves] ?? 0);
}

/** Letters by which what is written in one key moves into the other. */
const lettersBetween = (from: WrittenKey, to: WrittenKey, semitones: number): number =>
	Math.round((7 * semitones - (to.fifths - from.fifths)) / 12);

/** Semitones from one key to another by the shorter way, -5 to 6. */
export function semitonesBetween(from: WrittenKey, to: WrittenKey): number {
	const up = (((7 * (to.fifths - from.fifths)) % 12) + 12) % 12;
	return up > 6 ? up - 12 : up;
}

/**
 * Transposes a whole score with its keys and chord symbols, or the notes of a selection alone. Drums stay. Nothing changes when a note
 * would leave the range of MIDI.
 */
export function transpose(score: Score, selection: ScoreSelection | null, interval: Interval, newId: NewId): Patch {
	const { semitones, letters } = interval;
	const pitched = score.parts.filter(({ isDrums }) => !isDrums).flatMap(({ notes }) => notes);
	const moving = selection === null ? pitched : pitched.filter(({ id }) => selection.noteIds.has(id));
	if (moving.some(({ pitchMidi }) => pitchMidi + semitones < 0 || pitchMidi + semitones > 127)) return [];
	const starts = barStarts(score.bars);
	const lettersAt = (tick: number): number => {
		const key = score.bars[barAt(starts, tick)]?.key;
		if (selection !== null || key === undefined) return letters ?? usualLetters(semitones);
		return lettersBetween(key, transposedKey(key, interval), semitones);
	};
	const moved = changeNotes(
		score,
		new Set(moving.map(({ id }) => id)),
		(note, { fretboard }): ScoreNote => {
			const pitch = note.pitchMidi + semitones;
			const spelling = note.spelling === undefined ? null : moveSpelling(note.spelling, lettersAt(note.tick), pitch);
			return { ...withPitch(note, pitch, fretboard), ...(spelling === null ? {} : { spelling }) };
		},
		newId
	);
	if (selection !== null) return diffScores(score, moved);
	return diffScores(score, {
		...moved,
		bars: moved.bars.map((bar) => ({ ...bar, key: transposedKey(bar.key, interval) })),
		chords: moved.chords.map(({ text: _text, ...mark }) => ({
			...mark,
			chord: mark.chord === null ? null : transposeChord(mark.chord, semitones)
		}))
	});
}

/** Transposes a whole score so that its first key becomes another: by the shorter way, or up or down. */
export function transposeToKey(
	score: Score,
	{ key, direction = 'nearest' }: { readonly key: WrittenKey; readonly direction?: 'nearest' | 'up' | 'down' },
	newId: NewId
): Patch {
	const first = score.bars[0]?.key;
	if (first === undefined) return [];
	const near = semitonesBetween(first, key);
	const semitones = direction === 'up' && near < 0 ? near + 12 : direction === 'down' && near > 0 ? near - 12 : near;
	return transpose(score, null, { semitones, letters: lettersBetween(first, key, semitones) }, newId);
}
