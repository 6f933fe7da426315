import { fromChordName } from '$core/harmony/chord-names.ts';
import type { Chord } from '$core/harmony/chord.ts';
import { fromRhythmWord, type RhythmWord } from './durations.ts';
import { fromLine, type FretMark } from './fret-words.ts';
import type { TabSystem } from './systems.ts';

/** What is struck at once. */
export interface TabStroke {
	readonly column: number;
	/** Strings from 1, in their order. */
	readonly marks: readonly { readonly string: number; readonly mark: FretMark }[];
}

/** A bar, or the part of one that a line holds. */
export interface TabPiece {
	readonly strokes: readonly TabStroke[];
	/** From the rhythm line, each with the stroke that it stands over; null where there is no such line. */
	readonly rhythm: readonly { readonly word: RhythmWord; readonly column: number; readonly stroke: TabStroke | null }[] | null;
	readonly chords: readonly { readonly column: number; readonly chord: Chord | null; readonly text: string }[];
	/** "3/4" in the line of bar numbers. */
	readonly meter: readonly [number, number] | null;
	readonly startsRepeat: boolean;
	readonly endsRepeat: boolean;
	/** Whether a bar line closes it. */
	readonly isClosed: boolean;
}

interface Word {
	readonly text: string;
	readonly column: number;
}

/** Bars of a system; the last one is open where the next system goes on with it. */
export function toPieces(system: TabSystem): TabPiece[] {
	const strokes = toStrokes(system.lines.map(fromLine));
	const above = system.above.map((line) => wordsOf(line, system.column));
	const rhythm = above.find((words) => words.length > 0 && words.every(({ text }) => fromRhythmWord(text) !== null)) ?? null;
	const chords = above.find(
		(words) => words !== rhythm && words.length > 0 && words.every(({ text }) => fromChordName(text) !== undefined)
	);
	const headings = above.flat().filter(({ text }) => /^\d{1,2}\/\d{1,2}$/.test(text));
	const pieces: TabPiece[] = [];
	let from = 0;
	for (const bar of barLines(system.lines)) {
		const within = ({ column }: { readonly column: number }): boolean => column >= from && column < bar.from;
		// Nothing between two bar lines is a double one.
		if (bar.from - from > 0) {
			const [upper = '', lower = ''] = headings.find(within)?.text.split('/') ?? [];
			pieces.push({
				strokes: strokes.filter(within),
				rhythm: rhythm === null ? null : joinRhythm(rhythm.filter(within), strokes.filter(within)),
				chords: (chords ?? []).filter(within).map(({ text, column }) => ({ text, column, chord: fromChordName(text) ?? null })),
				meter: upper === '' ? null : [Number(upper), Number(lower)],
				startsRepeat: bar.startsRepeat,
				endsRepeat: bar.endsRepeat,
				isClosed: bar.isClosed
			});
		}
		from = bar.to;
	}
	return pieces;
}

/** Notes whose frets stand in the same columns are struck together, whether their numbers begin or end under each other. */
function toStrokes(lines: readonly (readonly FretMark[])[]): TabStroke[] {
	const all = lines
		.flatMap((marks, at) => marks.map((mark) => ({ string: at + 1, mark })))
		.sort((a, b) => a.mark.column - b.mark.column || a.string - b.string);
	const strokes: { column: number; endColumn: number; marks: { string: number; mark: FretMark }[] }[] = [];
	for (const each of all) {
		const last = strokes.at(-1);
		const isWith =
			last !== undefined && each.mark.column < last.endColumn && last.marks.every(({ string }) => string !== each.string);
		if (isWith) last.marks.push(each);
		else strokes.push({ column: each.mark.column, endColumn: each.mark.endColumn, marks: [each] });
	}
	return strokes.map(({ column, marks }) => ({ column, marks: marks.sort((a, b) => a.string - b.string) }));
}

/** What typing leaves behind the last bar line. */
const raggedColumns = 3;

interface BarLine {
	readonly from: number;
	readonly to: number;
	readonly isClosed: boolean;
	readonly startsRepeat: boolean;
	readonly endsRepeat: boolean;
}

/** Columns in which at least half of the lines have a bar line, and the end of the system. */
function barLines(lines: readonly string[]): BarLine[] {
	const length = lines[0]?.length ?? 0;
	const isIn = (column: number, characters: string): boolean => {
		let count = 0;
		for (const line of lines) if (characters.includes(line[column] ?? ' ')) count++;
		return count > 0 && count * 2 >= lines.length;
	};
	const hasDots = (column: number): boolean => lines.some((line) => ':*oO'.includes(line[column] ?? ' '));
	const bars: BarLine[] = [];
	let startsRepeat = hasDots(0);
	for (let column = 0; column < length; column++) {
		if (!isIn(column, '|')) continue;
		const from = column;
		while (isIn(column + 1, '|')) column++;
		bars.push({ from, to: column + 1, isClosed: true, startsRepeat, endsRepeat: from > 0 && hasDots(from - 1) });
		startsRepeat = hasDots(column + 1);
	}
	const end = bars.at(-1)?.to ?? 0;
	// Where lines are a little longer than others there is no bar behind the last bar line.
	const left = lines.map((line) => line.slice(end).trim());
	if (left.some((text) => /\d/.test(text) || text.length > raggedColumns))
		bars.push({ from: length, to: length, isClosed: false, startsRepeat, endsRepeat: false });
	return bars;
}

/** Each word with its column in the lines of the system. */
function wordsOf(line: string, from: number): Word[] {
	return [...line.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: match.index - from }));
}

/** Null unless every stroke has a word of its own over it, up to a column aside, and every word that strikes has a stroke. */
function joinRhythm(words: readonly Word[], strokes: readonly TabStroke[]): TabPiece['rhythm'] {
	const joined: { word: RhythmWord; column: number; stroke: TabStroke | null }[] = [];
	let next = 0;
	for (const { text, column } of words) {
		const word = fromRhythmWord(text);
		if (word === null) return null;
		const isStruck = word.kind === 'stroke' || word.kind === 'grace';
		const stroke = isStruck ? strokes[next++] : null;
		if (stroke === undefined || (stroke !== null && Math.abs(stroke.column - column) > 1)) return null;
		joined.push({ word, column, stroke });
	}
	return next === strokes.length ? joined : null;
}
