import type { MarkKind } from '$core/practice/marks/index.ts';

/** Strokes about the middle of a sign, each of another shape, so that none is told by its colour alone. Pixels at zoom 1, none further than 5 from the middle. */
export const markShapes: Readonly<Record<MarkKind, string>> = {
	right: 'M-3 0L-1 2.5L3 -2.5',
	wrong: 'M-3 -3L3 3M-3 3L3 -3',
	missed: 'M3.5 0A3.5 3.5 0 1 1 -3.5 0A3.5 3.5 0 1 1 3.5 0',
	extra: 'M0 -4V4M-4 0H4',
	early: 'M4 0H-4M-1 -3L-4 0L-1 3',
	late: 'M-4 0H4M1 -3L4 0L1 3',
	unsure: 'M-2.5 -2A2.5 2.5 0 1 1 0 1V2M0 4.2V4.4'
};

/** What became of a written note: drawn in its head, and as a sign beside it. */
export interface EngravedMark {
	readonly kind: MarkKind;
	/** Beside the sign, such as the pitch that was played instead; empty for none. */
	readonly label: string;
}

/** What was played and is not written. */
export interface EngravedExtra {
	readonly tick: number;
	/** As it sounds. */
	readonly pitchMidi: number;
	readonly label: string;
}

/** What is known of a take of the score, over it. */
export interface EngravedMarks {
	/** By the ids of notes. */
	readonly notes: ReadonlyMap<string, EngravedMark>;
	readonly extras: readonly EngravedExtra[];
}

/** A note while it is played along with: `hit`, or `passed` without having been heard. */
export type EngravedLight = 'hit' | 'passed';
