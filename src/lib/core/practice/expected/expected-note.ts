/** A note that a player should play, once for each time the music comes to it. */
export interface ExpectedNote {
	/** Stands once in a piece: a note that is played again in a repeat has another one. */
	readonly id: string;
	/** The score's or the transcription's own note: what is coloured. */
	readonly noteId: string;
	/** Song time: the recording's own on the first time through, carried on after repeats that it does not play. */
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	/** As it sounds, 0 to 127. */
	readonly pitchMidi: number;
	/** 1 to 127; absent where nothing is known of it. */
	readonly velocity?: number;
	/** Index into the piece's bars, which stand in played order. */
	readonly bar: number;
	/** Counted beats from the beginning of the bar, 0 for its first. */
	readonly beat: number;
	/** Written length in counted beats, 0 for a grace note. */
	readonly beats: number;
	/** Notes struck together share it; ascending in time from 0. */
	readonly group: number;
	/** Index into the piece's parts. */
	readonly part: number;
	readonly staff: number;
	readonly voice: number;
	/** Rings over the bar line: written with a tie. */
	readonly isTied: boolean;
	readonly isGrace: boolean;
	/** Written with a trill, mordent or turn: the notes that it is made of are not written out. */
	readonly isOrnament: boolean;
	/** A transcription was not sure of it: nobody is blamed for leaving it out. */
	readonly isDoubtful: boolean;
}

/** A bar of a piece, once for each time it is played. */
export interface ExpectedBar {
	/** Index into the score's bars, or into those of the beat grid. */
	readonly scoreBar: number;
	/** As printed; 0 for a pickup. */
	readonly number: number;
	readonly startSeconds: number;
	readonly endSeconds: number;
	/** Counted beats. */
	readonly beats: number;
	/** Sharps of the key, or flats below 0; null where no key is known. */
	readonly fifths: number | null;
}

export interface ExpectedPart {
	readonly name: string;
	readonly staves: number;
}

/** What a take is judged by. */
export interface ExpectedPiece {
	/** By onset, then by pitch. */
	readonly notes: readonly ExpectedNote[];
	/** In played order, without gaps. */
	readonly bars: readonly ExpectedBar[];
	readonly parts: readonly ExpectedPart[];
}
