import type { LibraryOperation } from './song-edit.ts';

/** What was done and undone in the library, newest last. Plain data: each step answers the stack after it. */
export interface OperationStack {
	readonly done: readonly LibraryOperation[];
	readonly undone: readonly LibraryOperation[];
}

export const emptyStack: OperationStack = { done: [], undone: [] };

const depth = 200;

export function push(stack: OperationStack, operation: LibraryOperation): OperationStack {
	return { done: [...stack.done, operation].slice(-depth), undone: [] };
}

export function stepBack(stack: OperationStack): { readonly operation: LibraryOperation; readonly stack: OperationStack } | null {
	const operation = stack.done.at(-1);
	if (!operation) return null;
	return { operation, stack: { done: stack.done.slice(0, -1), undone: [...stack.undone, operation] } };
}

export function stepForward(
	stack: OperationStack
): { readonly operation: LibraryOperation; readonly stack: OperationStack } | null {
	const operation = stack.undone.at(-1);
	if (!operation) return null;
	return { operation, stack: { done: [...stack.done, operation], undone: stack.undone.slice(0, -1) } };
}

/** Songs that are gone for good cannot be brought back: their share of every operation goes too. */
export function withoutSongs(stack: OperationStack, ids: ReadonlySet<string>): OperationStack {
	const strip = (operations: readonly LibraryOperation[]): LibraryOperation[] =>
		operations
			.map((operation) => ({ ...operation, edits: operation.edits.filter((edit) => !ids.has(edit.id)) }))
			.filter((operation) => operation.edits.length > 0);
	return { done: strip(stack.done), undone: strip(stack.undone) };
}
