import { ticksPerQuarter, type TempoPoint } from '$core/score/index.ts';

/** From this tick on, so many seconds a quarter. */
export interface TempoChange {
	readonly tick: number;
	readonly secondsPerQuarter: number;
}

const usualSecondsPerQuarter = 0.5;

/** The map of a piece whose tempo steps: 120 quarters a minute until the first change. The last change on one tick counts. */
export function toTempoMap(changes: readonly TempoChange[], endTick: number): TempoPoint[] {
	const byTick = new Map(changes.map((change) => [change.tick, change]));
	const steps = [...byTick.values()].filter(({ secondsPerQuarter }) => secondsPerQuarter > 0).sort((a, b) => a.tick - b.tick);
	const points: TempoPoint[] = [{ tick: 0, seconds: 0 }];
	let seconds = 0;
	let tick = 0;
	let pace = usualSecondsPerQuarter;
	for (const step of steps) {
		if (step.tick > tick && step.secondsPerQuarter !== pace) {
			seconds += ((step.tick - tick) * pace) / ticksPerQuarter;
			tick = step.tick;
			points.push({ tick, seconds });
		}
		pace = step.secondsPerQuarter;
	}
	const last = Math.max(endTick, tick + ticksPerQuarter);
	points.push({ tick: last, seconds: seconds + ((last - tick) * pace) / ticksPerQuarter });
	return points;
}

/** The steps of a map: the tempo from each of its points to the next. */
export function toTempoChanges(map: readonly TempoPoint[]): TempoChange[] {
	return map.slice(0, -1).map((point, i) => {
		const next = map[i + 1] ?? point;
		return { tick: point.tick, secondsPerQuarter: ((next.seconds - point.seconds) * ticksPerQuarter) / (next.tick - point.tick) };
	});
}
