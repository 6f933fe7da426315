import type { Reader } from './tokens.ts';

export interface Reading<T> {
	readonly value: T;
	/** The place after it. */
	readonly end: number;
}

const small: Readonly<Record<string, number>> = {
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	seven: 7,
	eight: 8,
	nine: 9,
	ten: 10,
	eleven: 11,
	twelve: 12,
	thirteen: 13,
	fourteen: 14,
	fifteen: 15,
	sixteen: 16,
	seventeen: 17,
	eighteen: 18,
	nineteen: 19
};
const tens: Readonly<Record<string, number>> = {
	twenty: 20,
	thirty: 30,
	forty: 40,
	fifty: 50,
	sixty: 60,
	seventy: 70,
	eighty: 80,
	ninety: 90
};

/** A number in digits (`120`, `2.5`, `2,5`, `-14`) or in words up to 999 (`ninety five`, `a hundred and twenty`). */
export function readNumber(reader: Reader, at: number): Reading<number> | null {
	const sign = /^[-–—−]$/.test(reader.word(at)) ? -1 : 1;
	const from = sign === -1 ? at + 1 : at;
	const word = reader.word(from);
	if (/^\d+(?:[.,]\d+)?$/.test(word)) return { value: sign * toNumber(word), end: from + 1 };
	if (sign === -1) return null;
	return readHundreds(reader, at) ?? readTens(reader, at);
}

function toNumber(digits: string): number {
	// `1,000` is a thousand; `2,5` is what half the world writes for two and a half.
	return Number(/,\d{3}$/.test(digits) ? digits.replace(',', '') : digits.replace(',', '.'));
}

function readTens(reader: Reader, at: number): Reading<number> | null {
	const ten = tens[reader.word(at)];
	if (ten === undefined) {
		const one = small[reader.word(at)];
		return one === undefined ? null : { value: one, end: at + 1 };
	}
	const one = small[reader.word(at + 1)];
	return one !== undefined && one < 10 ? { value: ten + one, end: at + 2 } : { value: ten, end: at + 1 };
}

function readHundreds(reader: Reader, at: number): Reading<number> | null {
	const count = reader.word(at) === 'a' ? 1 : small[reader.word(at)];
	if (count === undefined || reader.word(at + 1) !== 'hundred') return null;
	const rest = readTens(reader, reader.skip(at + 2, ['and']));
	return rest === null ? { value: 100 * count, end: at + 2 } : { value: 100 * count + rest.value, end: rest.end };
}

const hour = ['hours', 'hour', 'hrs', 'hr', 'h'];
const minute = ['minutes', 'minute', 'mins', 'min', 'm'];
const second = ['seconds', 'second', 'secs', 'sec', 's'];

/** A length of time in seconds, with its unit: `5 minutes`, `2 min 30 s`, `1h20`, `3:45`, `an hour`, `half an hour`. */
export function readDuration(reader: Reader, at: number): Reading<number> | null {
	const clock = /^(?:(\d+):)?(\d+):(\d+)$/.exec(reader.word(at));
	if (clock) {
		return { value: 3600 * Number(clock[1] ?? 0) + 60 * Number(clock[2]) + Number(clock[3]), end: at + 1 };
	}
	const half = reader.afterAny(at, ['half an hour', 'half hour']);
	if (half !== null) return { value: 1800, end: half };
	const whole = reader.afterAny(at, ['an hour', 'a minute']);
	if (whole !== null) return { value: reader.word(at + 1) === 'hour' ? 3600 : 60, end: whole };
	const first = readAmount(reader, at);
	if (first === null) return null;
	const then = reader.skip(first.end, ['and']);
	const next = readAmount(reader, then);
	if (next !== null && next.unitSeconds < first.unitSeconds) {
		return { value: first.value + next.value, end: next.end };
	}
	const bare = readNumber(reader, first.end);
	if (bare !== null && first.unitSeconds > 1 && reader.isAdjacent(first.end - 1) && bare.value < 60) {
		return { value: first.value + (bare.value * first.unitSeconds) / 60, end: bare.end };
	}
	return first;
}

function readAmount(reader: Reader, at: number): (Reading<number> & { readonly unitSeconds: number }) | null {
	const count = readNumber(reader, at);
	if (count === null || count.value < 0) return null;
	for (const [words, unitSeconds] of [
		[hour, 3600],
		[minute, 60],
		[second, 1]
	] as const) {
		const end = reader.afterAny(count.end, words);
		if (end !== null) return { value: count.value * unitSeconds, end, unitSeconds };
	}
	return null;
}
