import { tickToSeconds } from '../../clock.ts';
import { ticksPerQuarter, type Score, type TempoPoint } from '../../score.ts';

/**
 * Whether the clock of a score is that of a recording, whose places do not move when something is written in or taken out: the cursor
 * then leaps over what was taken out, and what was written in passes in a moment.
 */
export const isRecordingClock = ({ origin }: Score): boolean => origin === 'heard';

const momentSeconds = 0.001;

/** The map after ticks were put in at a place. */
export function insertClock(map: readonly TempoPoint[], tick: number, ticks: number, isRecording: boolean): TempoPoint[] {
	const at = tickToSeconds(map, tick);
	const before = map.filter((point) => point.tick < tick);
	const behind = map.filter((point) => point.tick > tick);
	const from = before.length > 0 ? before : [pointAt(map, tick - ticksPerQuarter)];
	const to = behind.length > 0 ? behind : [pointAt(map, tick + ticksPerQuarter)];
	const room = (to[0]?.seconds ?? Infinity) - at;
	const paceFrom = before.length > 0 ? tick - ticksPerQuarter : tick;
	const pace = (tickToSeconds(map, paceFrom + ticksPerQuarter) - tickToSeconds(map, paceFrom)) / ticksPerQuarter;
	const taken = isRecording ? Math.min(momentSeconds, room / 2) : ticks * pace;
	const shift = isRecording ? 0 : taken;
	return [
		...from,
		{ tick, seconds: at },
		{ tick: tick + ticks, seconds: at + taken },
		...to.map((point) => ({ tick: point.tick + ticks, seconds: point.seconds + shift }))
	];
}

/** The map after a stretch was taken out. */
export function deleteClock(map: readonly TempoPoint[], fromTick: number, toTick: number, isRecording: boolean): TempoPoint[] {
	const [from, to] = [tickToSeconds(map, fromTick), tickToSeconds(map, toTick)];
	const shift = isRecording ? 0 : to - from;
	const ticks = toTick - fromTick;
	const behind = map.filter((point) => point.tick > toTick);
	const rest = behind.length > 0 ? behind : [pointAt(map, toTick + ticksPerQuarter)];
	const gap = isRecording ? 1 : 0;
	const before = map.filter((point) => point.tick < fromTick - gap);
	const first = before.length > 0 ? before : [pointAt(map, fromTick - ticksPerQuarter)];
	return [
		...first,
		...(isRecording ? [pointAt(map, fromTick - 1)] : []),
		{ tick: fromTick, seconds: to - shift },
		...rest.map((point) => ({ tick: point.tick - ticks, seconds: point.seconds - shift }))
	];
}

/** The map with a stretch played at an even tempo; what follows comes earlier or later. */
export function paceClock(map: readonly TempoPoint[], fromTick: number, toTick: number, secondsPerTick: number): TempoPoint[] {
	const from = tickToSeconds(map, fromTick);
	const earlier = map.filter((point) => point.tick < fromTick);
	const before = earlier.length > 0 || fromTick <= 0 ? earlier : [pointAt(map, fromTick - ticksPerQuarter)];
	const end = Number.isFinite(toTick) ? toTick : fromTick + ticksPerQuarter;
	const behind = Number.isFinite(toTick) ? map.filter((point) => point.tick > toTick) : [];
	const seconds = from + (end - fromTick) * secondsPerTick;
	const shift = seconds - tickToSeconds(map, end);
	const rest = !Number.isFinite(toTick) || behind.length > 0 ? behind : [pointAt(map, end + ticksPerQuarter)];
	return [
		...before,
		{ tick: fromTick, seconds: from },
		{ tick: end, seconds },
		...rest.map((point) => ({ ...point, seconds: point.seconds + shift }))
	];
}

const pointAt = (map: readonly TempoPoint[], tick: number): TempoPoint => ({ tick, seconds: tickToSeconds(map, tick) });
