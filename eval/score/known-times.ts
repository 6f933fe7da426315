/** A place on the page and when it was played. */
export interface KnownTime {
	readonly quarters: number;
	readonly seconds: number;
}

/** Ascending in both, the first of what is told twice kept. */
export function toAscending(times: readonly KnownTime[]): KnownTime[] {
	const kept: KnownTime[] = [];
	for (const time of [...times].sort((a, b) => a.quarters - b.quarters || a.seconds - b.seconds)) {
		const last = kept.at(-1);
		if (last === undefined || (time.quarters > last.quarters + 1e-6 && time.seconds > last.seconds)) kept.push(time);
	}
	return kept;
}

/** When a place on the page is played, linear between what is known and beyond it. @throws {RangeError} below two times */
export function secondsAt(times: readonly KnownTime[], quarters: number): number {
	let at = 0;
	while (at + 2 < times.length && (times[at + 1]?.quarters ?? Infinity) <= quarters) at++;
	const from = times[at];
	const to = times[at + 1];
	if (from === undefined || to === undefined) throw new RangeError('Two known times are needed.');
	return from.seconds + ((quarters - from.quarters) * (to.seconds - from.seconds)) / (to.quarters - from.quarters);
}

const snotePattern =
	/^snote\(([^,]*),\[[^\]]*\],[^,]*,[^,]*,[^,]*,([^,]*),(-?[\d.]+),(-?[\d.]+),\[[^\]]*\]\)-note\(([^,]*),(\d+),(\d+),(\d+),/;

/**
 * Reads a .match file (Foscarin et al., 2022): for each place on the page the mean of when its notes were struck.
 * @param beatQuarters what the file counts as a beat
 */
export function readMatch(text: string, beatQuarters: number): KnownTime[] {
	const units = Number(/^info\(midiClockUnits,(\d+)\)/m.exec(text)?.[1] ?? 480);
	const rate = Number(/^info\(midiClockRate,(\d+)\)/m.exec(text)?.[1] ?? 500_000);
	const onsets = new Map<number, number[]>();
	let first = Infinity;
	for (const line of text.split('\n')) {
		const match = snotePattern.exec(line.trim());
		if (match === null || match[2] === '0') continue;
		const quarters = Number(match[3]) * beatQuarters;
		first = Math.min(first, quarters);
		onsets.set(quarters, [...(onsets.get(quarters) ?? []), (Number(match[7]) * rate) / units / 1e6]);
	}
	return toAscending(
		[...onsets].map(([quarters, seconds]) => ({
			quarters: quarters - first,
			seconds: seconds.reduce((sum, value) => sum + value, 0) / seconds.length
		}))
	);
}
