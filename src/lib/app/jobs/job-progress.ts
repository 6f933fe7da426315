import type { JobInput } from '$contracts/job.ts';
import type { Progress } from '$contracts/workers/progress.ts';

/** Roughly what share of a job each stage takes, in their order; the bar never runs backwards at a change of stage. */
const stageShares: Readonly<
	Record<JobInput['kind'], readonly (readonly [Progress['stage'] | readonly Progress['stage'][], number])[]>
> = {
	import: [
		['copying', 0.2],
		// A file is one or the other.
		[['decoding', 'reading music'], 0.75],
		['saving', 0.05]
	],
	prepare: [
		['decoding', 0.95],
		['saving', 0.05]
	],
	transcribe: [
		['loading', 0.08],
		['listening', 0.84],
		['finding notes', 0.06],
		['saving', 0.02]
	],
	analyse: [
		['analysing', 0.75],
		['finding beats', 0.12],
		['finding chords', 0.11],
		['saving', 0.02]
	],
	backup: [['packing', 1]],
	restore: [
		['checking', 0.45],
		['restoring', 0.55]
	]
};

/** Share of the whole job done, 0 to 1. */
export function overallFraction(kind: JobInput['kind'], { stage, fraction }: Progress): number {
	let before = 0;
	for (const [name, share] of stageShares[kind]) {
		if (name === stage || name.includes(stage)) return Math.min(1, before + share * Math.min(1, Math.max(0, fraction)));
		before += share;
	}
	return 0;
}

/** Seconds left at the pace so far; null while it is too early to say. */
export function secondsLeft(fraction: number, elapsedSeconds: number): number | null {
	if (fraction < 0.04 || elapsedSeconds < 1) return null;
	return (elapsedSeconds * (1 - fraction)) / fraction;
}
