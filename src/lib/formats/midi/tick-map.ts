import { countLeading } from '$core/order/index.ts';
import type { TempoPoint } from '$core/time/index.ts';

export interface TempoChange {
	readonly tick: number;
	readonly microsecondsPerQuarter: number;
}

export interface TickMap {
	readonly tempos: readonly TempoChange[];
	/** The tick that a reader of the file plays at this time; 0 for times before the start. */
	tickAt(seconds: number): number;
}

const slowestMicroseconds = 0xffffff;

/** One tempo throughout. */
export function steadyTickMap(bpm: number, ticksPerQuarter: number): TickMap {
	const microsecondsPerQuarter = Math.round(60e6 / bpm);
	const ticksPerSecond = (ticksPerQuarter * 1e6) / microsecondsPerQuarter;
	return {
		tempos: [{ tick: 0, microsecondsPerQuarter }],
		tickAt: (seconds) => Math.max(0, Math.round(seconds * ticksPerSecond))
	};
}

/**
 * Ticks along tracked beats. The file begins at second 0: what lies before the first point becomes a whole number of
 * quarters, so that beats stay on the grid. A tempo is a whole number of microseconds; each makes up for what those before it
 * were rounded by, so the error never grows. Points that do not move forward in both are left out; with fewer than two left
 * the tempo is 120.
 */
export function tickMapAlong(points: readonly TempoPoint[], ticksPerQuarter: number): TickMap {
	const beats = forwardPoints(points);
	const [first, second] = beats;
	if (first === undefined || second === undefined) return steadyTickMap(120, ticksPerQuarter);
	const secondsPerQuarter = (second.seconds - first.seconds) / (second.quarters - first.quarters);
	const leadQuarters = first.seconds > 0 ? Math.max(1, Math.round(first.seconds / secondsPerQuarter)) : 0;
	const shift = leadQuarters - first.quarters;
	const laid = [...(leadQuarters > 0 ? [{ seconds: 0, tick: 0 }] : []), ...beats.map(toTick)];
	function toTick({ seconds, quarters }: TempoPoint): { seconds: number; tick: number } {
		return { seconds, tick: Math.round((quarters + shift) * ticksPerQuarter) };
	}

	const starts: { seconds: number; tick: number; microsecondsPerQuarter: number }[] = [];
	let playedSeconds = laid[0]?.seconds ?? 0;
	laid.slice(1).forEach((end, i) => {
		const tick = laid[i]?.tick ?? 0;
		const quarters = (end.tick - tick) / ticksPerQuarter;
		if (quarters <= 0) return;
		const wanted = Math.round(((end.seconds - playedSeconds) / quarters) * 1e6);
		const microsecondsPerQuarter = Math.max(1, Math.min(slowestMicroseconds, wanted));
		starts.push({ seconds: playedSeconds, tick, microsecondsPerQuarter });
		playedSeconds += (quarters * microsecondsPerQuarter) / 1e6;
	});
	return {
		tempos: starts.map(({ tick, microsecondsPerQuarter }) => ({ tick, microsecondsPerQuarter })),
		tickAt(seconds) {
			const start = starts[lastAtMost(starts, seconds)];
			if (start === undefined) return 0;
			const ticks = ((seconds - start.seconds) * 1e6 * ticksPerQuarter) / start.microsecondsPerQuarter;
			return Math.max(0, Math.round(start.tick + ticks));
		}
	};
}

/** Index of the last start that is not later than `seconds`; 0 when all are. */
function lastAtMost(starts: readonly { readonly seconds: number }[], seconds: number): number {
	return Math.max(0, countLeading(starts.length, (index) => (starts[index]?.seconds ?? Infinity) <= seconds) - 1);
}

function forwardPoints(points: readonly TempoPoint[]): TempoPoint[] {
	const forward: TempoPoint[] = [];
	for (const point of points) {
		const last = forward.at(-1);
		const isSound = Number.isFinite(point.seconds) && Number.isFinite(point.quarters) && point.seconds >= 0;
		if (isSound && (last === undefined || (point.seconds > last.seconds && point.quarters > last.quarters))) forward.push(point);
	}
	return forward;
}
