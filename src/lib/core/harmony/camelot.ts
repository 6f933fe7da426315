import type { MusicalKey } from './chord.ts';

/** A place on the Camelot wheel: 1 to 12 round it by fifths, A inside for minor and B outside for major. */
export interface Camelot {
	readonly number: number;
	readonly letter: 'A' | 'B';
}

/** The place of a key: C major is 8B and A minor, its relative, 8A; a fifth up is one number on. */
export function toCamelot({ tonic, mode }: MusicalKey): Camelot {
	const major = mode === 'major' ? tonic : tonic + 3;
	return { number: ((((7 * major + 7) % 12) + 12) % 12) + 1, letter: mode === 'major' ? 'B' : 'A' };
}

/** The code of a key as it is written, such as `8A`. */
export function camelotOf(key: MusicalKey): string {
	const { number, letter } = toCamelot(key);
	return `${number}${letter}`;
}

/** The key at a place of the wheel. */
export function keyAt({ number, letter }: Camelot): MusicalKey {
	const major = (((7 * (number - 8)) % 12) + 12) % 12;
	return letter === 'B' ? { tonic: major, mode: 'major' } : { tonic: (major + 9) % 12, mode: 'minor' };
}

/** Reads `8A`, `08a` or `12B`; null for anything else. */
export function fromCamelotText(text: string): Camelot | null {
	const match = /^0?([1-9]|1[0-2])([ab])$/i.exec(text.trim());
	if (!match) return null;
	return { number: Number(match[1]), letter: match[2]?.toUpperCase() === 'A' ? 'A' : 'B' };
}

/** Steps round the wheel from one place to another, -5 to 6; positive is up by fifths. */
export function wheelSteps(from: Camelot, to: Camelot): number {
	const steps = (to.number - from.number + 24) % 12;
	return steps > 6 ? steps - 12 : steps;
}
