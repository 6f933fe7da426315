export interface HeardNote {
	/** The nearest tempered pitch; may be below 0 or above 127 for sounds no instrument has. */
	readonly pitchMidi: number;
	/** From that pitch, -50 to 50. */
	readonly cents: number;
}

/** @param tuningHz what A4 is tuned to */
export function toHeardNote(frequencyHz: number, tuningHz = 440): HeardNote {
	const exact = 69 + 12 * Math.log2(frequencyHz / tuningHz);
	const pitchMidi = Math.round(exact);
	return { pitchMidi, cents: 100 * (exact - pitchMidi) };
}
