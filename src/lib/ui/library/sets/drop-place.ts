/**
 * Where a dragged row would land: its place among the rows once it is let go.
 * @param boxes the rows as they stand, top to bottom
 * @param from the dragged one
 */
export function dropPlace(boxes: readonly { readonly top: number; readonly height: number }[], from: number, y: number): number {
	let to = from;
	boxes.forEach(({ top, height }, index) => {
		const middle = top + height / 2;
		if (index > from && y > middle) to = Math.max(to, index);
		if (index < from && y < middle) to = Math.min(to, index);
	});
	return to;
}
