import type { Fretboard, Part, Score, ScoreNote } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { changeNotes, layNotes, withGraces } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { byVoice, noteEnd, voiceKey } from '../voices.ts';
import { withPitch } from './pitch.ts';
import type { NewId, ScoreSelection } from './selection.ts';

/**
 * Gives notes to another hand. They go into the first voice of its staff, their own first, in which nothing else sounds meanwhile or
 * the rhythm is the same, so that the other hand loses nothing; into their own voice where all four are taken.
 */
export function moveToStaff(score: Score, selection: ScoreSelection, { staff }: { readonly staff: number }, newId: NewId): Patch {
	const ids = withGraces(score, selection.noteIds);
	let changed = score;
	for (const part of score.parts) {
		if (staff < 0 || staff >= part.staves.length) continue;
		const moving = part.notes.filter((note) => ids.has(note.id) && note.staff !== staff);
		const put = [...byVoice(moving).values()].flatMap((notes) => {
			const voice = freeVoice(part, notes, staff);
			return notes.map((note) => ({ ...note, staff, voice }));
		});
		if (put.length > 0) changed = layNotes(changed, part.id, { put }, newId);
	}
	return diffScores(score, changed);
}

function freeVoice(part: Part, notes: readonly ScoreNote[], staff: number): number {
	const own = notes[0]?.voice ?? 0;
	const voices = byVoice(part.notes.filter((note) => note.staff === staff));
	const fits = (voice: number): boolean =>
		notes.every((note) =>
			(voices.get(voiceKey({ staff, voice })) ?? []).every(
				(other) =>
					(other.tick === note.tick && other.ticks === note.ticks && other.pitchMidi !== note.pitchMidi) ||
					other.tick >= noteEnd(note) ||
					noteEnd(other) <= note.tick
			)
		);
	return [own, 0, 1, 2, 3].find(fits) ?? own;
}

/** Moves notes into a voice of their staff, 0 to 3; what they meet there gives way. */
export function moveToVoice(score: Score, selection: ScoreSelection, { voice }: { readonly voice: number }, newId: NewId): Patch {
	if (!Number.isInteger(voice) || voice < 0 || voice > 3) return [];
	const change = (note: ScoreNote): ScoreNote => (note.voice === voice ? note : { ...note, voice });
	return diffScores(score, changeNotes(score, withGraces(score, selection.noteIds), change, newId));
}

/**
 * Moves notes to another string, by its number or by so many strings, at the same pitch; the user's choice is kept by every fingering
 * after. A string that another note of the same moment is on is taken only when that one can go to the string set free; a note that
 * has no fret there stays.
 */
export function moveToString(
	score: Score,
	selection: ScoreSelection,
	target: { readonly string: number } | { readonly by: number },
	newId: NewId
): Patch {
	const changed = score.parts.reduce((left, part) => {
		const { fretboard } = part;
		if (fretboard === undefined) return left;
		const put = new Map<string, ScoreNote>();
		for (const note of part.notes) {
			if (!selection.noteIds.has(note.id)) continue;
			const string = 'string' in target ? target.string : (note.string ?? 0) + target.by;
			const moved = onString(note, string, fretboard);
			if (moved === null || string === note.string) continue;
			const met = part.notes
				.map((other) => put.get(other.id) ?? other)
				.find((other) => other.id !== note.id && other.string === string && sounds(other, note));
			if (met !== undefined) {
				const swapped = note.string === undefined ? null : onString(met, note.string, fretboard);
				if (swapped === null) continue;
				put.set(met.id, swapped);
			}
			put.set(note.id, { ...moved, isStringLocked: true });
		}
		return put.size === 0 ? left : layNotes(left, part.id, { put: [...put.values()] }, newId);
	}, score);
	return diffScores(score, changed);
}

const sounds = (one: ScoreNote, other: ScoreNote): boolean => one.tick < noteEnd(other) && other.tick < noteEnd(one);

function onString(note: ScoreNote, string: number, { openMidi, capoFret, fretCount }: Fretboard): ScoreNote | null {
	const open = openMidi[string - 1];
	const fret = open === undefined ? -1 : note.pitchMidi - open - capoFret;
	return fret < 0 || fret > fretCount - capoFret ? null : { ...note, string, fret };
}

/** Puts notes on another fret of the string that they are on: another pitch. */
export function moveToFret(score: Score, selection: ScoreSelection, { fret }: { readonly fret: number }, newId: NewId): Patch {
	const change = (note: ScoreNote, { fretboard }: Part): ScoreNote => {
		if (fretboard === undefined || note.fret === undefined || note.string === undefined) return note;
		const pitch = note.pitchMidi + fret - note.fret;
		if (fret < 0 || fret > fretboard.fretCount - fretboard.capoFret || pitch > 127) return note;
		return { ...withPitch(note, pitch, fretboard), string: note.string, fret, isStringLocked: true };
	};
	return diffScores(score, changeNotes(score, selection.noteIds, change, newId));
}
