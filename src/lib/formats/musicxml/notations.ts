import type { ScoreNote, Technique } from '$core/score/index.ts';
import { child, childNumber, childrenOf, childText, toNumber, type XmlElement } from './xml.ts';

type Articulation = NonNullable<ScoreNote['articulations']>[number];

/** Elements of `articulations` and `ornaments`, and the marks that they are to us. */
const marks: ReadonlyMap<string, Articulation> = new Map<string, Articulation>([
	['staccato', 'staccato'],
	['staccatissimo', 'staccato'],
	['spiccato', 'staccato'],
	['tenuto', 'tenuto'],
	['accent', 'accent'],
	['strong-accent', 'marcato'],
	['trill-mark', 'trill'],
	['mordent', 'mordent'],
	['inverted-mordent', 'mordent'],
	['turn', 'turn'],
	['inverted-turn', 'turn'],
	['delayed-turn', 'turn']
]);

export function toArticulations(note: XmlElement): Articulation[] {
	const found = new Set<Articulation>();
	for (const notations of childrenOf(note, 'notations')) {
		for (const group of notations.children) {
			if (group.name === 'fermata') found.add('fermata');
			if (group.name !== 'articulations' && group.name !== 'ornaments') continue;
			for (const { name } of group.children) {
				const mark = marks.get(name);
				if (mark !== undefined) found.add(mark);
				if (name === 'detached-legato') found.add('staccato').add('tenuto');
			}
		}
	}
	return [...found];
}

/** String and fret, where a hand is said to play the note. */
export function toPosition(note: XmlElement): Pick<ScoreNote, 'string' | 'fret'> {
	for (const notations of childrenOf(note, 'notations')) {
		const technical = child(notations, 'technical');
		const string = childNumber(technical, 'string');
		const fret = childNumber(technical, 'fret');
		if (string !== undefined && fret !== undefined && string >= 1 && string <= 12 && fret >= 0 && fret <= 36) {
			return { string: Math.round(string), fret: Math.round(fret) };
		}
	}
	return {};
}

export function toTechnique(note: XmlElement, isFretted: boolean): Technique | undefined {
	const notations = childrenOf(note, 'notations');
	const technicals = notations.flatMap(({ children }) => children).filter(({ name }) => name === 'technical');
	const starts = (names: readonly string[], among: readonly XmlElement[]): boolean =>
		among.some(({ children }) => children.some(({ name, attributes }) => names.includes(name) && attributes['type'] === 'start'));
	const bends = technicals
		.flatMap(({ children }) => children)
		.flatMap((mark) => (mark.name === 'bend' ? [childNumber(mark, 'bend-alter') ?? 0] : []));
	const highest = Math.max(0, ...bends);
	const harmonic = technicals.map((technical) => child(technical, 'harmonic')).find((mark) => mark !== undefined);
	const ornaments = notations.flatMap(({ children }) => children).filter(({ name }) => name === 'ornaments');
	const isTrilled = ornaments.some((ornament) => child(ornament, 'trill-mark') !== undefined);
	const technique: Technique = {
		...(highest > 0 ? { bendSemitones: Math.max(0.25, Math.min(4, highest)) } : {}),
		...(starts(['slide', 'glissando'], notations) ? { slide: starts(['slur'], notations) ? 'legato' : 'shift' } : {}),
		...(starts(['hammer-on', 'pull-off'], technicals) ? { isLegatoToNext: true } : {}),
		...(isFretted && !isTrilled && starts(['wavy-line'], ornaments) ? { hasVibrato: true } : {}),
		...(childText(child(note, 'play'), 'mute') === 'palm' ? { isPalmMuted: true } : {}),
		...(isFretted && childText(note, 'notehead') === 'x' ? { isDead: true } : {}),
		...(harmonic === undefined ? {} : { harmonic: child(harmonic, 'artificial') === undefined ? 'natural' : 'artificial' })
	};
	return Object.keys(technique).length === 0 ? undefined : technique;
}

/** Syllables by verse; one that its word goes on after ends in a hyphen. */
export function toLyrics(note: XmlElement): string[] {
	const verses: string[] = [];
	childrenOf(note, 'lyric').forEach((lyric, index) => {
		const numbered = toNumber(lyric.attributes['number']) ?? index + 1;
		const text = childrenOf(lyric, 'text')
			.map((part) => part.text)
			.join(' ');
		const goesOn = ['begin', 'middle'].includes(childrenOf(lyric, 'syllabic').at(-1)?.text ?? '');
		if (text === '' || numbered < 1 || numbered > 8) return;
		while (verses.length < numbered) verses.push('');
		verses[Math.round(numbered) - 1] = `${text}${goesOn ? '-' : ''}`.slice(0, 500);
	});
	return verses;
}
