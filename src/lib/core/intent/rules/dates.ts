import type { DateField, Period, PeriodUnit } from '../query.ts';
import type { Reader } from '../tokens.ts';
import { readNumber, type Reading } from '../numbers.ts';
import type { IntentContext, Rule } from './rule.ts';

const verbs: readonly (readonly [phrases: readonly string[], field: DateField])[] = [
	[['added', 'imported', 'recorded', 'brought in', 'new since', 'uploaded'], 'added'],
	[
		[
			'practised',
			'practiced',
			'practise',
			'practice',
			'played',
			'play',
			'rehearsed',
			'worked on',
			'last practised',
			'last practiced',
			'last played',
			'been practised',
			'been practiced',
			'been played'
		],
		'practised'
	]
];

const months: readonly (readonly string[])[] = [
	['january', 'jan'],
	['february', 'feb'],
	['march', 'mar'],
	['april', 'apr'],
	['may'],
	['june', 'jun'],
	['july', 'jul'],
	['august', 'aug'],
	['september', 'sept', 'sep'],
	['october', 'oct'],
	['november', 'nov'],
	['december', 'dec']
];
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

interface PeriodReading extends Reading<Period> {
	readonly confidence: number;
}

/** When a song came in or was last practised: `added last week`, `practised since March`, `I have not played this month`. */
export const date: Rule = (reader, at, context) => {
	const recent = reader.afterAny(at, ['recently', 'lately', 'freshly']);
	const verb = readVerb(reader, recent ?? at);
	if (verb === null) {
		// A period without a verb says when something came in, most likely.
		const bare = readPeriod(reader, at, context);
		if (bare === null || bare.value.kind === 'named') return null;
		return { end: bare.end, criteria: [{ kind: 'date', field: 'added', relation: 'in', period: bare.value }], confidence: 0.5 };
	}
	const field = verb.value;
	const past30: Period = { kind: 'past', unit: 'day', count: 30 };
	const after = reader.skip(verb.end, ['it', 'them', 'these', 'this one']);
	const late = recent === null ? reader.afterAny(after, ['recently', 'lately']) : verb.end;
	if (late !== null) return { end: late, criteria: [{ kind: 'date', field, relation: 'in', period: past30 }], confidence: 0.75 };
	const ago = readAgo(reader, after);
	if (ago !== null) return { end: ago.end, criteria: [{ kind: 'date', field, ...ago.value }], confidence: 0.9 };
	const before = reader.afterAny(after, ['before', 'until', 'earlier than', 'prior to']);
	const since = reader.afterAny(after, ['since', 'after', 'from', 'later than']);
	const within = reader.skip(after, ['in', 'during', 'within', 'on', 'for', 'over']);
	const period = readPeriod(reader, before ?? since ?? within, context);
	if (period !== null) {
		const relation = before !== null ? 'before' : since !== null ? 'since' : 'in';
		return {
			end: period.end,
			criteria: [{ kind: 'date', field, relation, period: period.value }],
			confidence: period.confidence
		};
	}
	if (field === 'added') return null;
	const end = reader.skip(verb.end, ['yet', 'before', 'ever']);
	return { end, criteria: [{ kind: 'date', field, relation: 'in', period: { kind: 'ever' } }], confidence: 0.85 };
};

function readVerb(reader: Reader, at: number): Reading<DateField> | null {
	for (const [phrases, value] of verbs) {
		const end = reader.afterAny(at, phrases);
		if (end !== null) return { value, end };
	}
	return null;
}

function readUnit(reader: Reader, at: number): Reading<PeriodUnit> | null {
	for (const value of ['day', 'week', 'month', 'year'] as const) {
		const end = reader.afterAny(at, [value, `${value}s`]);
		if (end !== null) return { value, end };
	}
	return null;
}

/** `3 days ago`, `more than two weeks ago`, `less than a month ago`. */
function readAgo(reader: Reader, at: number): Reading<{ relation: 'in' | 'before'; period: Period }> | null {
	const over = reader.afterAny(at, ['more than', 'over', 'longer than']);
	const under = reader.afterAny(at, ['less than', 'under', 'within']);
	const count = readCount(reader, over ?? under ?? at);
	const unit = count === null ? null : readUnit(reader, count.end);
	const end = unit === null ? null : reader.after(unit.end, 'ago');
	if (count === null || unit === null || end === null) return null;
	const past: Period = { kind: 'past', unit: unit.value, count: count.value };
	if (over !== null) return { value: { relation: 'before', period: past }, end };
	if (under !== null) return { value: { relation: 'in', period: past }, end };
	return { value: { relation: 'in', period: { kind: 'calendar', unit: unit.value, back: count.value } }, end };
}

function readCount(reader: Reader, at: number): Reading<number> | null {
	const few = reader.afterAny(at, ['a few', 'few', 'several']);
	if (few !== null) return { value: 3, end: few };
	const couple = reader.afterAny(at, ['a couple of', 'couple of', 'a couple']);
	if (couple !== null) return { value: 2, end: couple };
	if (['a', 'an'].includes(reader.word(at))) return { value: 1, end: at + 1 };
	const number = readNumber(reader, at);
	return number !== null && Number.isInteger(number.value) && number.value >= 1 && number.value <= 1000 ? number : null;
}

function readPeriod(reader: Reader, at: number, context: IntentContext): PeriodReading | null {
	const word = reader.word(at);
	if (word === 'today') return { value: { kind: 'calendar', unit: 'day', back: 0 }, end: at + 1, confidence: 0.95 };
	if (word === 'yesterday') return { value: { kind: 'calendar', unit: 'day', back: 1 }, end: at + 1, confidence: 0.95 };
	const hasThe = word === 'the' || word === 'my';
	const from = hasThe ? at + 1 : at;
	const isThis = reader.word(from) === 'this';
	const isLast = ['last', 'past', 'previous'].includes(reader.word(from));
	if (isThis || isLast) {
		const count = isLast ? readCount(reader, from + 1) : null;
		const unit = readUnit(reader, count?.end ?? from + 1);
		if (unit !== null) {
			// "Last week" is the one before this; "the last week" and "the past two weeks" are the days up to now.
			const isRunning = count !== null || hasThe || reader.word(from) === 'past';
			const value: Period = isRunning
				? { kind: 'past', unit: unit.value, count: count?.value ?? 1 }
				: { kind: 'calendar', unit: unit.value, back: isThis ? 0 : 1 };
			return { value, end: unit.end, confidence: 0.95 };
		}
	}
	const counted = readCount(reader, at);
	const countedUnit = counted === null ? null : readUnit(reader, counted.end);
	// `for two weeks`; without a number in front of it "3 days" alone is not read.
	if (counted !== null && countedUnit !== null && ['for', 'in', 'within', 'since', 'during'].includes(reader.word(at - 1))) {
		return { value: { kind: 'past', unit: countedUnit.value, count: counted.value }, end: countedUnit.end, confidence: 0.85 };
	}
	return readNamedPeriod(reader, isLast || isThis ? from + 1 : from, context);
}

function readNamedPeriod(reader: Reader, at: number, { nowMs, utcOffsetMinutes }: IntentContext): PeriodReading | null {
	const now = new Date(nowMs + utcOffsetMinutes * 60_000);
	const weekday = weekdays.indexOf(reader.word(at));
	if (weekday !== -1) {
		const back = (now.getUTCDay() - weekday + 7) % 7 || 7;
		return { value: { kind: 'calendar', unit: 'day', back }, end: at + 1, confidence: 0.8 };
	}
	const month = months.findIndex((names) => names.includes(reader.word(at))) + 1;
	const year = readYear(reader, month === 0 ? at : reader.skip(at + 1, ['of']));
	if (month === 0) {
		return year === null ? null : { value: { kind: 'named', year: year.value }, end: year.end, confidence: 0.85 };
	}
	// A month without a year is the latest that has begun.
	const latest = now.getUTCFullYear() - (month > now.getUTCMonth() + 1 ? 1 : 0);
	return { value: { kind: 'named', year: year?.value ?? latest, month }, end: year?.end ?? at + 1, confidence: 0.85 };
}

function readYear(reader: Reader, at: number): Reading<number> | null {
	const word = reader.word(at);
	return /^(?:19|20|21)\d\d$/.test(word) ? { value: Number(word), end: at + 1 } : null;
}
