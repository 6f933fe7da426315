export interface RowWindow {
	/** Index of the first row to draw. */
	readonly first: number;
	/** Index after the last. */
	readonly end: number;
}

const overscanRows = 6;

/**
 * The rows of a long list that are in view or just outside it.
 * @param listTopPx where the first row begins, from the top of the view; negative once scrolled past
 */
export function toRowWindow(count: number, rowPx: number, listTopPx: number, viewPx: number): RowWindow {
	if (rowPx <= 0 || viewPx <= 0) return { first: 0, end: Math.min(count, 2 * overscanRows) };
	const clamp = (row: number): number => Math.max(0, Math.min(count, row));
	const first = clamp(Math.floor(-listTopPx / rowPx) - overscanRows);
	return { first, end: Math.max(first, clamp(Math.ceil((viewPx - listTopPx) / rowPx) + overscanRows)) };
}
