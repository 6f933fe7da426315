import type { ScoreEdit } from '$contracts/score/score-edit.ts';

/** Edits of a score, oldest first: those that are done, then those that were undone. Plain data: each step answers the journal after it. */
export interface ScoreJournal {
	readonly edits: readonly ScoreEdit[];
	readonly doneCount: number;
}

export const emptyJournal: ScoreJournal = { edits: [], doneCount: 0 };

/** Edits of the same kind on the same notes are one gesture while no longer than this lies between them. */
const gestureMs = 1500;

export const fromEdits = (edits: readonly ScoreEdit[]): ScoreJournal => {
	const firstUndone = edits.findIndex(({ isUndone }) => isUndone);
	return { edits, doneCount: firstUndone < 0 ? edits.length : firstUndone };
};

/** The number that the next edit gets. */
export const nextSeq = ({ edits, doneCount }: ScoreJournal): number => (edits[doneCount - 1]?.seq ?? -1) + 1;

/**
 * What was undone goes for good when something else is done.
 * @param edit its `gesture` names the kind of the edit and what it was done to
 */
export function push(journal: ScoreJournal, edit: ScoreEdit): ScoreJournal {
	const done = journal.edits.slice(0, journal.doneCount);
	const last = done.at(-1);
	const goesOn =
		edit.gesture !== undefined &&
		last?.gesture?.startsWith(`${edit.gesture}@`) === true &&
		journal.edits.length === journal.doneCount &&
		edit.atMs - last.atMs <= gestureMs;
	const gesture = goesOn ? last.gesture : edit.gesture === undefined ? undefined : `${edit.gesture}@${edit.seq}`;
	const { gesture: _kind, ...bare } = edit;
	return { edits: [...done, { ...bare, ...(gesture === undefined ? {} : { gesture }) }], doneCount: done.length + 1 };
}

/** The edits of the last gesture, newest first, and the journal without them; null when nothing is done. */
export function stepBack(journal: ScoreJournal): { readonly edits: readonly ScoreEdit[]; readonly journal: ScoreJournal } | null {
	const { edits, doneCount } = journal;
	const last = edits[doneCount - 1];
	if (last === undefined) return null;
	let from = doneCount - 1;
	while (from > 0 && isOneGesture(edits[from - 1], last)) from--;
	const undone = edits.slice(from, doneCount);
	return { edits: undone.toReversed(), journal: { edits: marked(edits, from, doneCount, true), doneCount: from } };
}

/** The edits of the gesture that was undone last, oldest first, and the journal with them; null when nothing was undone. */
export function stepForward(
	journal: ScoreJournal
): { readonly edits: readonly ScoreEdit[]; readonly journal: ScoreJournal } | null {
	const { edits, doneCount } = journal;
	const first = edits[doneCount];
	if (first === undefined) return null;
	let to = doneCount + 1;
	while (to < edits.length && isOneGesture(edits[to], first)) to++;
	return { edits: edits.slice(doneCount, to), journal: { edits: marked(edits, doneCount, to, false), doneCount: to } };
}

const isOneGesture = (one: ScoreEdit | undefined, other: ScoreEdit): boolean =>
	one?.gesture !== undefined && one.gesture === other.gesture;

const marked = (edits: readonly ScoreEdit[], from: number, to: number, isUndone: boolean): ScoreEdit[] =>
	edits.map((edit, index) => (index >= from && index < to ? { ...edit, isUndone } : edit));
