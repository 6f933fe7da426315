/** What the search reads of a command. */
export interface SearchableCommand {
	readonly title: string;
	readonly group: string;
	readonly words?: readonly string[];
	readonly hidden?: boolean;
}

/** A command found by the palette's words. */
export interface FoundCommand<C extends SearchableCommand> {
	readonly command: C;
	/** Indices into the title that matched; empty when other words of the command did. */
	readonly matches: readonly number[];
}

const startOfWordScore = 8;
const runScore = 5;
const plainScore = 1;
const gapCost = 0.2;
const lengthCost = 0.01;
const otherWordsShare = 0.6;

/** A way to lay the rest of the wanted letters on the text. */
interface Alignment {
	readonly score: number;
	readonly at: number;
	readonly next: Alignment | null;
}

/**
 * Letters of `query` in order somewhere in `text`, case and spaces of the query ignored; word starts and unbroken runs
 * count more, gaps and long texts less. The best of all alignments, found from the last letter back; null when there is none.
 */
export function fuzzyMatch(query: string, text: string): { readonly score: number; readonly matches: readonly number[] } | null {
	const wanted = [...query.toLowerCase()].filter((letter) => letter !== ' ');
	const letters = [...text.toLowerCase()];
	if (wanted.length === 0) return { score: 0, matches: [] };
	let rows: readonly Alignment[] = [];
	for (const [step, letter] of wanted.toReversed().entries()) {
		const before: Alignment[] = [];
		for (const at of letters.keys()) {
			if (letters[at] !== letter) continue;
			const next = step === 0 ? null : bestAfter(rows, at);
			if (step > 0 && next === null) continue;
			const own = at === 0 || letters[at - 1] === ' ' ? startOfWordScore : plainScore;
			before.push({ score: own + (next === null ? 0 : scoreAfter(next, at)), at, next });
		}
		rows = before;
	}
	const best = rows.reduce<Alignment | null>((top, row) => (top === null || row.score > top.score ? row : top), null);
	if (best === null) return null;
	const matches: number[] = [];
	for (let row: Alignment | null = best; row !== null; row = row.next) matches.push(row.at);
	return { score: best.score - letters.length * lengthCost, matches };
}

/** What an alignment is worth to a letter at `at` before it. */
const scoreAfter = (row: Alignment, at: number): number =>
	row.score + (row.at === at + 1 ? runScore : -(row.at - at - 1) * gapCost);

function bestAfter(rows: readonly Alignment[], at: number): Alignment | null {
	let best: Alignment | null = null;
	for (const row of rows) if (row.at > at && (best === null || scoreAfter(row, at) > scoreAfter(best, at))) best = row;
	return best;
}

/** Commands that match, best first; all of them in their own order for an empty query. */
export function searchCommands<C extends SearchableCommand>(query: string, commands: readonly C[]): readonly FoundCommand<C>[] {
	const visible = commands.filter((command) => !(command.hidden ?? false));
	if (query.trim() === '') return visible.map((command) => ({ command, matches: [] }));
	const found: { readonly entry: FoundCommand<C>; readonly score: number }[] = [];
	for (const command of visible) {
		const title = fuzzyMatch(query, command.title);
		if (title !== null) {
			found.push({ entry: { command, matches: title.matches }, score: title.score });
			continue;
		}
		const others = fuzzyMatch(query, [command.group, ...(command.words ?? [])].join(' '));
		if (others !== null) found.push({ entry: { command, matches: [] }, score: others.score * otherWordsShare });
	}
	return found.sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}
