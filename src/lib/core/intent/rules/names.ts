import { foldText } from '../../text/fold-text.ts';
import type { Criterion } from '../query.ts';
import { toTokens, type Reader } from '../tokens.ts';
import { endsName } from './relations.ts';
import type { IntentContext, Rule } from './rule.ts';

const mostLetters = 200;

interface NameReading {
	readonly name: string;
	readonly end: number;
	readonly isKnown: boolean;
}

/** `by Bill Evans`, `artist: Nina Simone`. */
export const artist: Rule = (reader, at, context) => {
	const start = reader.afterAny(at, ['by', 'artist', 'from the artist', 'played by', 'performed by', 'sung by']);
	const read = start === null ? null : readName(reader, start, context.artists, 'rest');
	if (read === null) return null;
	return { end: read.end, criteria: [{ kind: 'artist', name: read.name }], confidence: read.isKnown ? 0.95 : 0.6 };
};

/** `tagged ballad`, `tag "sunday set"`, `#encore`; several apart by commas or "and". */
export const tag: Rule = (reader, at, context) => {
	const word = reader.word(at);
	if (word.startsWith('#') && word.length > 1) {
		return { end: at + 1, criteria: [{ kind: 'tag', tag: spell(word.slice(1), context.tags) }], confidence: 0.95 };
	}
	const start = reader.afterAny(at, ['tagged with', 'tagged as', 'tagged', 'with the tag', 'with tag', 'tag']);
	let read = start === null ? null : readName(reader, start, context.tags, 'one');
	if (read === null) return null;
	const criteria: Criterion[] = [];
	let { end } = read;
	let isKnown = true;
	while (read !== null && criteria.length < 10) {
		criteria.push({ kind: 'tag', tag: read.name });
		isKnown &&= read.isKnown;
		end = read.end;
		const next = reader.afterAny(end, ['and', ',']);
		// What follows an "and" is another tag only when it is one: `tagged ballad and slow`.
		const another: NameReading | null = next === null ? null : readName(reader, next, context.tags, 'one');
		read = another?.isKnown === true ? another : null;
	}
	return { end, criteria, confidence: isKnown ? 0.95 : 0.65 };
};

/** `called Misty`, `title "Blue in Green"`, and anything in quotation marks. */
export const title: Rule = (reader, at, context) => {
	const start = reader.afterAny(at, ['called', 'titled', 'named', 'title', 'with the title']);
	if (start !== null) {
		const read = readTitle(reader, start, context) ?? readName(reader, start, [], 'rest');
		return read && { end: read.end, criteria: [{ kind: 'text', words: read.name, where: 'title' }], confidence: 0.9 };
	}
	const token = reader.token(at);
	if (token === null || !token.isQuoted || foldText(token.text) === '') return null;
	const known = context.occurs(foldText(token.text));
	return { end: at + 1, criteria: [{ kind: 'text', words: cut(token.text), where: 'anywhere' }], confidence: known ? 0.95 : 0.6 };
};

/** The longest run of words that stands in a title, whatever they mean elsewhere. */
function readTitle(reader: Reader, at: number, { isInTitle }: IntentContext): NameReading | null {
	for (let end = reader.length; end > at; end--) {
		const name = reader.slice(at, end);
		if (foldText(name) !== '' && isInTitle(foldText(name))) return { name: cut(name), end, isKnown: true };
	}
	return null;
}

/** A name in quotes, the longest that is known, or one word or all up to the next condition. */
function readName(reader: Reader, at: number, known: readonly string[], unknown: 'one' | 'rest'): NameReading | null {
	const first = reader.token(at);
	if (first === null || foldText(first.text) === '' || first.word === ',' || first.word === ';') return null;
	if (first.isQuoted) return { name: cut(first.text), end: at + 1, isKnown: isAmong(first.text, known) };
	let best: NameReading | null = null;
	for (const name of known) {
		const words = toTokens(name);
		const stands = words.length > 0 && words.every((token, offset) => reader.token(at + offset)?.word === token.word);
		if (stands && (best === null || at + words.length > best.end)) {
			best = { name: cut(name), end: at + words.length, isKnown: true };
		}
	}
	if (best !== null) return best;
	let end = at + 1;
	while (unknown === 'rest' && !endsName(reader, end)) end++;
	return { name: cut(reader.slice(at, end)), end, isKnown: false };
}

function isAmong(name: string, known: readonly string[]): boolean {
	return known.some((one) => foldText(one) === foldText(name));
}

function spell(folded: string, known: readonly string[]): string {
	return cut(known.find((one) => foldText(one) === folded) ?? folded);
}

function cut(text: string): string {
	return text.slice(0, mostLetters);
}
