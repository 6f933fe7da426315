import { keyAlter } from '../../pitch/index.ts';
import type { Spelling, WrittenKey } from '../score.ts';

interface Placed {
	readonly spelling: Spelling;
	readonly isTiedBack: boolean;
}

/**
 * The signs of one bar of a staff, over all its voices: a sign holds for its line until the bar ends; a head that is tied over takes none.
 * @param heads in the order in which they are read
 * @returns for each head the semitones that its sign stands for, or null
 */
export function barAccidentals(heads: readonly Placed[], key: WrittenKey): (number | null)[] {
	const inForce = new Map<string, number>();
	return heads.map(({ spelling: { letter, alter, octave }, isTiedBack }) => {
		if (isTiedBack) return null;
		const line = `${letter}${octave}`;
		const expected = inForce.get(line) ?? keyAlter(key, letter);
		inForce.set(line, alter);
		return alter === expected ? null : alter;
	});
}
