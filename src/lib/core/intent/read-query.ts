import { joinAlternatives } from './join-alternatives.ts';
import { foldText } from '../text/fold-text.ts';
import { maxChips, type Chip, type Criterion } from './query.ts';
import { date } from './rules/dates.ts';
import { key, meter, mode } from './rules/keys.ts';
import { artist, tag, title } from './rules/names.ts';
import { range } from './rules/ranges.ts';
import { mixes, order, relative } from './rules/relations.ts';
import type { IntentContext, Match, Rule } from './rules/rule.ts';
import { vocabulary } from './rules/vocabulary.ts';
import { Reader } from './tokens.ts';

/** A chip and the words it was made of. */
export interface ReadChip extends Chip {
	/** Offsets into the text, the end not included; words that say nothing by themselves belong to the chip beside them. */
	readonly start: number;
	readonly end: number;
}

export interface UnclearWords {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** What was understood of a text. Every word of it lies in a chip or is named as unclear. */
export interface QueryReading {
	readonly chips: readonly ReadChip[];
	readonly unclear: readonly UnclearWords[];
}

/** Where several read equally much, the first one wins. */
const rules: readonly Rule[] = [mode, key, meter, range, relative, mixes, date, order, tag, artist, title, vocabulary];

const denials = [
	'not in',
	'not',
	'no',
	'non',
	'never',
	'without any',
	'without',
	'except for',
	'except',
	'excluding',
	'but not',
	'have not been',
	'have not',
	'has not been',
	'has not',
	"haven't been",
	"haven't",
	'havent',
	"hasn't been",
	"hasn't",
	'hasnt',
	"isn't",
	'isnt',
	"aren't",
	'arent',
	"wasn't",
	"don't",
	'dont',
	'did not',
	"didn't",
	'didnt',
	'have never',
	'is not',
	'are not',
	'that is not',
	'nothing',
	'anything but'
];

/** Words that carry no condition, as long as something beside them does. */
const fillers = new Set(
	(
		"a an the i i've me my we our you it its this that these those which who what show find give get list search look looking for " +
		'please songs song tracks track tunes tune pieces piece music recordings recording something anything one ones some all any ' +
		'with is are was were be been in of at on to have has had do does need want would like could can and or but so also , ; ' +
		'from about really very quite tempo bpm key keys there only just by than as sound sounds sounding feel feels'
	).split(' ')
);

/**
 * Reads plain words as chips. Pure; never throws, whatever the text.
 * @param text what was typed; beyond 500 letters the rest is left unread and named as unclear
 */
export function readQuery(text: string, context: IntentContext): QueryReading {
	const limit = 500;
	const read = readText(text.slice(0, limit), context);
	const rest = text.slice(limit);
	if (rest.trim() === '') return read;
	return { chips: read.chips, unclear: [...read.unclear, { text: rest.trim().slice(0, 60), start: limit, end: text.length }] };
}

interface Placed extends Match {
	readonly from: number;
	readonly isDenied: boolean;
}

function readText(text: string, context: IntentContext): QueryReading {
	const reader = new Reader(text);
	if (reader.length === 0) return { chips: [], unclear: [] };
	const whole = foldText(text);
	// A title may hold words that mean something, such as "Slow Hot Wind".
	if (reader.length > 1 && context.isInTitle(whole)) return asText(reader, context, 0.9);
	const placed = placeMatches(reader, context);
	if (placed.length === 0 && context.isOneOfSeveral !== true) return asText(reader, context, 0.9);
	return cover(reader, placed, context);
}

function placeMatches(reader: Reader, context: IntentContext): readonly Placed[] {
	const placed: Placed[] = [];
	let chipCount = 0;
	for (let at = 0; at < reader.length && chipCount < maxChips;) {
		const denied = reader.afterAny(at, denials);
		const plain = bestMatch(reader, at, context);
		const inner = denied === null ? null : bestMatch(reader, skipFillers(reader, denied), context);
		if (plain !== null && (inner === null || plain.end >= inner.end)) {
			placed.push({ ...plain, from: at, isDenied: plain.isNegated === true });
		} else if (inner !== null) {
			placed.push({ ...inner, from: at, isDenied: inner.isNegated !== true });
		} else {
			const word = denied === null ? null : deniedWord(reader, denied, context);
			if (word === null) {
				at++;
				continue;
			}
			placed.push({ ...word, from: at, isDenied: true });
		}
		joinLastTwo(reader, placed);
		const last = placed.at(-1);
		if (last === undefined) break;
		chipCount += last.criteria.length;
		at = last.end;
	}
	return placed;
}

/** `waltz or 6/8`: what two rules read on both sides of an "or" becomes one condition where it can. */
function joinLastTwo(reader: Reader, placed: Placed[]): void {
	const [one, other] = placed.slice(-2);
	if (one === undefined || other === undefined || one.isDenied || other.isDenied) return;
	const [first, ...more] = one.criteria;
	const [second, ...others] = other.criteria;
	if (first === undefined || second === undefined || more.length + others.length > 0) return;
	if (reader.after(one.end, 'or') !== other.from) return;
	const joined = joinAlternatives(first, second);
	if (joined === null) return;
	const confidence = Math.min(one.confidence, other.confidence);
	placed.splice(-2, 2, { ...one, end: other.end, criteria: [joined], confidence });
}

function skipFillers(reader: Reader, at: number): number {
	return reader.skip(at, ['a', 'an', 'the', 'any', 'in', 'been', 'yet', 'that are', 'i', 'too', 'very']);
}

function bestMatch(reader: Reader, at: number, context: IntentContext): Match | null {
	let best: Match | null = null;
	for (const rule of rules) {
		const match = rule(reader, at, context);
		if (match !== null && match.end > at && (best === null || match.end > best.end)) best = match;
	}
	return best;
}

/** `not rubato`: one word that no rule knows but some song has. */
function deniedWord(reader: Reader, at: number, { occurs }: IntentContext): Match | null {
	const word = reader.token(at);
	if (word === null || fillers.has(word.word) || !occurs(word.word)) return null;
	return { end: at + 1, criteria: [{ kind: 'text', words: word.text, where: 'anywhere' }], confidence: 0.6 };
}

/** Gives every token between the matches to a text chip, to the chip beside it, or to the unclear ones. */
function cover(reader: Reader, placed: readonly Placed[], context: IntentContext): QueryReading {
	const chips: ReadChip[] = [];
	const unclear: UnclearWords[] = [];
	/** Tokens that say nothing and wait for the next chip. */
	let waitingFrom: number | null = null;
	let at = 0;
	const startOf = (token: number): number => reader.token(token)?.start ?? reader.text.length;
	const endOf = (token: number): number => reader.token(token)?.end ?? reader.text.length;
	const add = (from: number, end: number, criteria: readonly Criterion[], confidence: number, isNegated: boolean): void => {
		const start = startOf(waitingFrom ?? from);
		waitingFrom = null;
		for (const criterion of criteria) chips.push({ criterion, isNegated, confidence, start, end: endOf(end - 1) });
	};
	for (const match of [...placed, null]) {
		const until = match?.from ?? reader.length;
		for (const { from, end, kind } of runsOf(reader, at, until, context)) {
			if (kind === 'filler') waitingFrom ??= from;
			else if (kind === 'text' && chips.length < maxChips) {
				add(from, end, [{ kind: 'text', words: reader.slice(from, end).slice(0, 200), where: 'anywhere' }], 0.6, false);
			} else {
				unclear.push({ text: reader.slice(from, end), start: startOf(from), end: endOf(end - 1) });
			}
		}
		if (match !== null) add(match.from, match.end, match.criteria, match.confidence, match.isDenied);
		at = match?.end ?? at;
	}
	const trailing = waitingFrom;
	const last = chips.at(-1);
	if (trailing !== null && last !== undefined) {
		// Words at the end that say nothing go to the last chips.
		const end = endOf(reader.length - 1);
		return { chips: chips.map((chip) => (chip.end === last.end ? { ...chip, end } : chip)), unclear };
	}
	if (trailing !== null) {
		const start = startOf(trailing);
		return {
			chips,
			unclear: [...unclear, { text: reader.slice(trailing, reader.length), start, end: endOf(reader.length - 1) }]
		};
	}
	return { chips, unclear };
}

interface Run {
	readonly from: number;
	readonly end: number;
	readonly kind: 'filler' | 'text' | 'unclear';
}

/** Cuts the words that no rule took into words that say nothing, words found on songs, and words found nowhere. */
function runsOf(reader: Reader, from: number, until: number, { occurs }: IntentContext): readonly Run[] {
	const runs: Run[] = [];
	for (let at = from; at < until; at++) {
		const word = reader.token(at)?.word ?? '';
		const kind = fillers.has(word) || word === '' ? 'filler' : occurs(word) ? 'text' : 'unclear';
		const last = runs.at(-1);
		if (last?.kind === kind) runs[runs.length - 1] = { ...last, end: at + 1 };
		else runs.push({ from: at, end: at + 1, kind });
	}
	return runs;
}

/** The whole as words to look for, with those named that no song has. */
function asText(reader: Reader, { occurs }: IntentContext, confidence: number): QueryReading {
	const first = reader.token(0);
	const last = reader.token(reader.length - 1);
	if (first === null || last === null) return { chips: [], unclear: [] };
	const strangers = reader.tokens.filter(({ word }) => word !== '' && word !== ',' && word !== ';' && !occurs(word));
	const isFound = strangers.length === 0;
	const words = reader.slice(0, reader.length).trim().slice(0, 200);
	const chip: ReadChip = {
		criterion: { kind: 'text', words, where: 'anywhere' },
		isNegated: false,
		confidence: isFound ? confidence : 0.3,
		start: first.start,
		end: last.end
	};
	return { chips: [chip], unclear: strangers.map(({ text, start, end }) => ({ text, start, end })) };
}
