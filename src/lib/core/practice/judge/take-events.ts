import type { Alignment } from '../align/align.ts';
import type { Line } from '../align/line.ts';
import type { TakeEvent } from '../judgement/verdict.ts';
import type { TakeContext } from '../take/take-context.ts';
import type { HeardTake } from './heard-take.ts';
import { toSpan } from './spans.ts';

/** A shorter silence than this is no stop, seconds. */
const leastPauseSeconds = 0.3;

/** What happened to the course of the music, in the order it happened. */
export function toTakeEvents(line: Line, { sure }: HeardTake, alignment: Alignment, context: TakeContext): TakeEvent[] {
	const events: TakeEvent[] = [];
	const spans = alignment.runs.map((_, at) => toSpan(line, alignment, at, context));
	const barOf = (group: number): number => line.groups[group]?.bar ?? 0;
	alignment.runs.forEach((run, at) => {
		const span = spans[at];
		const takeSeconds = run.anchors[0]?.takeSeconds ?? 0;
		const previous = alignment.runs[at - 1];
		const bar = barOf(span?.firstGroup ?? run.firstGroup);
		if (previous === undefined) {
			const missedSeconds = (line.groups[span?.firstGroup ?? 0]?.seconds ?? 0) - (line.groups[0]?.seconds ?? 0);
			if (missedSeconds > 0) events.push({ kind: 'lateStart', takeSeconds, bar, missedSeconds });
			return;
		}
		const fromBar = barOf(previous.lastGroup);
		if (run.arrival === 'restart') events.push({ kind: 'restart', takeSeconds, bar: fromBar, toBar: bar });
		else if (run.arrival === 'skip') events.push({ kind: 'skip', takeSeconds, bar: fromBar, toBar: bar });
		else {
			const due = previous.clock.at(line.groups[run.firstGroup]?.seconds ?? 0).seconds;
			// Time may break without a silence: where a rhythm goes astray.
			if (takeSeconds - due >= leastPauseSeconds)
				events.push({ kind: 'pause', takeSeconds, bar, pauseSeconds: takeSeconds - due });
		}
	});
	const last = spans.reduce((most, { lastGroup }) => Math.max(most, lastGroup), -1);
	const final = line.groups.at(-1)?.seconds ?? 0;
	const missedSeconds = final - (line.groups[last]?.seconds ?? final);
	if (missedSeconds > 0)
		events.push({ kind: 'earlyEnd', takeSeconds: sure.at(-1)?.onsetSeconds ?? 0, bar: barOf(last), missedSeconds });
	return events;
}
