import { XMLParser } from 'fast-xml-parser';

/** A note as a page has it: ties joined, a grace note of no length. Quarters are counted from the beginning. */
export interface PrintedNote {
	readonly pitchMidi: number;
	readonly startQuarters: number;
	readonly lengthQuarters: number;
	readonly isGrace: boolean;
}

export interface PrintedBar {
	readonly startQuarters: number;
	readonly lengthQuarters: number;
	readonly beats: number;
	readonly beatType: number;
}

export interface PrintedScore {
	/** By start, then by pitch. */
	readonly notes: readonly PrintedNote[];
	readonly bars: readonly PrintedBar[];
}

/** What fast-xml-parser gives when it keeps the order: objects with one tag each, its children below it. */
type Element = Readonly<Record<string, unknown>>;

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false });
const semitones: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null;
const nameOf = (element: Element): string => Object.keys(element).find((key) => key !== ':@') ?? '';
const childrenOf = (element: Element | undefined): Element[] => {
	const inner = element?.[element === undefined ? '' : nameOf(element)];
	return Array.isArray(inner) ? inner.filter(isElement) : [];
};
const child = (element: Element | undefined, name: string): Element | undefined =>
	childrenOf(element).find((inner) => nameOf(inner) === name);
const all = (element: Element | undefined, name: string): Element[] =>
	childrenOf(element).filter((inner) => nameOf(inner) === name);
const textOf = (element: Element | undefined): string => {
	const text = childrenOf(element)[0]?.['#text'];
	return typeof text === 'string' || typeof text === 'number' ? String(text).trim() : '';
};
const numberOf = (element: Element | undefined): number => Number(textOf(element));
const attributeOf = (element: Element, name: string): unknown => {
	const attributes = element[':@'];
	return isElement(attributes) ? attributes[name] : undefined;
};

/**
 * The notes and bars of a partwise MusicXML file, as far as a measure of rhythm needs them: no repeats are unrolled.
 * @throws {Error} when it is none
 */
export function readPrintedScore(xml: string): PrintedScore {
	const document: unknown = parser.parse(xml);
	const root = (Array.isArray(document) ? document.filter(isElement) : []).find(
		(element) => nameOf(element) === 'score-partwise'
	);
	if (root === undefined) throw new Error('This is no partwise MusicXML.');
	const notes: PrintedNote[] = [];
	let bars: PrintedBar[] = [];
	for (const part of all(root, 'part')) {
		const read = readPart(part);
		notes.push(...read.notes);
		if (read.bars.length > bars.length) bars = read.bars;
	}
	return { notes: notes.sort((a, b) => a.startQuarters - b.startQuarters || a.pitchMidi - b.pitchMidi), bars };
}

function readPart(part: Element): { notes: PrintedNote[]; bars: PrintedBar[] } {
	const notes: PrintedNote[] = [];
	const bars: PrintedBar[] = [];
	/** Tied notes still to be gone on with, by pitch. */
	const tied = new Map<number, { readonly index: number; readonly endQuarters: number }>();
	let divisions = 1;
	let beats = 4;
	let beatType = 4;
	let start = 0;
	for (const measure of all(part, 'measure')) {
		let at = start;
		let end = start;
		let last = start;
		for (const element of childrenOf(measure)) {
			switch (nameOf(element)) {
				case 'attributes': {
					const time = child(element, 'time');
					if (child(element, 'divisions') !== undefined) divisions = numberOf(child(element, 'divisions'));
					if (time !== undefined) {
						beats = numberOf(child(time, 'beats'));
						beatType = numberOf(child(time, 'beat-type'));
					}
					break;
				}
				case 'backup':
					at -= numberOf(child(element, 'duration')) / divisions;
					break;
				case 'forward':
					at += numberOf(child(element, 'duration')) / divisions;
					break;
				case 'note': {
					const isGrace = child(element, 'grace') !== undefined;
					const length = isGrace ? 0 : numberOf(child(element, 'duration')) / divisions;
					const isChord = child(element, 'chord') !== undefined;
					const from = isChord ? last : at;
					if (!isChord) {
						last = at;
						at += length;
					}
					const pitch = child(element, 'pitch');
					if (pitch === undefined || attributeOf(element, 'print-object') === 'no') break;
					const alter = child(pitch, 'alter');
					const pitchMidi =
						12 * (numberOf(child(pitch, 'octave')) + 1) +
						(semitones[textOf(child(pitch, 'step'))] ?? 0) +
						(alter === undefined ? 0 : numberOf(alter));
					const ties = new Set(all(element, 'tie').map((tie) => attributeOf(tie, 'type')));
					const before = tied.get(pitchMidi);
					const known = before === undefined ? undefined : notes[before.index];
					if (ties.has('stop') && before !== undefined && known !== undefined && Math.abs(before.endQuarters - from) < 1e-3) {
						notes[before.index] = { ...known, lengthQuarters: known.lengthQuarters + length };
						tied.delete(pitchMidi);
						if (ties.has('start')) tied.set(pitchMidi, { index: before.index, endQuarters: from + length });
						break;
					}
					notes.push({ pitchMidi, startQuarters: from, lengthQuarters: length, isGrace });
					if (ties.has('start')) tied.set(pitchMidi, { index: notes.length - 1, endQuarters: from + length });
					break;
				}
			}
			end = Math.max(end, at);
		}
		const full = (beats * 4) / beatType;
		// A bar is as long as its notes; one without any is as long as its meter.
		const lengthQuarters = end > start ? end - start : full;
		bars.push({ startQuarters: start, lengthQuarters, beats, beatType });
		start += lengthQuarters;
	}
	return { notes, bars };
}
