import type { CorruptRecord } from '$contracts/library-store.ts';
import type { Song } from '$contracts/song.ts';

/** What the library asks in a dialog; one thing at a time. */
export type LibraryQuestion =
	| { readonly kind: 'add'; readonly songs: readonly Song[] }
	/** A name for a new setlist, an open list or a search; `name` is what the field begins with. */
	| { readonly kind: 'name'; readonly what: 'setlist' | 'rename' | 'search'; readonly name: string }
	| { readonly kind: 'purge'; readonly songs: readonly Song[] }
	| { readonly kind: 'remove'; readonly record: CorruptRecord };
