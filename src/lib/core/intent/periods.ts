import type { Period, PeriodUnit } from './query.ts';

/** Where a day begins: the moment now, and what local time is ahead of UTC. */
export interface Calendar {
	readonly nowMs: number;
	readonly utcOffsetMinutes: number;
}

/** A stretch of time, milliseconds since 1970; the end does not belong to it. */
export interface TimeSpan {
	readonly startMs: number;
	readonly endMs: number;
}

const dayMs = 86_400_000;

/**
 * When a period is, seen from now. Local days are counted with one offset from UTC, so that a change of the clocks moves
 * an edge by an hour at most.
 */
export function toTimeSpan(period: Period, { nowMs, utcOffsetMinutes }: Calendar): TimeSpan {
	if (period.kind === 'ever') return { startMs: -Infinity, endMs: Infinity };
	const offsetMs = utcOffsetMinutes * 60_000;
	const local = new Date(nowMs + offsetMs);
	const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
	const at = (y: number, m: number, d: number): number => Date.UTC(y, m, d) - offsetMs;
	if (period.kind === 'named') {
		return period.month === undefined
			? { startMs: at(period.year, 0, 1), endMs: at(period.year + 1, 0, 1) }
			: { startMs: at(period.year, period.month - 1, 1), endMs: at(period.year, period.month, 1) };
	}
	if (period.kind === 'past') return { startMs: startOfPast(period.unit, period.count, nowMs), endMs: nowMs + dayMs };
	const { unit, back } = period;
	if (unit === 'year') return { startMs: at(year - back, 0, 1), endMs: at(year - back + 1, 0, 1) };
	if (unit === 'month') return { startMs: at(year, month - back, 1), endMs: at(year, month - back + 1, 1) };
	if (unit === 'day') return { startMs: at(year, month, day - back), endMs: at(year, month, day - back + 1) };
	const monday = day - ((local.getUTCDay() + 6) % 7) - 7 * back;
	return { startMs: at(year, month, monday), endMs: at(year, month, monday + 7) };
}

function startOfPast(unit: PeriodUnit, count: number, nowMs: number): number {
	if (unit === 'day') return nowMs - count * dayMs;
	if (unit === 'week') return nowMs - 7 * count * dayMs;
	const then = new Date(nowMs);
	// The same day so many months ago, or the last of that month where it has none.
	const months = then.getUTCFullYear() * 12 + then.getUTCMonth() - count * (unit === 'year' ? 12 : 1);
	const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
	const date = Date.UTC(Math.floor(months / 12), months % 12, Math.min(then.getUTCDate(), lastDay));
	return date + (((nowMs % dayMs) + dayMs) % dayMs);
}
