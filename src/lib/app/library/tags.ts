import { foldText } from '$core/text/fold-text.ts';

const maxTagLength = 60;
const maxTags = 50;

/** A tag as it is kept, or null when nothing is left of it. */
export function toTag(typed: string): string | null {
	const tag = typed.replace(/\s+/g, ' ').trim().slice(0, maxTagLength).trim();
	return tag === '' ? null : tag;
}

/** Tags as typed, made fit to keep: trimmed, each once whatever its case and accents, at most fifty. */
export function toTags(typed: readonly string[]): string[] {
	const kept = new Map<string, string>();
	for (const raw of typed) {
		const tag = toTag(raw);
		if (tag !== null && !kept.has(foldText(tag))) kept.set(foldText(tag), tag);
	}
	return [...kept.values()].slice(0, maxTags);
}

export function withTag(tags: readonly string[], tag: string): string[] {
	return toTags([...tags, tag]);
}

export function withoutTag(tags: readonly string[], tag: string): string[] {
	return tags.filter((kept) => foldText(kept) !== foldText(tag));
}
