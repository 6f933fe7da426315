import type { ScoreBar } from './score.ts';

/** Bars that are played more than once, with all their endings; indices, both included. */
export interface RepeatSpan {
	readonly from: number;
	readonly to: number;
}

/** The repeats of a page in their order, as players read them: one without a beginning goes back to the end of the one before. */
export function repeatSpans(bars: readonly ScoreBar[]): RepeatSpan[] {
	const spans: RepeatSpan[] = [];
	let from = 0;
	for (let at = 0; at < bars.length; at++) {
		if (bars[at]?.startsRepeat === true) from = at;
		if (bars[at]?.endsRepeatTimes === undefined) continue;
		let to = at;
		while (bars[to + 1]?.endings !== undefined && bars[to + 1]?.startsRepeat !== true) to++;
		spans.push({ from, to });
		from = to + 1;
		at = to;
	}
	return spans;
}
