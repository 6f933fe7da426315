import { FormatFault } from '../score-draft/index.ts';

/** Lines of strings that stand under each other. */
export interface TabSystem {
	/** What stands before the lines; empty where nothing does. */
	readonly labels: readonly string[];
	/** After the label and its bar line; all of one length, blanks at the end. */
	readonly lines: readonly string[];
	/** Column of the file that the lines begin in. */
	readonly column: number;
	/** Lines of words right above, the nearest first. */
	readonly above: readonly string[];
	/** Number of its first line in the file, from 1. */
	readonly lineNumber: number;
}

export interface TabText {
	/** What stands before the first system. */
	readonly head: readonly string[];
	readonly systems: readonly TabSystem[];
}

interface StringLine {
	readonly label: string;
	readonly body: string;
	readonly column: number;
}

const mostAbove = 3;
const longestLine = 20_000;
/** Strings of the smallest instrument that tab is typed for. */
const leastLines = 4;
const stringCounts = { least: 1, most: 12 };

/**
 * Finds the systems of a tab among the words around them.
 * @throws FormatFault when there is none, or they have not all as many strings
 */
export function toTabText(text: string): TabText {
	const lines = text.split(/\r\n?|\n/).map((line) => line.replaceAll('\t', '    ').slice(0, longestLine));
	const systems: TabSystem[] = [];
	let run: StringLine[] = [];
	let from = 0;
	let head: string[] | null = null;
	const close = (): void => {
		if (run.length > 1) {
			head ??= lines.slice(0, from);
			for (const part of splitByLabels(run, systems[0]?.lines.length)) {
				const above = part.from === 0 ? lines.slice(Math.max(0, from - mostAbove), from).reverse() : [];
				systems.push(toSystem(part.lines, above, from + part.from + 1));
			}
		}
		run = [];
	};
	for (const [at, line] of lines.entries()) {
		const found = toStringLine(line);
		if (found === null) close();
		else {
			if (run.length === 0) from = at;
			run.push(found);
		}
	}
	close();
	const [first] = systems;
	if (first === undefined || head === null) throw new FormatFault('notScore', {}, 'No lines of strings were found.');
	const count = first.lines.length;
	if (count < stringCounts.least || count > stringCounts.most)
		throw new FormatFault('scoreDamaged', {}, `Line ${first.lineNumber}: ${count} strings; ${stringCounts.most} are the most.`);
	const odd = systems.find(({ lines: { length } }) => length !== count);
	if (odd !== undefined)
		throw new FormatFault(
			'scoreDamaged',
			{},
			`Line ${odd.lineNumber}: ${odd.lines.length} strings; the first system has ${count}.`
		);
	return { head, systems };
}

const stringLine = /^\s*(?:([A-Ga-g][#b♯♭]?\d?|\d)?\s*(?:\|\||[|:‖])|([A-Ga-g][#b♯♭]?)?\s*(?=-))(.*)$/;
const written = /^[-–—_=\d\s|‖:.*oOhpbrsxXtvw/\\~^()<>[\]+]*$/;

/** A line of dashes, frets and the marks of techniques; null for words. */
function toStringLine(line: string): StringLine | null {
	const match = stringLine.exec(line);
	if (match === null) return null;
	const rest = match[3] ?? '';
	const column = line.length - rest.length;
	// Words may stand behind the last bar line: "x2".
	const lastBar = rest.lastIndexOf('|');
	const isWords = lastBar >= 0 && !rest.slice(lastBar).includes('-');
	const strings = isWords || !written.test(rest) ? rest.slice(0, lastBar + 1) : rest;
	const plain = strings
		.replaceAll(/[–—_=]/g, '-')
		.replaceAll('‖', '|')
		.trimEnd();
	// A named line may be a single column; one without a name has to look like a string.
	const leastDashes = match[1] === undefined ? 2 : 1;
	if (!written.test(strings) || (plain.match(/-/g)?.length ?? 0) < leastDashes) return null;
	return { label: match[1] ?? match[2] ?? '', body: plain, column };
}

/** Whether strings are drawn in a text: four lines of them under each other, at least half of it dashes. */
export function isAsciiTab(text: string): boolean {
	let run = 0;
	for (const line of text.split(/\r\n?|\n/)) {
		const found = toStringLine(line.slice(0, longestLine));
		const isString = found !== null && (found.body.match(/-/g)?.length ?? 0) * 2 >= found.body.trim().length;
		run = isString ? run + 1 : 0;
		if (run >= leastLines) return true;
	}
	return false;
}

/** Systems that no blank line parts: by the labels beginning again, or by the strings of the first system. */
function splitByLabels(run: readonly StringLine[], known: number | undefined): { from: number; lines: readonly StringLine[] }[] {
	const again = run.findIndex(
		({ label }, at) => at > 3 && label !== '' && label === run[0]?.label && run.length % at === 0 && sameLabels(run, at)
	);
	const size = again > 0 ? again : known !== undefined && run.length % known === 0 ? known : run.length;
	return Array.from({ length: run.length / size }, (_, at) => ({
		from: at * size,
		lines: run.slice(at * size, (at + 1) * size)
	}));
}

const sameLabels = (run: readonly StringLine[], size: number): boolean =>
	run.every(({ label }, at) => label === run[at % size]?.label);

function toSystem(lines: readonly StringLine[], above: readonly string[], lineNumber: number): TabSystem {
	const column = Math.min(...lines.map((line) => line.column));
	const shifted = lines.map((line) => '-'.repeat(line.column - column) + line.body);
	const length = Math.max(...shifted.map((line) => line.length));
	return {
		labels: lines.map(({ label }) => label),
		lines: shifted.map((line) => line.padEnd(length)),
		column,
		above,
		lineNumber
	};
}
