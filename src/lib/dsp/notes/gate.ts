/** Windows quieter than this hold no music worth a note: the model normalises each, so that it would hear hum as one. */
const lowestLevelDb = -66;
/** So does a window this far below the loudest of its recording. */
const belowLoudestDb = 52;

/** Which windows are loud enough to be believed. Levels that are no number count as silence. */
export function toOpenWindows(levelsDb: ArrayLike<number>): Uint8Array {
	let loudest = -Infinity;
	for (let i = 0; i < levelsDb.length; i++) {
		const level = levelsDb[i] ?? -Infinity;
		if (level > loudest) loudest = level;
	}
	const floor = Math.max(lowestLevelDb, loudest - belowLoudestDb);
	return Uint8Array.from({ length: levelsDb.length }, (_, i) => ((levelsDb[i] ?? -Infinity) >= floor ? 1 : 0));
}
