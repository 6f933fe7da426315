import type { Criterion, RangeField } from '../query.ts';
import type { Reader } from '../tokens.ts';
import { readDuration, readNumber, type Reading } from '../numbers.ts';
import type { Match, Rule } from './rule.ts';

type Sense = 'max' | 'min' | 'about' | 'is';

interface Comparison {
	readonly sense: Sense;
	/** The words say of what, such as "faster than". */
	readonly field?: RangeField;
	/** More than three stars are four. */
	readonly isStrict?: boolean;
}

interface Measure {
	readonly value: number;
	readonly end: number;
	/** Null for a number without a unit. */
	readonly field: RangeField | null;
}

const comparisons: readonly (readonly [phrases: readonly string[], comparison: Comparison])[] = [
	[['under', 'below', 'less than', 'fewer than', 'lower than', '<'], { sense: 'max', isStrict: true }],
	[
		['at most', 'up to', 'no more than', 'not more than', 'max', 'maximum', 'no longer than', '<=', '≤', 'until'],
		{ sense: 'max' }
	],
	[['over', 'above', 'more than', 'greater than', 'higher than', 'better than', 'beyond', '>'], { sense: 'min', isStrict: true }],
	[['at least', 'no less than', 'not less than', 'min', 'minimum', 'from', '>=', '≥'], { sense: 'min' }],
	[['slower than'], { sense: 'max', field: 'bpm' }],
	[['faster than', 'quicker than'], { sense: 'min', field: 'bpm' }],
	[['shorter than'], { sense: 'max', field: 'durationSeconds' }],
	[['longer than'], { sense: 'min', field: 'durationSeconds' }],
	[['quieter than', 'softer than'], { sense: 'max', field: 'integratedLufs' }],
	[['louder than'], { sense: 'min', field: 'integratedLufs' }],
	[
		['around', 'about', 'roughly', 'approximately', 'approx', 'circa', 'near', 'nearly', 'close to', '~', '≈'],
		{ sense: 'about' }
	],
	[['exactly', 'at', '='], { sense: 'is' }]
];

const fieldWords: readonly (readonly [phrases: readonly string[], field: RangeField])[] = [
	[['tempo', 'bpm', 'speed'], 'bpm'],
	[['duration', 'length', 'lasting', 'running time'], 'durationSeconds'],
	[['energy'], 'energy'],
	[['danceability'], 'danceability'],
	[['loudness', 'level', 'lufs'], 'integratedLufs'],
	[['rating', 'rated', 'stars'], 'rating']
];

const orMore = ['or more', 'or over', 'or above', 'or higher', 'or better', 'or longer', 'or faster', 'or louder', 'or up'];
const andMore = ['and up', 'and above', 'and over', 'and more', 'plus', '+'];
const orLess = ['or less', 'or under', 'or below', 'or lower', 'or fewer', 'or shorter', 'or slower', 'or quieter'];
const andLess = ['and under', 'and below', 'and less', 'max', 'maximum'];

/** Tempo, length, energy, loudness and stars as numbers: `under 80 bpm`, `between 3 and 5 minutes`, `rated 4 or more`. */
export const range: Rule = (reader, at) => {
	const named = readField(reader, at);
	const hint = named?.value ?? null;
	const start = named === null ? at : reader.skip(named.end, ['is', 'of', 'are', 'range']);
	return readPlus(reader, start) ?? readBetween(reader, start, hint) ?? readCompared(reader, start, hint, named !== null);
};

function readField(reader: Reader, at: number): Reading<RangeField> | null {
	for (const [phrases, value] of fieldWords) {
		const end = reader.afterAny(at, phrases);
		if (end !== null) return { value, end };
	}
	return null;
}

/** `4+ stars`, `120+ bpm`: the unit behind the sign. */
function readPlus(reader: Reader, at: number): Match | null {
	const number = readNumber(reader, at);
	const plus = number === null ? null : reader.after(number.end, '+');
	const measure = number === null || plus === null ? null : readUnit(reader, number.value, plus, null);
	if (measure === null || measure.field === null) return null;
	return toMatch({ kind: 'range', field: measure.field, min: toUnit(measure, measure.field, measure) }, measure.end, 0.95);
}

function readBetween(reader: Reader, at: number, hint: RangeField | null): Match | null {
	const opened = reader.afterAny(at, ['between', 'from']);
	const low = readMeasure(reader, opened ?? at, hint);
	if (low === null) return null;
	const joined = reader.afterAny(low.end, opened === null ? ['to', '-', '–', '—', '−'] : ['and', 'to', '-', '–', '—', '−']);
	if (joined === null) return null;
	// The dash of `90-110` belongs to the span, not to the number.
	const high = readMeasure(reader, joined, hint);
	if (high === null || high.value < 0 !== low.value < 0) return null;
	const field = high.field ?? low.field ?? guessField(Math.min(low.value, high.value));
	if (field === null) return null;
	const [from, to] = [toUnit(low, field, high), toUnit(high, field, high)].sort((a, b) => a - b);
	const isSure = high.field !== null || low.field !== null;
	return toMatch({ kind: 'range', field, min: from, max: to }, reader.skip(high.end, ['long']), isSure ? 0.95 : 0.65);
}

function readCompared(reader: Reader, at: number, hint: RangeField | null, isNamed: boolean): Match | null {
	const compared = readComparison(reader, at);
	const measure = readMeasure(reader, compared?.end ?? at, compared?.value.field ?? hint);
	if (measure === null) return null;
	let sense = compared?.value.sense ?? null;
	let end = measure.end;
	let isSaid = compared !== null || isNamed;
	const more = reader.afterAny(end, [...orMore, ...andMore]);
	const less = reader.afterAny(end, [...orLess, ...andLess]);
	const so = reader.afterAny(end, ['or so', 'ish']);
	if (sense === null || sense === 'is') {
		if (more !== null) [sense, end, isSaid] = ['min', more, true];
		else if (less !== null) [sense, end, isSaid] = ['max', less, true];
		else if (so !== null) [sense, end, isSaid] = ['about', so, true];
	}
	const field = measure.field ?? guessField(measure.value);
	if (field === null || (measure.field === null && !isSaid && !isPlainTempo(measure.value))) return null;
	const value = toUnit(measure, field, measure);
	const confidence = measure.field !== null ? 0.95 : isSaid ? 0.65 : 0.4;
	const limits = toLimits(field, value, sense ?? 'is', compared?.value.isStrict === true);
	return toMatch({ kind: 'range', field, ...limits }, reader.skip(end, ['long']), confidence);
}

function toMatch(criterion: Criterion, end: number, confidence: number): Match {
	return { end, criteria: [criterion], confidence };
}

function readComparison(reader: Reader, at: number): Reading<Comparison> | null {
	let best: Reading<Comparison> | null = null;
	for (const [phrases, value] of comparisons) {
		const end = reader.afterAny(at, phrases);
		if (end !== null && (best === null || end > best.end)) best = { value, end };
	}
	return best;
}

function readMeasure(reader: Reader, at: number, hint: RangeField | null): Measure | null {
	const length = readDuration(reader, at);
	if (length !== null && (hint === null || hint === 'durationSeconds')) return { ...length, field: 'durationSeconds' };
	const stars = countStars(reader, at);
	if (stars !== null) return { ...stars, field: 'rating' };
	const number = readNumber(reader, at);
	if (number === null) return null;
	const { value, end } = number;
	return readUnit(reader, value, end, hint) ?? { value, end, field: hint };
}

function readUnit(reader: Reader, value: number, end: number, hint: RangeField | null): Measure | null {
	const tempo = reader.afterAny(end, ['bpm', 'beats per minute', 'beats a minute']);
	if (tempo !== null) return { value, end: tempo, field: 'bpm' };
	const rating = reader.afterAny(end, ['stars', 'star', '★']);
	if (rating !== null) return { value, end: rating, field: 'rating' };
	const loudness = reader.afterAny(end, ['lufs', 'db lufs', 'db', 'dbfs']);
	if (loudness !== null) return { value: -Math.abs(value), end: loudness, field: 'integratedLufs' };
	const share = reader.afterAny(end, ['%', 'percent', 'per cent']);
	if (share !== null) {
		const named = reader.afterAny(share, ['energy', 'danceability']);
		const field = named === null ? hint : reader.word(share) === 'energy' ? 'energy' : 'danceability';
		return field === 'energy' || field === 'danceability' ? { value: value / 100, end: named ?? share, field } : null;
	}
	return null;
}

function countStars(reader: Reader, at: number): Reading<number> | null {
	let count = 0;
	while (reader.word(at + count) === '★') count++;
	return count > 0 && count <= 5 ? { value: count, end: at + count } : null;
}

/** A number without a unit is a tempo where it can be one. */
function guessField(value: number): RangeField | null {
	return value >= 40 && value <= 300 ? 'bpm' : null;
}

function isPlainTempo(value: number): boolean {
	return value >= 50 && value <= 220;
}

/** A value in the field's own unit, when the number came without one. `other` names the unit of both ends of a span. */
function toUnit({ value, field }: Measure, goal: RangeField, other: Measure): number {
	if (goal === 'durationSeconds') {
		// Lengths come in minutes where no unit is said, also the first of `3 to 5 minutes`.
		return field === 'durationSeconds' && (other.field !== 'durationSeconds' || value >= 30) ? value : value * 60;
	}
	if (goal === 'energy' || goal === 'danceability')
		return Math.min(1, Math.abs(value) > 1 ? Math.abs(value) / 100 : Math.abs(value));
	if (goal === 'integratedLufs') return -Math.abs(value);
	if (goal === 'rating') return Math.min(5, Math.max(0, value));
	return Math.abs(value);
}

/** How far "about" reaches, and a number said without any comparison. */
const spreads: Readonly<
	Record<RangeField, { readonly about: (value: number) => number; readonly is: (value: number) => number }>
> = {
	bpm: { about: (value) => Math.round(0.05 * value), is: () => 2 },
	durationSeconds: { about: (value) => Math.round(0.15 * value), is: (value) => Math.min(30, Math.round(0.1 * value)) },
	energy: { about: () => 0.1, is: () => 0.05 },
	danceability: { about: () => 0.1, is: () => 0.05 },
	integratedLufs: { about: () => 2, is: () => 1 },
	rating: { about: () => 1, is: () => 0 }
};

function toLimits(field: RangeField, value: number, sense: Sense, isStrict: boolean): { min?: number; max?: number } {
	const step = isStrict && field === 'rating' ? 1 : 0;
	if (sense === 'max') return { max: value - step };
	if (sense === 'min') return { min: value + step };
	const spread = spreads[field][sense](value);
	return { min: tidy(value - spread), max: tidy(value + spread) };
}

function tidy(value: number): number {
	return Math.round(value * 1000) / 1000;
}
