import type { Part, ScoreNote } from '../score.ts';

const joined = new WeakMap<Part, Part>();
const moved = new WeakMap<ScoreNote, ScoreNote>();
const voicesAStaff = 4;

/**
 * A part with the notes of all its staves on one, as a tab shows them: each voice of each staff stays one of its own, stems up where they
 * were up.
 * @returns the same object for the same part, with the same notes for the same notes
 */
export function onOneStaff(part: Part): Part {
	if (part.staves.length === 1) return part;
	const known = joined.get(part);
	if (known !== undefined) return known;
	const staves = part.staves.slice(0, 1);
	const found = { ...part, staves, notes: part.notes.map(toFirstStaff), clefChanges: [], ottavas: [] };
	joined.set(part, found);
	return found;
}

function toFirstStaff(note: ScoreNote): ScoreNote {
	if (note.staff === 0) return note;
	const known = moved.get(note) ?? { ...note, staff: 0, voice: note.staff * voicesAStaff + note.voice };
	moved.set(note, known);
	return known;
}
