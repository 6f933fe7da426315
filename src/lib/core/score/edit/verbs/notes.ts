import type { Score, ScoreNote } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { changeNotes, layNotes, withGraces } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { isGrace, voiceKey } from '../voices.ts';
import { type Lane, type NewId, type ScoreSelection } from './selection.ts';

/** A note to be written. `ticks` of 0 or less writes nothing. */
export interface NewNote extends Lane {
	readonly tick: number;
	readonly ticks: number;
	readonly pitchMidi: number;
	/** 80 when absent. */
	readonly velocity?: number;
}

/** Writes a note; where a chord of its voice begins at its tick, it becomes a tone of that chord and gives it its length. */
export function insertNote(
	score: Score,
	{ partId, staff, voice, tick, ticks, pitchMidi, velocity = 80 }: NewNote,
	newId: NewId
): Patch {
	const isOnPaper = score.parts.some((part) => part.id === partId && staff < part.staves.length);
	if (!isOnPaper || ticks <= 0 || tick < 0 || pitchMidi < 0 || pitchMidi > 127) return [];
	const note: ScoreNote = { id: newId(), tick, ticks, pitchMidi, staff, voice, velocity };
	return diffScores(score, layNotes(score, partId, { put: [note] }, newId));
}

/** Adds to each chord that has a selected note a tone some semitones above its highest selected one, or below its lowest. */
export function addTone(
	score: Score,
	selection: ScoreSelection,
	{ semitones }: { readonly semitones: number },
	newId: NewId
): Patch {
	let changed = score;
	for (const part of score.parts) {
		const outer = new Map<string, ScoreNote>();
		for (const note of part.notes) {
			if (!selection.noteIds.has(note.id) || isGrace(note)) continue;
			const place = `${voiceKey(note)}/${note.tick}`;
			const found = outer.get(place);
			if (found === undefined || (note.pitchMidi - found.pitchMidi) * semitones > 0) outer.set(place, note);
		}
		const put = [...outer.values()].flatMap(({ tick, ticks, pitchMidi, staff, voice, velocity }): ScoreNote[] => {
			const pitch = pitchMidi + semitones;
			return pitch < 0 || pitch > 127 ? [] : [{ id: newId(), tick, ticks, pitchMidi: pitch, staff, voice, velocity }];
		});
		if (put.length > 0) changed = layNotes(changed, part.id, { put }, newId);
	}
	return diffScores(score, changed);
}

/** Takes notes out; rests stand in their place. */
export function deleteNotes(score: Score, selection: ScoreSelection, newId: NewId): Patch {
	return diffScores(
		score,
		changeNotes(score, withGraces(score, selection.noteIds), () => null, newId)
	);
}

/**
 * The first note that nobody is sure of after a place, by tick and then by pitch, from the beginning again behind the last; null when
 * every note is sure.
 */
export function nextUnsure(score: Score, after: { readonly tick: number; readonly id?: string }): ScoreNote | null {
	const unsure = score.parts
		.flatMap(({ notes }) => notes.filter(isUnsure))
		.sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi);
	const at = unsure.findIndex(({ id }) => id === after.id);
	return (at >= 0 ? unsure[at + 1] : unsure.find(({ tick }) => tick >= after.tick)) ?? unsure[0] ?? null;
}

/** Below this a note heard is shown as uncertain, 0 to 1. */
const sureFrom = 0.5;

export const isUnsure = ({ evidence }: ScoreNote): boolean => evidence !== undefined && evidence.confidence < sureFrom;

/** Takes the user's word for notes: they are sure now. */
export function keepNotes(score: Score, selection: ScoreSelection, newId: NewId): Patch {
	const keep = (note: ScoreNote): ScoreNote =>
		note.evidence === undefined || note.evidence.confidence === 1
			? note
			: { ...note, evidence: { ...note.evidence, confidence: 1 } };
	return diffScores(score, changeNotes(score, selection.noteIds, keep, newId));
}
