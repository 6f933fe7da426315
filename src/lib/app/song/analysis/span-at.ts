/** The index of the span that holds a time in an ascending list, -1 between them and outside. */
export function spanIndexAt(
	spans: readonly { readonly startSeconds: number; readonly endSeconds: number }[],
	seconds: number
): number {
	let low = 0;
	let high = spans.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((spans[middle]?.startSeconds ?? Infinity) <= seconds) low = middle + 1;
		else high = middle;
	}
	return (spans[low - 1]?.endSeconds ?? -Infinity) > seconds ? low - 1 : -1;
}
