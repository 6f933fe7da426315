import { ticksPerQuarter } from '$core/score/index.ts';

/** Letters of the rhythm line, whole to 64th, with a dot, or the number of a tuplet after them. */
const letters: readonly (readonly [string, number])[] = [
	['W', 4],
	['H', 2],
	['Q', 1],
	['E', 1 / 2],
	['S', 1 / 4],
	['T', 1 / 8],
	['X', 1 / 16]
];
const suffixes: readonly (readonly [string, number])[] = [
	['', 1],
	['.', 3 / 2],
	['3', 2 / 3],
	['5', 4 / 5],
	['7', 4 / 7],
	['9', 8 / 9]
];

const ticksOf: ReadonlyMap<string, number> = new Map(
	letters.flatMap(([letter, quarters]) =>
		suffixes.map(([suffix, factor]) => [letter + suffix, Math.round(quarters * factor * ticksPerQuarter)] as const)
	)
);
/** Plain values before dotted ones before tuplets where two are as long. */
const wordOf = new Map([...ticksOf].reverse().map(([word, ticks]) => [ticks, word]));
const fromLongest = [...ticksOf].sort((a, b) => b[1] - a[1]);

/** What one word of the rhythm line says. */
export interface RhythmWord {
	/** A stroke, a rest, the stroke before going on, or a grace note, which takes no time. */
	readonly kind: 'stroke' | 'rest' | 'tie' | 'grace';
	readonly ticks: number;
}

/** The words that last so many ticks together, as few as can be; `t` and a number for what no value is as long as. */
export function toDurationWords(ticks: number): string[] {
	const one = wordOf.get(ticks);
	if (one !== undefined) return [one];
	for (const [word, length] of fromLongest) {
		const other = wordOf.get(ticks - length);
		if (other !== undefined) return [word, other];
	}
	const words: string[] = [];
	let left = ticks;
	for (const [word, length] of fromLongest)
		for (; isPlain(word) && length <= left; left -= length) {
			words.push(word);
			const rest = wordOf.get(left - length);
			if (rest !== undefined) return [...words, rest];
		}
	return left > 0 ? [...words, `t${left}`] : words;
}

const isPlain = (word: string): boolean => word.length === 1;

/** Null for what is no word of a rhythm line. */
export function fromRhythmWord(text: string): RhythmWord | null {
	if (text === 'g') return { kind: 'grace', ticks: 0 };
	const match = /^([r+]?)(?:([WHQESTX][.3579]?)|t(\d{1,6}))$/.exec(text);
	if (match === null) return null;
	const [, sign, word, counted] = match;
	const ticks = word === undefined ? Number(counted) : ticksOf.get(word);
	if (ticks === undefined || ticks === 0) return null;
	return { kind: sign === 'r' ? 'rest' : sign === '+' ? 'tie' : 'stroke', ticks };
}
