import type { Fretboard, Part, Score, ScoreNote } from '../score/score.ts';
import type { FingerOptions } from './fingering/finger-note.ts';
import { alternativesFor, type Alternative } from './fingering/alternatives.ts';
import { chordFingerings } from './fingering/chord-fingerings.ts';
import { fingerPart, toFingerNotes } from './fingering/fingered-part.ts';
import { toNeck } from './fingering/neck.ts';
import { weights } from './fingering/weights.ts';

/** How a part is to be fingered anew. */
export interface RefingerOptions extends FingerOptions {
	/** Only these notes may go to other strings; all of the part when absent. Locked ones stay in any case. */
	readonly noteIds?: ReadonlySet<string>;
}

/** A part on other strings, all of its notes fingered for them. A lock to a string that is no more is let go. */
export function withStrings(part: Part, fretboard: Fretboard, tempoMap: Score['tempoMap'], options: FingerOptions = {}): Part {
	const notes = part.notes.map((note) =>
		note.string !== undefined && note.string > fretboard.openMidi.length ? withoutString(note) : note
	);
	return fingerPart({ ...part, fretboard, notes }, tempoMap, options).part;
}

/** A part that is no longer played on strings. */
export function withoutStrings({ fretboard: _fretboard, ...part }: Part): Part {
	return { ...part, notes: part.notes.map(withoutString) };
}

/** A part fingered anew. */
export function refingered(part: Part, tempoMap: Score['tempoMap'], { noteIds, ...options }: RefingerOptions = {}): Part {
	if (noteIds === undefined) return fingerPart(part, tempoMap, options).part;
	const held = part.notes.map((note): ScoreNote =>
		noteIds.has(note.id) || note.string === undefined ? note : { ...note, isStringLocked: true }
	);
	const found = new Map(fingerPart({ ...part, notes: held }, tempoMap, options).part.notes.map((note) => [note.id, note]));
	return { ...part, notes: part.notes.map((note) => (noteIds.has(note.id) ? (found.get(note.id) ?? note) : note)) };
}

/** A part with notes kept on their strings by every later fingering, or free again. Notes without a string stay as they are. */
export function withLocks(part: Part, noteIds: ReadonlySet<string>, isLocked: boolean): Part {
	const change = (note: ScoreNote): ScoreNote => {
		if (!noteIds.has(note.id) || note.string === undefined || (note.isStringLocked === true) === isLocked) return note;
		const { isStringLocked: _lock, ...bare } = note;
		return isLocked ? { ...bare, isStringLocked: true } : bare;
	};
	return { ...part, notes: part.notes.map(change) };
}

/** Where a part is at home is judged by so many notes to each side: enough for it, and soon done in a long part. */
const nearNotes = 80;

/** The other strings that a note of a part can be played on, easiest first; none for one without a fretboard. */
export function stringsFor(part: Part, noteId: string, tempoMap: Score['tempoMap'], options: FingerOptions = {}): Alternative[] {
	const { fretboard } = part;
	if (fretboard === undefined) return [];
	const all = toFingerNotes(part, tempoMap);
	const at = all.findIndex(({ id }) => id === noteId);
	const notes = all.slice(Math.max(0, at - nearNotes), at + nearNotes + 1);
	const now = new Map(part.notes.map((note) => [note.id, note]));
	const fingered = notes.map(({ id }) => {
		const { string, fret } = now.get(id) ?? {};
		return string === undefined || fret === undefined
			? ({ noteId: id, isPlayed: false, reason: 'noString' } as const)
			: ({ noteId: id, isPlayed: true, string, fret, isCutShort: false } as const);
	});
	return alternativesFor(noteId, notes, fingered, fretboard, options);
}

/** A part with a note on the string that was chosen for it, locked, and what lies around it where that leaves it. */
export function onChosenString(part: Part, noteId: string, { string, fret, changes }: Alternative): Part {
	const moved = new Map(changes.map((each) => [each.noteId, each]));
	const change = (note: ScoreNote): ScoreNote => {
		if (note.id === noteId) return { ...note, string, fret, isStringLocked: true };
		const place = moved.get(note.id);
		if (place === undefined) return note;
		return place.isPlayed ? { ...note, string: place.string, fret: place.fret } : withoutString(note);
	};
	return { ...part, notes: part.notes.map(change) };
}

/** A way to play notes that are struck together: where each of them lies. */
export interface Shape {
	readonly places: readonly { readonly noteId: string; readonly string: number; readonly fret: number }[];
	/** Lowest fret pressed, from the capo; 0 where all strings are open. */
	readonly lowestFret: number;
}

/** More are not offered. */
const mostShapes = 9;

/** The other ways to play notes of a part together, easiest first; locks do not bind the hand here. */
export function shapesFor(part: Part, noteIds: ReadonlySet<string>): Shape[] {
	const { fretboard } = part;
	const notes = part.notes.filter(({ id }) => noteIds.has(id));
	if (fretboard === undefined || notes.length === 0) return [];
	const strokes = notes.map(({ pitchMidi }) => ({ pitchMidi, lockedString: null }));
	return chordFingerings(strokes, toNeck(fretboard), weights)
		.toSorted((a, b) => a.cost - b.cost)
		.filter(({ strings }) => strings.some((string, at) => string + 1 !== notes[at]?.string))
		.slice(0, mostShapes)
		.map(({ strings, frets, lowest }) => ({
			lowestFret: lowest,
			places: notes.map(({ id }, at) => {
				const string = strings[at] ?? 0;
				return { noteId: id, string: string + 1, fret: frets[string] ?? 0 };
			})
		}));
}

/** A part with notes in the shape that was chosen for them, each locked to its string. */
export function inChosenShape(part: Part, { places }: Pick<Shape, 'places'>): Part {
	const chosen = new Map(places.map((place) => [place.noteId, place]));
	return {
		...part,
		notes: part.notes.map((note) => {
			const place = chosen.get(note.id);
			return place === undefined ? note : { ...note, string: place.string, fret: place.fret, isStringLocked: true };
		})
	};
}

function withoutString(note: ScoreNote): ScoreNote {
	const { string: _string, fret: _fret, isStringLocked: _lock, ...bare } = note;
	return bare;
}
