import type { Alignment } from '../align/align.ts';
import type { Line } from '../align/line.ts';
import type { TakeContext } from '../take/take-context.ts';

/** What is played this long after the music is over is no part of it, seconds. */
const afterwardsSeconds = 2;
/** So few silent groups at an end were missed rather than never begun. */
const edgeGroups = 4;

export interface Span {
	readonly firstGroup: number;
	readonly lastGroup: number;
	/** Extra notes after this are not judged, seconds of the take. */
	readonly lastSeconds: number;
}

/** What of a run is judged. Who plays along may come in late and stop early: those notes were never begun. */
export function toSpan(line: Line, { runs }: Alignment, index: number, { mode }: Pick<TakeContext, 'mode'>): Span {
	const run = runs[index];
	if (run === undefined) return { firstGroup: 0, lastGroup: -1, lastSeconds: 0 };
	let { firstGroup, lastGroup } = run;
	if (mode === 'song') {
		const reached = run.notes.filter(({ take }) => take >= 0).map(({ line: at }) => line.notes[at]?.group ?? 0);
		const first = reached.reduce((least, group) => Math.min(least, group), Infinity);
		const last = reached.reduce((most, group) => Math.max(most, group), -1);
		if (first - firstGroup > edgeGroups) firstGroup = first;
		if (lastGroup - last > edgeGroups) lastGroup = last;
	}
	const isLast = index === runs.length - 1;
	const end = line.groups[lastGroup];
	const lastSeconds = isLast && end !== undefined ? run.clock.at(end.seconds).seconds + afterwardsSeconds : Infinity;
	return { firstGroup, lastGroup, lastSeconds };
}
