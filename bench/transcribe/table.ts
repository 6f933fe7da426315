import type { TranscribeBenchReport } from './index.ts';

/** The report as lines for a terminal, every time beside ours. */
export function toTable({ machine, song, ours, oneThreadModelMsPerWindow, peers }: TranscribeBenchReport): string {
	const { listen } = ours;
	const perWindow = listen.modelMs / listen.windows;
	const allPerWindow = ours.totalMs / listen.windows;
	const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
	const rows: (readonly [string, string, string])[] = [
		['first run, workers and model started', ms(ours.firstTotalMs), ''],
		['file to notes, median', ms(ours.totalMs), 'at most 8000 ms for 180 s'],
		['  import (keep, decode, peaks)', ms(ours.importMs), ''],
		[`  model, ${listen.threads} threads, ${listen.windows} windows`, ms(listen.modelMs), `${ms(perWindow)} a window`],
		[
			'  notes from posteriors',
			ms(listen.decodeMs),
			`${((100 * listen.decodeMs) / listen.modelMs).toFixed(1)}% of the model's time; at most 10%`
		],
		['  all / model', (ours.totalMs / listen.modelMs).toFixed(2), 'at most 1.3'],
		['notes again with another setting', ms(ours.redecodeMs), 'at most 300 ms'],
		['longest task of the page', ms(ours.longestTaskMs), 'at most 50 ms'],
		[
			'extra memory of all processes',
			ours.extraPeakBytes === null ? 'unknown' : `${(ours.extraPeakBytes / 1e6).toFixed(0)} MB`,
			'at most 350 MB'
		],
		['model on one thread', `${ms(oneThreadModelMsPerWindow)} a window`, ''],
		...peers.map(
			({ name, msPerWindow, note }) =>
				[
					name,
					msPerWindow === null ? '-' : `${ms(msPerWindow)} a window`,
					msPerWindow === null
						? note
						: `${(msPerWindow / (note === 'model alone' ? perWindow : allPerWindow)).toFixed(1)} x ours; ${note}`
				] as const
		)
	];
	const title = `transcribe: ${song}, ${ours.notes} notes, on ${machine.cores} cores of ${machine.cpu}, load ${machine.loadBefore.toFixed(1)}`;
	return [title, ...rows.map(([what, value, beside]) => `  ${what.padEnd(44)}${value.padStart(18)}  ${beside}`)].join('\n');
}
