import type { Corrections } from '$core/analysis/corrections.ts';

/** One step: what was done, and the corrections before and after it. */
export interface CorrectionStep {
	/** An imperative, such as `Double the tempo`: read after "Undo:". */
	readonly title: string;
	readonly before: Corrections;
	readonly after: Corrections;
	/** Steps of one gesture, such as nudges of one beat, are undone together. */
	readonly gesture?: string;
}

/** What was done and undone to a song's corrections, newest last. Plain data: each step answers the stack after it. */
export interface CorrectionsStack {
	readonly done: readonly CorrectionStep[];
	readonly undone: readonly CorrectionStep[];
}

export const emptyStack: CorrectionsStack = { done: [], undone: [] };

const depth = 500;

export function push(stack: CorrectionsStack, step: CorrectionStep): CorrectionsStack {
	const last = stack.done.at(-1);
	const isSame = last?.gesture !== undefined && last.gesture === step.gesture && stack.undone.length === 0;
	const done = isSame ? stack.done.with(-1, { ...step, before: last.before }) : [...stack.done, step].slice(-depth);
	return { done, undone: [] };
}

export function stepBack({
	done,
	undone
}: CorrectionsStack): { readonly step: CorrectionStep; readonly stack: CorrectionsStack } | null {
	const step = done.at(-1);
	return step === undefined ? null : { step, stack: { done: done.slice(0, -1), undone: [...undone, step] } };
}

export function stepForward({
	done,
	undone
}: CorrectionsStack): { readonly step: CorrectionStep; readonly stack: CorrectionsStack } | null {
	const step = undone.at(-1);
	return step === undefined ? null : { step, stack: { done: [...done, step], undone: undone.slice(0, -1) } };
}
