import { foldText } from '../text/fold-text.ts';

/** A word, number or sign of what was typed. */
export interface Token {
	/** As typed; without the marks when it was quoted. */
	readonly text: string;
	/** Folded: no case, no accents. */
	readonly word: string;
	/** Offsets into the text, the end not included. */
	readonly start: number;
	readonly end: number;
	readonly isQuoted: boolean;
}

const patterns = [
	/["“”„«»](?<quoted>[^"“”„«»]*)["“”„«»]/u,
	/#(?<tag>[\p{L}\p{N}][\p{L}\p{N}_-]*)/u,
	/\d{1,3}:[0-5]\d(?::[0-5]\d)?(?!\d)/u,
	/\d{1,2}\/\d{1,2}(?!\d)/u,
	/\d+(?:[.,]\d+)?/u,
	/[\p{L}\p{M}][\p{L}\p{M}♭♯#]*(?:['’][\p{L}\p{M}]+)*/u,
	/-(?=\d)|[–—−](?=\s?\d)|[<>≤≥]=?|[~≈+%★=]/u,
	/[,;]/u,
	/[^\s\p{P}]/u
];
const anyToken = new RegExp(patterns.map((pattern) => `(?:${pattern.source})`).join('|'), 'gu');

/**
 * Cuts a text into tokens. White space and punctuation that carries nothing (a hyphen between letters, a full stop) fall
 * between them; everything else belongs to exactly one.
 */
export function toTokens(text: string): readonly Token[] {
	return [...text.matchAll(anyToken)].map((match) => {
		const { quoted, tag } = match.groups ?? {};
		const isQuoted = quoted !== undefined;
		const inner = isQuoted ? quoted.trim() : match[0];
		return {
			text: inner,
			word: tag === undefined ? foldText(inner).replaceAll('’', "'") : `#${foldText(tag)}`,
			start: match.index,
			end: match.index + match[0].length,
			isQuoted
		};
	});
}

/** Reads tokens by place; a place beyond the end is nothing. */
export class Reader {
	readonly tokens: readonly Token[];
	readonly text: string;

	constructor(text: string) {
		this.text = text;
		this.tokens = toTokens(text);
	}

	get length(): number {
		return this.tokens.length;
	}

	token(at: number): Token | null {
		return this.tokens[at] ?? null;
	}

	/** The folded word; empty beyond the end and for anything quoted, which no rule may take for its own words. */
	word(at: number): string {
		const token = this.tokens[at];
		return token === undefined || token.isQuoted ? '' : token.word;
	}

	/** Nothing stands between this token and the next. */
	isAdjacent(at: number): boolean {
		return this.tokens[at]?.end === this.tokens[at + 1]?.start;
	}

	/** The place after `phrase`, words apart by blanks, or null when it does not stand here. */
	after(at: number, phrase: string): number | null {
		const words = phrase.split(' ');
		return words.every((word, offset) => this.word(at + offset) === word) ? at + words.length : null;
	}

	/** The place after the longest of several phrases, or null. */
	afterAny(at: number, phrases: readonly string[]): number | null {
		let end: number | null = null;
		for (const phrase of phrases) end = Math.max(end ?? 0, this.after(at, phrase) ?? 0) || null;
		return end;
	}

	/** The place after the words if they stand here, else the same place. */
	skip(at: number, phrases: readonly string[]): number {
		return this.afterAny(at, phrases) ?? at;
	}

	/** What was typed from one token to another, the end not included. */
	slice(from: number, to: number): string {
		const first = this.tokens[from];
		const last = this.tokens[to - 1];
		return first && last ? this.text.slice(first.start, last.end) : '';
	}
}
