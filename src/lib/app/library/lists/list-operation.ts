import type { SongList } from '$contracts/lists.ts';

/** What undo and redo of lists step through: a list before and after, null where there was none. */
export interface ListOperation {
	readonly kind: 'create' | 'rename' | 'duplicate' | 'delete' | 'add' | 'take-out' | 'reorder' | 'save';
	readonly before: SongList | null;
	readonly after: SongList | null;
	readonly atMs: number;
}

/** The list that an operation is about. */
export function listOf({ before, after }: ListOperation): SongList | null {
	return after ?? before;
}
