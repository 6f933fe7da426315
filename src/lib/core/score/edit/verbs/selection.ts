import type { Score, ScoreNote } from '../../score.ts';

/** A stretch of written time, ticks, the end not in it. */
export interface TickRange {
	readonly fromTick: number;
	readonly toTick: number;
}

/** What the hand has chosen. A range chosen holds its notes in `noteIds` too; it says more where there are rests at its ends. */
export interface ScoreSelection {
	readonly noteIds: ReadonlySet<string>;
	readonly range?: TickRange;
}

/** Where a note of a score lies: of one part, on a staff, in a voice. */
export interface Lane {
	readonly partId: string;
	readonly staff: number;
	readonly voice: number;
}

/** Gives ids that no other thing has. */
export type NewId = () => string;

/** The notes chosen, by part, in the order of the score. */
export function selectedNotes(score: Score, { noteIds }: ScoreSelection): ScoreNote[] {
	return score.parts.flatMap(({ notes }) => notes.filter(({ id }) => noteIds.has(id)));
}

/** The stretch that a selection covers, ticks; null for an empty one. */
export function selectedRange(score: Score, selection: ScoreSelection): TickRange | null {
	if (selection.range !== undefined) return selection.range;
	const notes = selectedNotes(score, selection);
	if (notes.length === 0) return null;
	return {
		fromTick: notes.reduce((tick, note) => Math.min(tick, note.tick), Infinity),
		toTick: notes.reduce((tick, note) => Math.max(tick, note.tick + note.ticks), 0)
	};
}
