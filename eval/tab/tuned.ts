/** The half of the files by which the cost weights may be chosen, all tracks of a song in one half; every other file is held out. */
const tunedFiles: readonly string[] = [
	'guitarpro6_chords.gpx',
	'guitarpro8_faulty.gp',
	'guitarpro8_transposition-tonality-eb.gp'
];

/** By an item's id, which begins with its file's name. */
export function isTunedItem(id: string): boolean {
	return tunedFiles.some((file) => id === file || id.startsWith(`${file}:`));
}
