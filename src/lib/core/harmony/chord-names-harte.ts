import { chordQualities, type Chord, type ChordQuality } from './chord.ts';
import { fromLetter } from './keys.ts';

const roots = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'] as const;
const degrees = ['1', 'b2', '2', 'b3', '3', '4', 'b5', '5', 'b6', '6', 'b7', '7'] as const;
const degreeSemitones = [0, 2, 4, 5, 7, 9, 11] as const;

/** Qualities of the syntax that we know only by a nearer one. */
const nearest: ReadonlyMap<string, ChordQuality> = new Map<string, ChordQuality>([
	['minmaj7', 'min'],
	['aug7', 'aug'],
	['11', '9'],
	['13', '9'],
	['maj11', 'maj9'],
	['maj13', 'maj9'],
	['min11', 'min9'],
	['min13', 'min9'],
	['1', '5']
]);

/** Label of the syntax used in research (Harte et al., 2005): "A:min7/b3"; "N" for null. */
export function toHarte(chord: Chord | null): string {
	if (chord === null) return 'N';
	const above = chord.bass === undefined ? 0 : (chord.bass - chord.root + 12) % 12;
	const bass = above === 0 ? '' : `/${degrees[above] ?? '1'}`;
	return `${roots[chord.root] ?? 'C'}:${chord.quality}${bass}`;
}

/**
 * Reads such a label; added and left-out tones in brackets are passed over.
 * @returns null for "N", undefined for "X" and for what is no label
 */
export function fromHarte(label: string): Chord | null | undefined {
	if (label === 'N') return null;
	const match = /^([A-G])([b#]*)(?::([a-z0-9]*)(?:\([^)]*\))?)?(?:\/([b#]*)([1-9]|1[0-3]))?$/.exec(label);
	if (match === null) return undefined;
	const [, letter = '', accidentals = '', word = '', shift = '', degree] = match;
	const name = word === '' ? 'maj' : word;
	const quality = chordQualities.find((known) => known === name) ?? nearest.get(name);
	if (quality === undefined) return undefined;
	const root = fromLetter(letter, accidentals);
	if (degree === undefined) return { root, quality };
	const above =
		(degreeSemitones[(Number(degree) - 1) % 7] ?? 0) + [...shift].reduce((sum, sign) => sum + (sign === '#' ? 1 : -1), 0);
	const bass = (root + above + 12) % 12;
	return { root, quality, ...(bass === root ? {} : { bass }) };
}
