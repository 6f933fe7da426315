import { median } from '../align/clock.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { Tally } from '../judgement/figures.ts';

/** Counts verdicts. Extra notes are nothing that was expected; what the sound does not tell counts for and against nothing. */
export function toTally(verdicts: readonly NoteVerdict[]): Tally {
	const counts = { right: 0, wrong: 0, missed: 0, extra: 0, unsure: 0 };
	let early = 0;
	let late = 0;
	const timings: number[] = [];
	for (const { kind, timing, timingMs } of verdicts) {
		counts[kind]++;
		if (kind !== 'right' || timing === undefined || timingMs === undefined) continue;
		if (timing === 'early') early++;
		if (timing === 'late') late++;
		timings.push(timingMs);
	}
	const expected = verdicts.length - counts.extra;
	const told = expected + counts.extra - counts.unsure;
	const timingMs = timings.length === 0 ? null : median(timings);
	return {
		expected,
		...counts,
		early,
		late,
		accuracy: told === 0 ? 1 : counts.right / told,
		timingMs,
		spreadMs: timingMs === null ? null : 1.4826 * median(timings.map((ms) => Math.abs(ms - timingMs)))
	};
}

/** How much went wrong, 0 to 1: timing weighs half. */
export function toHeat({ expected, extra, wrong, missed, early, late }: Tally): number {
	return Math.min(1, (wrong + missed + extra + 0.5 * (early + late)) / Math.max(1, expected));
}
