import { barAt, barNumbers, barStarts, playedClock, type BarStretch, type Score } from '$core/score/index.ts';

/** A bar that is touched by less than this much of it, by a loop that was drawn by hand, is not meant. */
const slipShare = 0.1;

/** The bars that a stretch of the recording covers, or of written music as it is played. */
export function barsOfSeconds(
	score: Score,
	{ startSeconds, endSeconds }: { readonly startSeconds: number; readonly endSeconds: number }
): BarStretch {
	const { bars } = score;
	const clock = playedClock(score);
	const starts = barStarts(bars);
	const last = starts.at(-1) ?? 0;
	const within = (tick: number): number => Math.min(Math.max(0, tick), last - 1);
	const placeOf = (tick: number): { readonly bar: number; readonly share: number } => {
		const bar = barAt(starts, tick);
		return { bar, share: (tick - (starts[bar] ?? 0)) / (bars[bar]?.ticks ?? 1) };
	};
	const from = placeOf(within(clock.tickAt(startSeconds)));
	const to = placeOf(within(clock.tickAt(endSeconds)));
	const fromBar = from.share > 1 - slipShare ? Math.min(from.bar + 1, bars.length - 1) : from.bar;
	const lastBar = to.share < slipShare ? to.bar - 1 : to.bar;
	return { fromBar, count: Math.max(1, lastBar - fromBar + 1) };
}

/** Such as `bars 5 to 8`, by the printed numbers. */
export function rangeWords({ bars }: Score, { fromBar, count }: BarStretch): string {
	const numbers = barNumbers(bars);
	const [first, last] = [numbers[fromBar], numbers[Math.min(fromBar + count, bars.length) - 1]];
	if (first === last) return first === 0 ? 'pickup' : `bar ${first}`;
	return `bars ${first} to ${last}`;
}
