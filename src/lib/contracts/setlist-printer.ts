/** A line of a printed set. Everything is in words already. */
export interface SetSheetLine {
	readonly title: string;
	readonly artist: string;
	/** Such as `A♭ major (4B)`; empty when not known. */
	readonly key: string;
	/** Such as `92`; empty when not known. */
	readonly bpm: string;
	readonly duration: string;
	/** How it goes on to the next; empty for the last. */
	readonly transition: string;
}

export interface SetSheet {
	readonly name: string;
	/** Below the name, such as `12 songs, 48:10`. */
	readonly summary: string;
	readonly lines: readonly SetSheetLine[];
}

/** Lays a set out on paper. */
export interface SetlistPrinter {
	/** A PDF in A4, upright. Writing that the font lacks is drawn as the browser draws it. */
	toPdf(sheet: SetSheet): Promise<Blob>;
}
