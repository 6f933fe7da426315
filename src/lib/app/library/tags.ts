import type { Song } from '$contracts/song.ts';
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

/** Every tag in use with how many songs carry it, the most used first. Spellings that fold alike are one tag. */
export function countTags(songs: readonly Song[]): readonly { readonly tag: string; readonly songCount: number }[] {
	const counts = new Map<string, { tag: string; songCount: number }>();
	for (const song of songs) {
		for (const tag of song.tags) {
			const key = foldText(tag);
			const count = counts.get(key);
			if (count) count.songCount++;
			else counts.set(key, { tag, songCount: 1 });
		}
	}
	return [...counts.values()].sort((a, b) => b.songCount - a.songCount || (foldText(a.tag) < foldText(b.tag) ? -1 : 1));
}
