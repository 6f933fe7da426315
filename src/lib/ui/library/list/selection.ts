/** Which rows are chosen, by id. Plain data: every gesture answers a new set. */
export type Selection = ReadonlySet<string>;

export const nothing: Selection = new Set();

export function toggled(selection: Selection, id: string): Selection {
	const next = new Set(selection);
	if (!next.delete(id)) next.add(id);
	return next;
}

/** Adds every row from `anchorId` to `id`, in the order shown; `id` alone when the anchor is no longer there. */
export function extended(selection: Selection, ids: readonly string[], anchorId: string | null, id: string): Selection {
	const to = ids.indexOf(id);
	const found = anchorId === null ? -1 : ids.indexOf(anchorId);
	const from = found === -1 ? to : found;
	if (to === -1) return selection;
	return new Set([...selection, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}

/** What is left of a selection when rows went away; the same set when none did. */
export function narrowed(selection: Selection, ids: ReadonlySet<string>): Selection {
	const kept = [...selection].filter((id) => ids.has(id));
	return kept.length === selection.size ? selection : new Set(kept);
}
