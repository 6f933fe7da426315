/** The middle value; the mean of the two middle ones of an even count. NaN for none. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)] ?? Number.NaN;
	return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** The median of each field by itself. Throws RangeError for no records. */
export function medianOf<T extends Readonly<Record<keyof T, number>>>(records: readonly T[]): T {
	const [first] = records;
	if (first === undefined) throw new RangeError('a median needs at least one record');
	const result = { ...first };
	for (const key of Object.keys(first) as (keyof T)[]) {
		result[key] = median(records.map((record) => record[key])) as T[keyof T];
	}
	return result;
}
