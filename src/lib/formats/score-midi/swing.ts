import { barAt, barStarts, type Score } from '$core/score/index.ts';

/**
 * Where a written tick sounds when the swings are played out: in each pair of units, counted from the bar line, the first takes
 * `ratio` of `ratio + 1` parts. Order is kept.
 */
export function createSwing({ bars, swings }: Pick<Score, 'bars' | 'swings'>): (tick: number) => number {
	if (swings.length === 0) return (tick) => tick;
	const starts = barStarts(bars);
	return (tick) => {
		const swing = swings.find(({ tick: from, endTick }) => from <= tick && tick < endTick);
		if (swing === undefined) return tick;
		const { ratio, unitTicks } = swing;
		const barStart = starts[barAt(starts, tick)] ?? 0;
		const pairStart = tick - ((tick - barStart) % (2 * unitTicks));
		const inPair = tick - pairStart;
		const firstTicks = (2 * unitTicks * ratio) / (ratio + 1);
		const sounding =
			inPair < unitTicks
				? (inPair / unitTicks) * firstTicks
				: firstTicks + ((inPair - unitTicks) / unitTicks) * (2 * unitTicks - firstTicks);
		return Math.round(pairStart + sounding);
	};
}
