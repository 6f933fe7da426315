import { countLeading } from '../order/index.ts';
import type { TempoPoint } from './score.ts';

/** When a tick sounds, seconds, as written without swing; carried on beyond both ends of the map. */
export function tickToSeconds(map: readonly TempoPoint[], tick: number): number {
	const [from, to] = around(map, tick, (point) => point.tick);
	return from.seconds + ((tick - from.tick) * (to.seconds - from.seconds)) / (to.tick - from.tick);
}

/** The tick that sounds at a time, not rounded: the inverse of `tickToSeconds`. */
export function secondsToTick(map: readonly TempoPoint[], seconds: number): number {
	const [from, to] = around(map, seconds, (point) => point.seconds);
	return from.tick + ((seconds - from.seconds) * (to.tick - from.tick)) / (to.seconds - from.seconds);
}

/** The two points whose line a place lies on. */
function around(
	map: readonly TempoPoint[],
	place: number,
	placeOf: (point: TempoPoint) => number
): readonly [TempoPoint, TempoPoint] {
	const isBegun = (index: number): boolean => {
		const point = map[index + 1];
		return point !== undefined && placeOf(point) <= place;
	};
	const line = countLeading(map.length - 2, isBegun);
	const from = map[line];
	const to = map[line + 1];
	if (from === undefined || to === undefined) throw new RangeError('A tempo map has at least two points.');
	return [from, to];
}
