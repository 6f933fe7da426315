/** Bars that share a line. */
export interface BarLine {
	readonly first: number;
	/** Included. */
	readonly last: number;
	/** Of the wanted widths, what each bar gets; with the lead, the page is filled. */
	readonly stretch: number;
}

/** A last line that is not nearly full keeps its own width. */
const fullEnough = 0.72;
const mostStretch = 1.25;

export interface BarRooms {
	/** Wanted width of each bar. */
	readonly widths: readonly number[];
	/** Room before the first notes where a bar begins a line, beyond what it has inside one. */
	readonly leads: readonly number[];
	/** Room behind the last where it ends one: a new key or meter is told there. */
	readonly tails: readonly number[];
}

/**
 * Breaks bars into lines so that they are about equally full, by least squares of the room left over.
 * @returns a bar that is wider than the page has a line of its own, pressed together
 */
export function breakLines({ widths, leads, tails }: BarRooms, pageWidth: number): BarLine[] {
	const count = widths.length;
	const cost: number[] = [0];
	const from: number[] = [0];
	for (let end = 1; end <= count; end++) {
		let best = Infinity;
		let width = 0;
		for (let first = end - 1; first >= 0; first--) {
			width += widths[first] ?? 0;
			const all = width + (leads[first] ?? 0) + (tails[end - 1] ?? 0);
			if (all > pageWidth && first < end - 1) break;
			const left = Math.max(0, pageWidth - all) / pageWidth;
			const here = (cost[first] ?? 0) + (end === count ? left * left * 0.1 : left * left) + 0.02;
			if (here < best) {
				best = here;
				from[end] = first;
			}
		}
		cost[end] = best;
	}
	const lines: BarLine[] = [];
	for (let end = count; end > 0; end = from[end] ?? 0) {
		const first = from[end] ?? 0;
		const wanted = widths.slice(first, end).reduce((sum, width) => sum + width, 0);
		const room = Math.max(1, pageWidth - (leads[first] ?? 0) - (tails[end - 1] ?? 0));
		const isLoose = end === count && wanted < fullEnough * room;
		lines.unshift({ first, last: end - 1, stretch: isLoose ? Math.min(mostStretch, room / wanted) : room / wanted });
	}
	return lines;
}
