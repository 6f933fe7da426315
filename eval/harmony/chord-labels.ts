/** A chord label as bits: pitch classes above the root, as mir_eval encodes Harte's syntax (Harte et al., 2005). */
export interface EncodedChord {
	/** 0 to 11; -1 for no chord (N) and for what cannot be said (X). */
	readonly root: number;
	/** Bit i: i semitones above the root, the bass among them; 0 for N, -1 for X. */
	readonly semitones: number;
}

const bits = (...intervals: readonly number[]): number => intervals.reduce((sum, interval) => sum | (1 << interval), 0);
const maj = bits(0, 4, 7);
const min = bits(0, 3, 7);
const dim = bits(0, 3, 6);
const qualities: ReadonlyMap<string, number> = new Map([
	['maj', maj],
	['min', min],
	['aug', bits(0, 4, 8)],
	['dim', dim],
	['sus4', bits(0, 5, 7)],
	['sus2', bits(0, 2, 7)],
	['7', maj | bits(10)],
	['maj7', maj | bits(11)],
	['min7', min | bits(10)],
	['minmaj7', min | bits(11)],
	['maj6', maj | bits(9)],
	['min6', min | bits(9)],
	['dim7', dim | bits(9)],
	['hdim7', dim | bits(10)],
	// Ninths and beyond count as their sevenths.
	['maj9', maj | bits(11)],
	['min9', min | bits(10)],
	['9', maj | bits(10)],
	['min11', min | bits(10)],
	['11', maj | bits(10)],
	['maj13', maj | bits(11)],
	['min13', min | bits(10)],
	['13', maj | bits(10)],
	['1', bits(0)],
	['5', bits(0, 7)]
]);
export const qualityBits = (name: string): number => qualities.get(name) ?? 0;

const naturals: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const degrees = [0, 0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19, 21];

function withAccidentals(base: number, accidentals: string): number {
	return [...accidentals].reduce((sum, sign) => sum + (sign === '#' ? 1 : -1), base);
}

function toSemitones(degree: string): number {
	const match = /^([b#]*)(\d+)$/.exec(degree);
	const base = match === null ? undefined : degrees[Number(match[2])];
	if (match === null || base === undefined) throw new RangeError(`"${degree}" is no scale degree.`);
	return withAccidentals(base, match[1] ?? '');
}

/** @throws {RangeError} on a label that is not of Harte's syntax */
export function encodeChord(label: string): EncodedChord {
	if (label === 'N') return { root: -1, semitones: 0 };
	if (label === 'X') return { root: -1, semitones: -1 };
	const match = /^([A-G])([b#]*)(?::([a-z0-9]*)(?:\(([^)]*)\))?)?(?:\/([b#]*\d+))?$/.exec(label);
	if (match === null) throw new RangeError(`"${label}" is no chord label.`);
	const [, letter = 'C', accidentals = '', name = '', extra, bass = '1'] = match;
	let semitones: number;
	if (name !== '') {
		const known = qualities.get(name);
		if (known === undefined) throw new RangeError(`"${label}" has an unknown quality.`);
		semitones = known;
	} else semitones = extra === undefined ? maj : 1;
	for (const degree of (extra ?? '').split(',').filter((word) => word !== '')) {
		const isLeftOut = degree.startsWith('*');
		const interval = toSemitones(degree.replace('*', ''));
		if (interval >= 12) continue;
		if (isLeftOut) semitones &= ~(1 << interval);
		else semitones |= 1 << interval;
	}
	semitones |= 1 << ((toSemitones(bass) + 24) % 12);
	return { root: (withAccidentals(naturals[letter] ?? 0, accidentals) + 24) % 12, semitones };
}
