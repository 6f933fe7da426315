import type { Criterion } from '../query.ts';
import type { Reader } from '../tokens.ts';

/** What the reader of a query may know of the library and the day. */
export interface IntentContext {
	/** Milliseconds since 1970, for "this month". */
	readonly nowMs: number;
	/** What local time is ahead of UTC. */
	readonly utcOffsetMinutes: number;
	/** Artists and tags in use, any spelling. */
	readonly artists: readonly string[];
	readonly tags: readonly string[];
	/** Whether a folded text occurs in the words of some song: title, artist, tags, file name. */
	readonly occurs: (folded: string) => boolean;
	/** Other conditions are set already: words found on no song are then named and ask for nothing. */
	readonly isOneOfSeveral?: boolean;
	/** Whether a folded text of several words stands in a title. */
	readonly isInTitle: (folded: string) => boolean;
}

/** What a rule made of the words from its place to `end`. */
export interface Match {
	readonly end: number;
	readonly criteria: readonly Criterion[];
	readonly confidence: number;
	/** The words themselves deny, such as "untagged". */
	readonly isNegated?: boolean;
}

/** Reads one condition at a place, or answers null. Pure, and never throws. */
export type Rule = (reader: Reader, at: number, context: IntentContext) => Match | null;
