export interface MusicXmlOptions {
	/** Strings and frets on a tab staff of their own, or with the notes of the one staff there is. */
	readonly tab: 'below' | 'within';
	/** How tempos between the marks are said: so that MuseScore 3 prints none, or by sounds alone, which alphaTab prints none of. */
	readonly clock: 'unprinted' | 'sounds';
}
