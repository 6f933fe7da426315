import { applyPatch, simplify } from './edit/index.ts';
import type { Part, Score, ScoreNote } from './score.ts';

/** Melody on one staff under the chord symbols: the highest line of the first part that is not drums. No part when none plays. */
export function toLeadSheet(score: Score, newId: () => string): Score {
	const lean = applyPatch(score, simplify(score, { keep: 'melody' }, newId)).score;
	const melody = lean.parts.find(({ isDrums, notes }) => !isDrums && notes.length > 0);
	return { ...lean, parts: melody === undefined ? [] : [oneStaff(melody)] };
}

function oneStaff({ fretboard: _, ...part }: Part): Part {
	const onFirst = <T extends { readonly staff: number }>(marks: readonly T[]): T[] => marks.filter(({ staff }) => staff === 0);
	return {
		...part,
		staves: part.staves.slice(0, 1),
		notes: part.notes.map(withoutString),
		pedals: [],
		clefChanges: onFirst(part.clefChanges),
		ottavas: onFirst(part.ottavas)
	};
}

function withoutString({ string: _s, fret: _f, isStringLocked: _l, technique: _t, ...note }: ScoreNote): ScoreNote {
	return note;
}
