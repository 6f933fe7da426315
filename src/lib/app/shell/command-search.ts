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
const otherWordsShare = 0.6;

/**
 * Letters of `query` in order somewhere in `text`, case ignored; word starts and unbroken runs count more, gaps and
 * long texts less. Null when a letter is missing. Best of the alignments that begin at each possible first letter.
 */
export function fuzzyMatch(query: string, text: string): { readonly score: number; readonly matches: readonly number[] } | null {
	const wanted = [...query.toLowerCase()].filter((letter) => letter !== ' ');
	const letters = [...text.toLowerCase()];
	if (wanted.length === 0) return { score: 0, matches: [] };
	let best: { score: number; matches: number[] } | null = null;
	for (let start = 0; start + wanted.length <= letters.length; start++) {
		if (letters[start] !== wanted[0]) continue;
		const found = alignFrom(wanted, letters, start);
		if (found === null) break;
		if (best === null || found.score > best.score) best = found;
	}
	return best;
}

function alignFrom(
	wanted: readonly string[],
	letters: readonly string[],
	start: number
): { score: number; matches: number[] } | null {
	const matches: number[] = [];
	let score = 0;
	let at = start;
	for (const letter of wanted) {
		const isRun = letters[at] === letter;
		const next = isRun ? at : nearestStart(letters, letter, at);
		if (next === -1) return null;
		const isWordStart = next === 0 || letters[next - 1] === ' ';
		score += (isWordStart ? startOfWordScore : isRun && matches.length > 0 ? runScore : plainScore) - (next - at) * gapCost;
		matches.push(next);
		at = next + 1;
	}
	return { score: score - letters.length * 0.01, matches };
}

/** The next word that starts with the letter, else its next place at all. */
function nearestStart(letters: readonly string[], letter: string, from: number): number {
	for (let index = from; index < letters.length; index++)
		if (letters[index] === letter && letters[index - 1] === ' ') return index;
	return letters.indexOf(letter, from);
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
