import { countLeading } from '../order/index.ts';
import { barAt, barStarts } from './bars.ts';
import { secondsToTick, tickToSeconds } from './clock.ts';
import { orderOf } from './played-order.ts';
import type { Score } from './score.ts';

/** Where written and played time meet, with repeats, endings and jumps. */
export interface PlayedClock {
	/** When the music ends. */
	readonly endSeconds: number;
	/** The written tick that sounds at a time. */
	tickAt(seconds: number): number;
	/** When a written tick sounds: of its several times the one nearest to `nearSeconds`. For a bar that is never played, the next that is. */
	secondsAt(tick: number, nearSeconds: number): number;
	/** Where the bars begin as they are played, ascending, with their indices in the score. */
	readonly bars: readonly { readonly bar: number; readonly startSeconds: number }[];
}

export function playedClock(score: Score): PlayedClock {
	const starts = barStarts(score.bars);
	const written = starts.map((tick) => tickToSeconds(score.tempoMap, tick));
	const times = new Map<number, number[]>();
	const bars: { bar: number; startSeconds: number }[] = [];
	let clock = written[0] ?? 0;
	for (const bar of orderOf(score)) {
		times.set(bar, [...(times.get(bar) ?? []), bars.length]);
		bars.push({ bar, startSeconds: clock });
		clock += (written[bar + 1] ?? 0) - (written[bar] ?? 0);
	}
	const laterBy = (at: number): number => (bars[at]?.startSeconds ?? 0) - (written[bars[at]?.bar ?? 0] ?? 0);
	return {
		endSeconds: clock,
		bars,
		tickAt(seconds) {
			const begun = countLeading(bars.length, (index) => (bars[index]?.startSeconds ?? 0) <= seconds);
			return secondsToTick(score.tempoMap, seconds - laterBy(Math.max(0, begun - 1)));
		},
		secondsAt(tick, nearSeconds) {
			const wanted = barAt(starts, tick);
			let bar = wanted;
			while (!times.has(bar) && bar < score.bars.length) bar++;
			const from = bar === wanted ? tick : (starts[bar] ?? tick);
			const candidates = (times.get(bar) ?? []).map((at) => tickToSeconds(score.tempoMap, from) + laterBy(at));
			const nearest = candidates.reduce(
				(best, one) => (Math.abs(one - nearSeconds) < Math.abs(best - nearSeconds) ? one : best),
				Infinity
			);
			return Number.isFinite(nearest) ? nearest : clock;
		}
	};
}

/** How long a score plays, seconds from the beginning of its recording or, without one, of its first bar. */
export const playedSeconds = (score: Score): number => Math.max(0, playedClock(score).endSeconds);
