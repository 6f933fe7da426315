import type { Song } from '$contracts/song.ts';
import { toTags } from './tags.ts';

/** What library operations change of a song. Anything else on the record belongs to other parts and is never undone by us. */
export interface SongFields {
	readonly title?: string;
	readonly artist?: string;
	readonly tags?: readonly string[];
	/** Stars, 1 to 5; null takes them away. */
	readonly rating?: number | null;
	/** Null for never. */
	readonly lastPractisedAtMs?: number | null;
	/** Null takes a song out of the bin. */
	readonly deletedAtMs?: number | null;
}

/** One song's share of an operation, both ways. */
export interface SongEdit {
	readonly id: string;
	readonly before: SongFields;
	readonly after: SongFields;
}

/** What undo and redo step through. */
export interface LibraryOperation {
	readonly kind: 'rename' | 'tag' | 'rate' | 'practise' | 'bin' | 'restore' | 'duplicate';
	readonly edits: readonly SongEdit[];
	/** When it was done; undo takes the later of this and another list's. */
	readonly atMs?: number;
}

/** Numbers that a song need not have: null in an edit takes them away. */
const absentable = ['rating', 'lastPractisedAtMs', 'deletedAtMs'] as const;

const maxTextLength = 500;

/** The edit that brings `song` to `fields`; null when it is there already. */
export function toSongEdit(song: Song, fields: SongFields): SongEdit | null {
	const before: { -readonly [Key in keyof SongFields]: SongFields[Key] } = {};
	const after: typeof before = {};
	if (fields.title !== undefined && toText(fields.title) !== song.title) {
		before.title = song.title;
		after.title = toText(fields.title);
	}
	if (fields.artist !== undefined && toText(fields.artist) !== song.artist) {
		before.artist = song.artist;
		after.artist = toText(fields.artist);
	}
	if (fields.tags !== undefined) {
		const tags = toTags(fields.tags);
		if (tags.length !== song.tags.length || tags.some((tag, index) => tag !== song.tags[index])) {
			before.tags = song.tags;
			after.tags = tags;
		}
	}
	for (const name of absentable) {
		const value = fields[name];
		if (value === undefined || value === (song[name] ?? null)) continue;
		before[name] = song[name] ?? null;
		after[name] = value;
	}
	return Object.keys(after).length === 0 ? null : { id: song.id, before, after };
}

/** The record after an edit: a revision later, changed now. */
export function applyFields(song: Song, fields: SongFields, nowMs: number): Song {
	const next: Song = {
		...song,
		title: fields.title ?? song.title,
		artist: fields.artist ?? song.artist,
		tags: [...(fields.tags ?? song.tags)],
		revision: song.revision + 1,
		changedAtMs: nowMs
	};
	for (const name of absentable) {
		const value = fields[name];
		if (value === null) Reflect.deleteProperty(next, name);
		else if (value !== undefined) next[name] = value;
	}
	return next;
}

function toText(typed: string): string {
	return typed.replace(/\s+/g, ' ').trim().slice(0, maxTextLength);
}
