import type { ZodType } from 'zod';
import { isSame } from './same.ts';
import type { ListEdit } from './patch.ts';

/** Anything that stands in a list of a score: bars and slurs have no tick and stand as they were put. */
export interface Listed {
	readonly id: string;
	readonly tick?: number | undefined;
	readonly pitchMidi?: number | undefined;
	readonly grace?: string | undefined;
}

/** Order of a list: by tick, grace notes before the others, then by pitch. 0 for what stands as it was put. */
export function compareListed(one: Listed, other: Listed): number {
	const byTick = (one.tick ?? 0) - (other.tick ?? 0);
	if (byTick !== 0) return byTick;
	const byGrace = Number(one.grace === undefined) - Number(other.grace === undefined);
	if (byGrace !== 0 || one.grace !== undefined) return byGrace;
	return (one.pitchMidi ?? 0) - (other.pitchMidi ?? 0);
}

/** A list with some of its items changed, taken out or put in. @throws ZodError when an item does not fit the list. */
export function editList<T extends Listed>(items: readonly T[], edit: ListEdit, schema: ZodType<T>): T[] {
	const removed = new Set(edit.remove);
	const changes = new Map(edit.set?.map((change) => [change.id, change]));
	const pending: { readonly item: T; readonly after: string | null | undefined }[] = [];
	const kept: T[] = [];
	for (const item of items) {
		if (removed.has(item.id)) continue;
		const change = changes.get(item.id);
		if (change === undefined) {
			kept.push(item);
			continue;
		}
		const unset = new Set(change.unset);
		const left = Object.fromEntries(Object.entries(item).filter(([name]) => !unset.has(name)));
		const changed = schema.parse({ ...left, ...change.fields, id: item.id });
		if (change.after === undefined && compareListed(item, changed) === 0) kept.push(changed);
		else pending.push({ item: changed, after: change.after });
	}
	for (const { item, after } of edit.insert ?? []) pending.push({ item: schema.parse(item), after });
	const anchored = placeAfter(
		kept,
		pending.filter(({ after }) => after !== undefined)
	);
	const free = pending.filter(({ after }) => after === undefined).map(({ item }) => item);
	return mergeSorted(anchored, free);
}

function placeAfter<T extends Listed>(
	kept: readonly T[],
	pending: readonly { readonly item: T; readonly after: string | null | undefined }[]
): T[] {
	if (pending.length === 0) return [...kept];
	const followers = new Map<string | null, T[]>();
	for (const { item, after = null } of pending) {
		const list = followers.get(after);
		if (list === undefined) followers.set(after, [item]);
		else list.push(item);
	}
	const placed: T[] = [];
	const takeFollowers = (id: string | null): T[] => {
		const found = followers.get(id) ?? [];
		followers.delete(id);
		return found;
	};
	const place = (first: readonly T[]): void => {
		const stack = first.toReversed();
		for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
			placed.push(item);
			stack.push(...takeFollowers(item.id).reverse());
		}
	};
	place(takeFollowers(null));
	for (const item of kept) place([item]);
	return mergeSorted(placed, [...followers.values()].flat());
}

function mergeSorted<T extends Listed>(items: T[], added: readonly T[]): T[] {
	if (added.length === 0) return items;
	const sorted = [...added].sort(compareListed);
	const merged: T[] = [];
	let next = 0;
	for (const item of items) {
		for (let other = sorted[next]; other !== undefined && compareListed(other, item) < 0; other = sorted[++next])
			merged.push(other);
		merged.push(item);
	}
	return [...merged, ...sorted.slice(next)];
}

/** The edit that makes `before` into `after`; null when they say the same. */
export function diffList(wholeBefore: readonly Listed[], wholeAfter: readonly Listed[]): ListEdit | null {
	if (wholeBefore === wholeAfter) return null;
	const { before, after, head } = differingStretch(wholeBefore, wholeAfter);
	const old = new Map(before.map((item) => [item.id, item]));
	const now = new Set(after.map(({ id }) => id));
	const remove = before.filter(({ id }) => !now.has(id)).map(({ id }) => id);
	const changed = new Map<string, Fields>();
	for (const item of after) {
		const was = old.get(item.id);
		const fields = was === undefined || was === item ? null : changedFields(was, item);
		if (fields !== null) changed.set(item.id, fields);
	}
	const inserted = after.filter(({ id }) => !old.has(id));
	const isTouched = (item: Listed): boolean => changed.has(item.id) || !old.has(item.id);
	const anchors = toAnchors(before, after, { now, head, isTouched });
	if (remove.length === 0 && changed.size === 0 && inserted.length === 0 && anchors.size === 0) return null;
	const anchorOf = (id: string): { after?: string | null } => {
		const anchor = anchors.get(id);
		return anchor === undefined ? {} : { after: anchor };
	};
	const set = after
		.filter(({ id }) => changed.has(id) || (old.has(id) && anchors.has(id)))
		.map(({ id }) => ({ id, ...(changed.get(id) ?? { fields: {} }), ...anchorOf(id) }));
	return {
		...(remove.length === 0 ? {} : { remove }),
		...(set.length === 0 ? {} : { set }),
		...(inserted.length === 0 ? {} : { insert: inserted.map((item) => ({ item: { ...item }, ...anchorOf(item.id) })) })
	};
}

/**
 * The stretch in which two lists differ, with one item around it that they share: what is put in there is still seen to stand where it
 * should. `head` is the item before the stretch.
 */
function differingStretch(
	before: readonly Listed[],
	after: readonly Listed[]
): { readonly before: readonly Listed[]; readonly after: readonly Listed[]; readonly head: string | null } {
	const shorter = Math.min(before.length, after.length);
	let first = 0;
	while (first < shorter && before[first] === after[first]) first++;
	let last = 0;
	while (last < shorter - first && before[before.length - 1 - last] === after[after.length - 1 - last]) last++;
	const from = Math.max(0, first - 1);
	const cut = Math.max(0, last - 1);
	return {
		before: before.slice(from, before.length - cut),
		after: after.slice(from, after.length - cut),
		head: after[from - 1]?.id ?? null
	};
}

/** Whom each item follows, where the order alone would put one of them elsewhere. */
function toAnchors(
	before: readonly Listed[],
	after: readonly Listed[],
	{
		now,
		head,
		isTouched
	}: { readonly now: ReadonlySet<string>; readonly head: string | null; readonly isTouched: (item: Listed) => boolean }
): Map<string, string | null> {
	const places = new Map(after.map((item) => [item.id, item]));
	const kept: Listed[] = [];
	const moved: Listed[] = [];
	for (const item of before) {
		const then = now.has(item.id) ? places.get(item.id) : undefined;
		if (then !== undefined) (compareListed(item, then) === 0 ? kept : moved).push(then);
	}
	const known = new Set(before.map(({ id }) => id));
	const byOrder = mergeSorted(kept, [...moved, ...after.filter(({ id }) => !known.has(id))]);
	if (byOrder.every((item, index) => item.id === after[index]?.id)) return new Map();
	const untouchedBefore = before.filter((item) => now.has(item.id) && !isTouched(item)).map(({ id }) => id);
	const untouchedAfter = after.filter((item) => !isTouched(item)).map(({ id }) => id);
	const isOrderKept = untouchedBefore.every((id, index) => id === untouchedAfter[index]);
	const anchors = new Map<string, string | null>();
	after.forEach((item, index) => {
		if (!isOrderKept || isTouched(item)) anchors.set(item.id, after[index - 1]?.id ?? head);
	});
	return anchors;
}

interface Fields {
	readonly fields: Record<string, unknown>;
	readonly unset?: string[];
}

/** The fields in which an object became another; null when there are none. */
export function changedFields(before: object, after: object): Fields | null {
	const was = new Map<string, unknown>(Object.entries(before));
	const is = new Map<string, unknown>(Object.entries(after));
	const fields = [...is].filter(([name, value]) => value !== undefined && !isSame(value, was.get(name)));
	const unset = [...was.keys()].filter((name) => was.get(name) !== undefined && is.get(name) === undefined);
	if (fields.length === 0 && unset.length === 0) return null;
	return { fields: Object.fromEntries(fields), ...(unset.length === 0 ? {} : { unset }) };
}
