import { listOf, type ListOperation } from '$lib/app/library/lists/list-operation.ts';
import type { LibraryOperation } from '$lib/app/library/song-edit.ts';
import type { Song } from '$contracts/song.ts';
import { countWords, titleOf } from './list/song-words.ts';

/** What a song or several are called in a sentence. */
export function nameSongs(songs: readonly Song[]): string {
	const [first] = songs;
	return songs.length === 1 && first ? `“${titleOf(first)}”` : countWords(songs.length, 'song');
}

const verbs: Readonly<Record<LibraryOperation['kind'], string>> = {
	rename: 'renaming',
	tag: 'tagging',
	rate: 'rating',
	practise: 'marking as practised',
	bin: 'deleting',
	restore: 'restoring',
	duplicate: 'duplicating'
};

/** Said after an undo or a redo, such as `Undid deleting 3 songs`. */
export function operationWords(verb: 'Undid' | 'Redid', { kind, edits }: LibraryOperation): string {
	return `${verb} ${verbs[kind]} ${countWords(edits.length, 'song')}`;
}

const listVerbs: Readonly<Record<ListOperation['kind'], string>> = {
	create: 'making',
	rename: 'renaming',
	duplicate: 'duplicating',
	delete: 'deleting',
	add: 'adding songs to',
	'take-out': 'taking a song out of',
	reorder: 'reordering',
	save: 'changing'
};

/** Said after an undo or a redo of a list, such as `Undid reordering “Sunday”`. */
export function listOperationWords(verb: 'Undid' | 'Redid', operation: ListOperation): string {
	return `${verb} ${listVerbs[operation.kind]} “${listOf(operation)?.name ?? ''}”`;
}
