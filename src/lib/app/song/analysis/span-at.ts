import { countLeading } from '$core/order/index.ts';

/** The index of the span that holds a time in an ascending list, -1 between them and outside. */
export function spanIndexAt(
	spans: readonly { readonly startSeconds: number; readonly endSeconds: number }[],
	seconds: number
): number {
	const last = countLeading(spans.length, (index) => (spans[index]?.startSeconds ?? Infinity) <= seconds) - 1;
	return (spans[last]?.endSeconds ?? -Infinity) > seconds ? last : -1;
}
