import { fromCamelotText, keyAt } from '../../harmony/camelot.ts';
import type { KeyChoice } from '../query.ts';
import type { Reader } from '../tokens.ts';
import type { Reading } from '../numbers.ts';
import type { Match, Rule } from './rule.ts';

const letters: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const majorWords = ['major', 'maj', 'dur'];
const minorWords = ['minor', 'min', 'moll'];

interface KeyReading extends Reading<KeyChoice> {
	/** `sure` stands for itself (`F# minor`, `8A`); `likely` by its spelling (`Ab`); `bare` only after "in". */
	readonly strength: 'sure' | 'likely' | 'bare';
}

/** Keys by name or Camelot code, alone or several: `in A flat`, `Ab or F minor`, `8A`, `key of D`. */
export const key: Rule = (reader, at) => {
	const close = reader.afterAny(at, ['compatible with', 'neighbours of', 'neighbors of', 'next to']);
	if (close !== null) {
		const code = readCamelot(reader, close);
		return code === null ? null : { end: code.end, criteria: [{ kind: 'key', keys: neighboursOf(code.value) }], confidence: 0.9 };
	}
	const said = reader.afterAny(at, ['in the key of', 'in key of', 'the key of', 'key of', 'keys of', 'key', 'camelot']);
	const introduced = said ?? reader.after(at, 'in');
	const first = readKey(reader, introduced ?? at, introduced !== null);
	if (first === null || (first.strength === 'bare' && introduced === null)) return null;
	const keys = [first.value];
	let { end, strength } = first;
	for (;;) {
		const joined = reader.afterAny(end, ['or in', 'and in', 'or', 'and', ',']);
		const next = joined === null ? null : readKey(reader, joined, introduced !== null);
		if (next === null || (next.strength === 'bare' && introduced === null) || keys.length === 24) break;
		keys.push(next.value);
		end = next.end;
		if (next.strength !== 'sure') strength = next.strength;
	}
	const confidence = strength === 'sure' ? 0.95 : said !== null ? 0.85 : strength === 'likely' ? 0.8 : 0.7;
	return { end: reader.skip(end, ['key', 'keys']), criteria: [{ kind: 'key', keys }], confidence };
};

/** `minor` and `major` alone. */
export const mode: Rule = (reader, at) => {
	const from = reader.skip(at, ['in a', 'in']);
	for (const [words, value] of [
		[majorWords, 'major'],
		[minorWords, 'minor']
	] as const) {
		if (!words.slice(0, 1).includes(reader.word(from)) && !(from > at && words.includes(reader.word(from)))) continue;
		const named = reader.afterAny(from + 1, ['keys', 'key', 'mode', 'tonality']);
		// "in a minor" means the key of A minor; "in a minor key" does not.
		if (from === at + 2 && named === null) continue;
		return { end: named ?? from + 1, criteria: [{ kind: 'mode', mode: value }], confidence: 0.9 };
	}
	return null;
};

/** Bars by their signature: `3/4`, `6/8 time`, `waltz`, `in three`, `odd meter`. */
export const meter: Rule = (reader, at) => {
	const from = reader.skip(at, ['in', 'meter', 'metre', 'time signature']);
	const signature = /^(\d+)\/(\d+)$/.exec(reader.word(from));
	if (signature) {
		const beats = beatsOf(Number(signature[1]), Number(signature[2]));
		return beats === null ? null : toMeter(reader.skip(from + 1, ['time', 'meter', 'metre', 'bars']), beats, 0.95);
	}
	const waltz = reader.afterAny(at, ['waltzes', 'waltz', 'waltz time']);
	if (waltz !== null) return toMeter(waltz, [3], 0.85);
	const odd = reader.afterAny(at, ['odd meter', 'odd metre', 'odd meters', 'odd time']);
	if (odd !== null) return toMeter(odd, [5, 7, 9, 11], 0.85);
	const count = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 }[reader.word(from)];
	return count === undefined || reader.word(at) !== 'in' ? null : toMeter(from + 1, [count], 0.7);
};

function toMeter(end: number, beatsPerBar: number[], confidence: number): Match {
	return { end, criteria: [{ kind: 'meter', beatsPerBar }], confidence };
}

/** A compound bar may be counted in its dotted beats or in its eighths. */
function beatsOf(count: number, unit: number): number[] | null {
	if (![2, 4, 8, 16].includes(unit) || count < 2 || count > 12) return null;
	return unit >= 8 && count % 3 === 0 && count > 3 ? [count / 3, count] : [count];
}

function readKey(reader: Reader, at: number, isIntroduced: boolean): KeyReading | null {
	return readCamelot(reader, at) ?? readNamedKey(reader, at, isIntroduced);
}

function readCamelot(reader: Reader, at: number): KeyReading | null {
	const [digits, letter] = [reader.word(at), reader.word(at + 1)];
	if (!/^\d{1,2}$/.test(digits) || !/^[ab]$/.test(letter) || !reader.isAdjacent(at)) return null;
	const place = fromCamelotText(digits + letter);
	return place === null ? null : { value: keyAt(place), end: at + 2, strength: 'sure' };
}

function readNamedKey(reader: Reader, at: number, isIntroduced: boolean): KeyReading | null {
	const token = reader.token(at);
	if (token === null || token.isQuoted) return null;
	const parts = /^([A-Ga-g])([b♭#♯]?)(m|min|maj|M)?$/u.exec(token.text);
	const letter = parts?.[1];
	if (!parts || letter === undefined) return null;
	const isCapital = letter === letter.toUpperCase();
	const sign = parts[2] ?? '';
	const suffix = parts[3];
	const spelled = sign === '' && suffix === undefined ? reader.word(at + 1) : '';
	const shift = spelled === 'flat' ? -1 : spelled === 'sharp' ? 1 : sign === '' ? 0 : /[b♭]/u.test(sign) ? -1 : 1;
	const named = at + (spelled === 'flat' || spelled === 'sharp' ? 2 : 1);
	const isMajor = suffix === 'maj' || suffix === 'M' || majorWords.includes(reader.word(named));
	const isMinor = suffix === 'm' || suffix === 'min' || minorWords.includes(reader.word(named));
	const end = suffix === undefined && (isMajor || isMinor) ? named + 1 : named;
	const value: KeyChoice = { tonic: ((letters[letter.toLowerCase()] ?? 0) + shift + 12) % 12, mode: isMinor ? 'minor' : 'major' };
	if (end > named || named > at + 1) return { value, end, strength: end > named ? 'sure' : 'likely' };
	const hasMark = sign !== '' || suffix !== undefined;
	// Small `am`, `bb` and `as` are words unless "in" stands before them; a small `a` is one even then.
	if (hasMark) return isCapital || isIntroduced ? { value, end, strength: 'likely' } : null;
	return isIntroduced && (isCapital || letter !== 'a') ? { value, end, strength: 'bare' } : null;
}

/** A key, its relative, and those a fifth either way: what the wheel shows side by side. */
function neighboursOf({ tonic, mode }: KeyChoice): KeyChoice[] {
	const own: KeyChoice = { tonic, mode: mode ?? 'major' };
	const relative: KeyChoice =
		own.mode === 'minor' ? { tonic: (tonic + 3) % 12, mode: 'major' } : { tonic: (tonic + 9) % 12, mode: 'minor' };
	return [own, relative, { ...own, tonic: (tonic + 7) % 12 }, { ...own, tonic: (tonic + 5) % 12 }];
}
