/**
 * How many places at the beginning of an ordered list hold a condition: all that do come before all that do not. By halving.
 * @param length of the list
 */
export function countLeading(length: number, holds: (index: number) => boolean): number {
	let low = 0;
	let high = length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (holds(middle)) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** How many values of an ascending list are at most `value`. */
export const countUpTo = (ascending: readonly number[], value: number): number =>
	countLeading(ascending.length, (index) => (ascending[index] ?? Infinity) <= value);

/** How many values of an ascending list are below `value`: the index of the first that is not. Allocates nothing. */
export function countBelow(ascending: Float64Array, value: number): number {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((ascending[middle] ?? 0) < value) low = middle + 1;
		else high = middle;
	}
	return low;
}
