import type { TakeJudgement } from '../judgement/judgement.ts';

/** A leap and the bars it concerns, indices into the piece's bars, ascending. */
export interface Leap {
	/** From the bar that was left to the one that was reached: what is missing there is the leap's, not the fingers'. */
	readonly touched: readonly number[];
	/** Those of them of which most was left out. */
	readonly left: readonly number[];
}

/** Of its notes, a bar that was leapt over misses this share. */
const mostOfIt = 0.6;

/** Where somebody went on further ahead. */
export function leaptBars({ events, notes }: TakeJudgement): Leap[] {
	return events.flatMap((event) => {
		if (event.kind !== 'skip') return [];
		const touched = Array.from({ length: Math.max(1, event.toBar - event.bar + 1) }, (_, at) => event.bar + at);
		const left = touched.filter((bar) => {
			const due = notes.filter((note) => note.bar === bar && note.kind !== 'extra');
			// Whole bars inside a long leap have no verdicts.
			return due.length === 0 || due.filter(({ kind }) => kind === 'missed').length >= mostOfIt * due.length;
		});
		return [{ touched, left }];
	});
}
