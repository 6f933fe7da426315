/** A moment of a bar on its way to the page. */
export interface Column {
	/** In any unit. */
	readonly tick: number;
	readonly x: number;
	/** Pixels that its signs and heads take up behind its x, and before it. */
	readonly behindPx: number;
	readonly beforePx: number;
}

const airPx = 6;
/** Of the room that a length has by itself. */
const leastShare = 0.65;

/**
 * Places of columns so that none stands closer to the next than its length asks for: the library spaces each voice by itself, and what begins
 * late in one voice may come to stand beside what came before it in another. The first and the last stay.
 * @param columns from left to right, of rising ticks
 * @returns their x
 */
export function evenGaps(columns: readonly Column[]): number[] {
	const gaps = columns.slice(1).map((column, at) => {
		const from = columns[at] ?? column;
		return { px: column.x - from.x, needPx: from.behindPx + column.beforePx + airPx, root: Math.sqrt(column.tick - from.tick) };
	});
	const total = gaps.reduce((sum, { px }) => sum + px, 0);
	const roots = gaps.reduce((sum, { root }) => sum + root, 0);
	const least = gaps.map(({ needPx, root }) => Math.max(needPx, (leastShare * total * root) / Math.max(1e-6, roots)));
	const missing = gaps.reduce((sum, { px }, at) => sum + Math.max(0, (least[at] ?? 0) - px), 0);
	const spare = gaps.reduce((sum, { px }, at) => sum + Math.max(0, px - (least[at] ?? 0)), 0);
	const xs = columns.map(({ x }) => x);
	if (missing === 0) return xs;
	let x = columns[0]?.x ?? 0;
	for (const [at, { px }] of gaps.entries()) {
		const own = least[at] ?? 0;
		// Where there is not room for all, all give way alike.
		x += spare < missing ? (own * total) / (total + missing - spare) : px < own ? own : own + (px - own) * (1 - missing / spare);
		xs[at + 1] = x;
	}
	return xs;
}
