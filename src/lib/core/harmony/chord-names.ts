import type { Chord, ChordQuality, MusicalKey } from './chord.ts';
import { fromLetter, toPitchClassName, transposePitchClass } from './keys.ts';

/** How each quality is written after its root on a lead sheet. */
const suffixes: Readonly<Record<ChordQuality, string>> = {
	maj: '',
	min: 'm',
	'7': '7',
	maj7: 'maj7',
	min7: 'm7',
	dim: 'dim',
	aug: 'aug',
	sus4: 'sus4',
	sus2: 'sus2',
	hdim7: 'm7b5',
	dim7: 'dim7',
	maj6: '6',
	min6: 'm6',
	'9': '9',
	maj9: 'maj9',
	min9: 'm9',
	'5': '5'
};

/** Spellings people type, after signs are made plain; a richer chord becomes the nearest we know. */
const typed: ReadonlyMap<string, ChordQuality> = new Map<string, ChordQuality>([
	['', 'maj'],
	['M', 'maj'],
	['maj', 'maj'],
	['major', 'maj'],
	['m', 'min'],
	['-', 'min'],
	['mi', 'min'],
	['min', 'min'],
	['minor', 'min'],
	['7', '7'],
	['dom7', '7'],
	['7sus4', 'sus4'],
	['7sus', 'sus4'],
	['maj7', 'maj7'],
	['ma7', 'maj7'],
	['M7', 'maj7'],
	['Δ', 'maj7'],
	['Δ7', 'maj7'],
	['m7', 'min7'],
	['-7', 'min7'],
	['mi7', 'min7'],
	['min7', 'min7'],
	['dim', 'dim'],
	['o', 'dim'],
	['°', 'dim'],
	['dim7', 'dim7'],
	['o7', 'dim7'],
	['°7', 'dim7'],
	['aug', 'aug'],
	['+', 'aug'],
	['sus', 'sus4'],
	['sus4', 'sus4'],
	['sus2', 'sus2'],
	['2', 'sus2'],
	['m7b5', 'hdim7'],
	['-7b5', 'hdim7'],
	['min7b5', 'hdim7'],
	['ø', 'hdim7'],
	['ø7', 'hdim7'],
	['6', 'maj6'],
	['maj6', 'maj6'],
	['m6', 'min6'],
	['-6', 'min6'],
	['min6', 'min6'],
	['9', '9'],
	['maj9', 'maj9'],
	['M9', 'maj9'],
	['m9', 'min9'],
	['-9', 'min9'],
	['min9', 'min9'],
	['11', '9'],
	['13', '9'],
	['m11', 'min9'],
	['maj13', 'maj9'],
	['5', '5']
]);

/** As a lead sheet has it: "Am7/C", spelled by the key where one is given; "N.C." for null. */
export function toChordName(chord: Chord | null, key?: MusicalKey): string {
	if (chord === null) return 'N.C.';
	const bass = chord.bass === undefined || chord.bass === chord.root ? '' : `/${toPitchClassName(chord.bass, key)}`;
	return toPitchClassName(chord.root, key) + suffixes[chord.quality] + bass;
}

/**
 * Reads what people type: "Am7/C", "B♭maj7", "F#m7b5", "c-7", "N.C.".
 * @returns null for no chord, undefined when it cannot be read
 */
export function fromChordName(text: string): Chord | null | undefined {
	const plain = text.trim().replaceAll('♭', 'b').replaceAll('♯', '#').replace(/\s+/g, '');
	if (/^(n\.?c\.?|n)$/i.test(plain)) return null;
	const match = /^([A-Ga-g])([b#]*)([^/]*)(?:\/([A-Ga-g])([b#]*))?$/.exec(plain);
	if (match === null) return undefined;
	const [, letter = '', accidentals = '', suffix = '', bassLetter, bassAccidentals = ''] = match;
	const quality = typed.get(suffix.replace(/[()]/g, '')) ?? typed.get(suffix.replace(/[()]/g, '').toLowerCase());
	if (quality === undefined) return undefined;
	const root = fromLetter(letter, accidentals);
	const bass = bassLetter === undefined ? root : fromLetter(bassLetter, bassAccidentals);
	return { root, quality, ...(bass === root ? {} : { bass }) };
}

/** A chord moved by semitones, up or down; a capo on fret n is -n. */
export function transposeChord(chord: Chord, semitones: number): Chord {
	return {
		...chord,
		root: transposePitchClass(chord.root, semitones),
		...(chord.bass === undefined ? {} : { bass: transposePitchClass(chord.bass, semitones) })
	};
}
