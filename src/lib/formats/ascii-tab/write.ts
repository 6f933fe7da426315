import type { Part, Score } from '$core/score/index.ts';
import { toBarColumns, type BarColumns, type Column } from './columns.ts';
import { toStringLabels, toTuningLine } from './tuning-line.ts';

export interface AsciiTabOptions {
	/** Characters of a line, 40 or more. */
	readonly width?: number;
	/** Bars by index, the last one excluded; all when absent. */
	readonly bars?: { readonly from: number; readonly to: number };
}

const usualWidth = 80;
const leastWidth = 40;
const legend = [
	'W H Q E S T X: whole to 64th; . dotted, 3 triplet, r rest, + goes on, g grace note',
	'h hammer-on, p pull-off, / \\ slide, b bend to, ~ vibrato, x dead, <12> harmonic'
];

/**
 * A part as tab in plain text: a head with tuning, capo and tempo; systems of at most `width` characters with bar numbers, chords
 * and a line of note values above the strings. Notes without a string are left out. A bar that a line does not hold goes on in the
 * next one without a bar line between. What is lost: lengths of notes that sound under others, velocities, articulations, the
 * spelling, palm muting, the frets of dead notes, bends finer than a semitone.
 * @returns '' for a part that has no fretboard
 */
export function toAsciiTab(score: Score, part: Part, options: AsciiTabOptions = {}): string {
	const { fretboard } = part;
	if (fretboard === undefined) return '';
	const width = Math.max(leastWidth, options.width ?? usualWidth);
	const bars = toBarColumns(score, part).slice(options.bars?.from ?? 0, options.bars?.to);
	const labels = toStringLabels(fretboard.openMidi);
	const labelWidth = Math.max(...labels.map(({ length }) => length)) + 1;
	const systems = toSystems(bars, width - labelWidth - 1);
	const head = [
		`Title: ${oneLine(score.title)}`,
		`Artist: ${oneLine(score.artist)}`,
		`Part: ${oneLine(part.name)}`,
		`Tuning: ${toTuningLine(fretboard.openMidi)}`,
		...(fretboard.capoFret > 0 ? [`Capo: ${fretboard.capoFret}`] : []),
		...score.tempoMarks.slice(0, 1).map(({ bpm }) => `Tempo: ${Math.round(bpm * 100) / 100}`)
	];
	const blocks = systems.map((cells) => toLines(cells, labels, labelWidth).join('\n'));
	return `${[head.join('\n'), ...blocks, legend.join('\n')].join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A column as wide as it is written, or a bar line. */
interface Cell extends Column {
	readonly heading: string;
	readonly width: number;
	readonly barLine: string | null;
}

/** A dash before the first column of a bar and one after each. */
function toCells({ heading, columns, startsRepeat, endsRepeat }: BarColumns): Cell[] {
	const cells = columns.map((column, at): Cell => {
		const longest = Math.max(...column.frets.map(({ length }) => length), column.rhythm.length, column.chord.length);
		const lead = at === 0 ? (startsRepeat ? ':-' : '-') : '';
		const frets = column.frets.map((fret) => lead + fret);
		const width = longest + lead.length + 1;
		return { ...column, ...indent(column, lead.length), frets, heading: at === 0 ? heading : '', width, barLine: null };
	});
	const close = endsRepeat ? ':|' : '|';
	const short = heading.length + 1 - cells.reduce((sum, { width }) => sum + width, 0);
	const last = cells.pop();
	if (last !== undefined) cells.push({ ...last, width: last.width + Math.max(0, short) });
	return [...cells, { rhythm: '', chord: '', frets: [], heading: '', width: close.length, barLine: close }];
}

const indent = ({ rhythm, chord }: Column, by: number): Pick<Column, 'rhythm' | 'chord'> => ({
	rhythm: rhythm === '' ? '' : ' '.repeat(by) + rhythm,
	chord: chord === '' ? '' : ' '.repeat(by) + chord
});

/** Bars into lines: whole ones while they fit, the columns of a bar that no line holds. */
function toSystems(bars: readonly BarColumns[], width: number): Cell[][] {
	const systems: Cell[][] = [];
	let line: Cell[] = [];
	let used = 0;
	const close = (): void => {
		if (line.length > 0) systems.push(line);
		line = [];
		used = 0;
	};
	for (const bar of bars) {
		const cells = toCells(bar);
		const length = cells.reduce((sum, cell) => sum + cell.width, 0);
		if (used > 0 && used + length > width) close();
		for (const [at, cell] of cells.entries()) {
			// The bar line stays with what it ends.
			const needs = cell.width + (at === cells.length - 2 ? (cells.at(-1)?.width ?? 0) : 0);
			if (used > 0 && cell.barLine === null && used + needs > width) close();
			line.push(cell);
			used += cell.width;
		}
	}
	close();
	return systems;
}

function toLines(cells: readonly Cell[], labels: readonly string[], labelWidth: number): string[] {
	const margin = ' '.repeat(labelWidth + 1);
	const row = (of: (cell: Cell) => string): string =>
		(margin + cells.map((cell) => of(cell).padEnd(cell.width)).join('')).trimEnd();
	const chords = row(({ chord }) => chord);
	return [
		headings(cells, margin),
		...(chords === '' ? [] : [chords]),
		row(({ rhythm }) => rhythm),
		...labels.map(
			(label, string) =>
				`${label.padEnd(labelWidth)}|${cells.map(({ frets, width, barLine }) => barLine ?? (frets[string] ?? '').padEnd(width, '-')).join('')}`
		)
	];
}

/** A heading may reach over the columns of its bar. */
function headings(cells: readonly Cell[], margin: string): string {
	let text = margin;
	let column = margin.length;
	for (const { heading, width } of cells) {
		if (heading !== '') text = `${text.length > column ? `${text} ` : text.padEnd(column)}${heading}`;
		column += width;
	}
	return text.trimEnd();
}
