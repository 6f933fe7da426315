/** A note that wants a string, as written and as it sounds. */
export interface FingerNote {
	readonly id: string;
	/** Notes of one tick are struck together. */
	readonly onsetTick: number;
	readonly endTick: number;
	readonly onsetSeconds: number;
	readonly endSeconds: number;
	/** As it sounds. */
	readonly pitchMidi: number;
	/** The string that the user chose, 1 is the highest: it is played there or not at all. */
	readonly lockedString?: number;
	/** How sure the note is, 0 to 1; the least sure is the first to go where a hand cannot play all. */
	readonly confidence?: number;
}

export interface FingerOptions {
	/** Play near this fret, counted from the capo. */
	readonly nearFret?: number;
	/** Only these frets, counted from the capo; open strings belong to a range that begins at 0. */
	readonly fretRange?: { readonly lowest: number; readonly highest: number };
}

/**
 * Why a note has no string: it lies `below` or `above` all of them (or of the frets asked for); the string it is locked to does
 * not have it (`notOnString`) or plays another locked note (`stringTaken`); or the chord is more than a hand can play and it was
 * the most dispensable of it, as its tone is `doubled`, it is `uncertain`, or there was no string (`noString`) or finger
 * (`outOfReach`) left.
 */
export type UnplayedReason =
	'below' | 'above' | 'notOnString' | 'stringTaken' | 'doubled' | 'uncertain' | 'noString' | 'outOfReach';

export interface PlayedNote {
	readonly noteId: string;
	readonly isPlayed: true;
	/** 1 is the highest. */
	readonly string: number;
	/** From the capo, which is 0. */
	readonly fret: number;
	/** The hand has to let go before the note's end. */
	readonly isCutShort: boolean;
}

export interface UnplayedNote {
	readonly noteId: string;
	readonly isPlayed: false;
	readonly reason: UnplayedReason;
	/** Moved by this many octaves it could be played with the rest of its chord; absent where no octave can. */
	readonly octaves?: number;
}

export type FingeredNote = PlayedNote | UnplayedNote;
