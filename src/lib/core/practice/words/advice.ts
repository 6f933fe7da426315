/** What a sentence claims: two that contradict each other about the same bars are never said together. */
export type Claim =
	| 'early'
	| 'late'
	| 'faster'
	| 'slower'
	| 'wrongNotes'
	| 'missedNotes'
	| 'extraNotes'
	| 'stops'
	| 'loudness'
	| 'tuning'
	| 'lengths'
	| 'clean';

/** What could be done about it with one tap. */
export interface Exercise {
	/** Indices of the piece's bars, both inclusive. */
	readonly fromBar: number;
	readonly toBar: number;
	/** Of the song's tempo. */
	readonly speed: number;
	readonly click: 'beats' | 'subdivisions' | 'none';
}

/** A sentence of feedback and the figures behind it. */
export interface Advice {
	readonly claim: Claim;
	/** Plain, specific and kind; ends with a full stop. */
	readonly text: string;
	/** Indices of the piece's bars, ascending: what it opens to. */
	readonly bars: readonly number[];
	/** Notes concerned, weighed by how much: the order of what is said. */
	readonly weight: number;
	readonly exercise: Exercise | null;
}

/** What rules write; `bars` may be in any order. */
export type Draft = Omit<Advice, 'exercise'> & { readonly exercise?: Exercise };
