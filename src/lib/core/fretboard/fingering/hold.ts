/** What a hand can hold at once: frets by string, string 1 first, from the capo; -1 for a string that does not sound. */
export type Frets = Int8Array;

export const silent = -1;
const fingerCount = 4;
const wideFromFret = 8;

/** How many frets the hand covers, its lowest finger on this fret of the neck (the capo counted): a fifth above the 7th. */
export const coveredFrets = (neckFret: number): number => (neckFret >= wideFromFret ? 5 : 4);

/** Whether the frets from `lowest` to `highest`, counted from the capo, lie under the hand. */
export const isSpanned = (lowest: number, highest: number, capoFret: number): boolean =>
	highest - lowest < coveredFrets(lowest + capoFret);

/**
 * Fingers that press these frets: the forefinger lies across strings where nothing between sounds lower or open, the others
 * across neighbours only.
 */
export function fingersNeeded(frets: Frets): number {
	let lowest = 127;
	for (const fret of frets) if (fret > 0 && fret < lowest) lowest = fret;
	let fingers = 0;
	let isUnderFirst = false;
	for (let string = 0; string < frets.length; string++) {
		const fret = frets[string] ?? silent;
		if (fret === 0) isUnderFirst = false;
		else if (fret === lowest) {
			if (!isUnderFirst) fingers++;
			isUnderFirst = true;
		} else if (fret > 0 && (string === 0 || frets[string - 1] !== fret)) fingers++;
	}
	return fingers;
}

/** Whether one hand can hold all of it. */
export function isHoldable(frets: Frets, capoFret: number): boolean {
	let lowest = 127;
	let highest = 0;
	for (const fret of frets) {
		if (fret <= 0) continue;
		if (fret < lowest) lowest = fret;
		if (fret > highest) highest = fret;
	}
	return highest === 0 || (isSpanned(lowest, highest, capoFret) && fingersNeeded(frets) <= fingerCount);
}
