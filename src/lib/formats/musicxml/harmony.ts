import { fromChordName, toChordName } from '$core/harmony/chord-names.ts';
import type { Chord, ChordQuality } from '$core/harmony/chord.ts';
import { fromLetter, transposePitchClass } from '$core/harmony/keys.ts';
import { child, childNumber, childText, type XmlElement } from './xml.ts';

/** The kinds that MusicXML names, as the nearest quality that we tell apart. */
const qualities: ReadonlyMap<string, ChordQuality> = new Map<string, ChordQuality>([
	['major', 'maj'],
	['minor', 'min'],
	['augmented', 'aug'],
	['diminished', 'dim'],
	['dominant', '7'],
	['major-seventh', 'maj7'],
	['minor-seventh', 'min7'],
	['diminished-seventh', 'dim7'],
	['augmented-seventh', 'aug'],
	['half-diminished', 'hdim7'],
	['major-minor', 'min'],
	['major-sixth', 'maj6'],
	['minor-sixth', 'min6'],
	['dominant-ninth', '9'],
	['major-ninth', 'maj9'],
	['minor-ninth', 'min9'],
	['dominant-11th', '9'],
	['major-11th', 'maj9'],
	['minor-11th', 'min9'],
	['dominant-13th', '9'],
	['major-13th', 'maj9'],
	['minor-13th', 'min9'],
	['suspended-second', 'sus2'],
	['suspended-fourth', 'sus4'],
	['power', '5']
]);

/** The kind that each quality is written as. */
export const kindOf: Readonly<Record<ChordQuality, string>> = {
	maj: 'major',
	min: 'minor',
	'7': 'dominant',
	maj7: 'major-seventh',
	min7: 'minor-seventh',
	dim: 'diminished',
	aug: 'augmented',
	sus4: 'suspended-fourth',
	sus2: 'suspended-second',
	hdim7: 'half-diminished',
	dim7: 'diminished-seventh',
	maj6: 'major-sixth',
	min6: 'minor-sixth',
	'9': 'dominant-ninth',
	maj9: 'major-ninth',
	min9: 'minor-ninth',
	'5': 'power'
};

/** Kinds that a quality only comes near: how they are written is kept as text. */
const richer: Readonly<Record<string, string>> = {
	'augmented-seventh': 'aug7',
	'major-minor': 'm(maj7)',
	'dominant-11th': '11',
	'major-11th': 'maj11',
	'minor-11th': 'm11',
	'dominant-13th': '13',
	'major-13th': 'maj13',
	'minor-13th': 'm13'
};

/** A chord symbol as it sounds; undefined for functions and kinds that name no chord. */
export function toChord(
	harmony: XmlElement,
	semitones: number
): { readonly chord: Chord | null; readonly text?: string } | undefined {
	const kind = child(harmony, 'kind');
	if (kind?.text === 'none') return { chord: null };
	const root = classOf(child(harmony, 'root'), 'root', semitones);
	const quality = qualities.get(kind?.text ?? 'major');
	if (root === undefined || quality === undefined) return undefined;
	const bass = classOf(child(harmony, 'bass'), 'bass', semitones);
	const chord: Chord = { root, quality, ...(bass === undefined || bass === root ? {} : { bass }) };
	const degrees = harmony.children.filter(({ name }) => name === 'degree').map(degreeText);
	const printed = printedText(harmony, kind, chord);
	if (printed !== undefined) return { chord, text: printed };
	const suffix = richer[kind?.text ?? ''];
	if (suffix === undefined && degrees.length === 0) return { chord };
	const plain = toChordName({ root, quality: suffix === undefined ? quality : 'maj' });
	const slash = chord.bass === undefined ? '' : `/${toChordName({ root: chord.bass, quality: 'maj' })}`;
	return { chord, text: `${plain}${suffix ?? ''}${degrees.length > 0 ? `(${degrees.join(',')})` : ''}${slash}`.slice(0, 40) };
}

/** The printed name, where it says more than the chord that we take it for. */
function printedText(harmony: XmlElement, kind: XmlElement | undefined, chord: Chord): string | undefined {
	const suffix = kind?.attributes['text'] ?? '';
	if (suffix === '' || child(harmony, 'degree') !== undefined) return undefined;
	const plain = fromChordName(`C${suffix}`);
	if (plain?.quality === chord.quality && !richerSuffix.test(suffix)) return undefined;
	const slash = chord.bass === undefined ? '' : `/${toChordName({ root: chord.bass, quality: 'maj' })}`;
	return `${toChordName({ root: chord.root, quality: 'maj' })}${suffix}${slash}`.slice(0, 40);
}

/** Read as a plainer chord than they are. */
const richerSuffix = /1[13]|7sus/;

function classOf(element: XmlElement | undefined, name: string, semitones: number): number | undefined {
	const letter = childText(element, `${name}-step`);
	if (!/^[A-Ga-g]$/.test(letter)) return undefined;
	return transposePitchClass(fromLetter(letter, '') + Math.round(childNumber(element, `${name}-alter`) ?? 0), semitones);
}

function degreeText(degree: XmlElement): string {
	const alter = Math.round(childNumber(degree, 'degree-alter') ?? 0);
	const sign = alter < 0 ? 'b'.repeat(Math.min(2, -alter)) : '#'.repeat(Math.min(2, alter));
	const type = childText(degree, 'degree-type');
	return `${type === 'subtract' ? 'no' : type === 'add' && alter === 0 ? 'add' : ''}${sign}${childText(degree, 'degree-value')}`;
}
