const dayMs = 86_400_000;

/** The day of a time in this device's time zone, counted from 1 January 1970. */
export function localDay(ms: number): number {
	const date = new Date(ms);
	return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs);
}

/** The day's date, at noon of it so that no time zone shifts it: for formatting with `timeZone: 'UTC'`. */
export const dateOfDay = (day: number): Date => new Date(day * dayMs + dayMs / 2);
