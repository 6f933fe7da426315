import type { ScorePart, Tally } from '../judgement/figures.ts';
import type { Strictness } from '../judgement/strictness.ts';
import type { ChordVerdict, TakeEvent } from '../judgement/verdict.ts';
import type { PlacedVerdict } from '../judge/to-verdicts.ts';
import { worstBars } from './skills.ts';

/**
 * What a score is made of: right notes first, then when they come, then going on. Which is whose weight is a choice, told with
 * every score; see docs/practice.md.
 */
export const scoreWeights = { notes: 0.5, timing: 0.4, flow: 0.1 } as const;

/** A note that is off by this many tolerances has no more share in the timing. */
const noCredit = 2;

export interface ScoreInput {
	readonly verdicts: readonly PlacedVerdict[];
	readonly whole: Tally;
	readonly events: readonly TakeEvent[];
	readonly chords: readonly ChordVerdict[];
	readonly strictness: Strictness;
}

/** 0 to 100 and the parts it is made of, each with the bars that cost most. */
export function toScore({ verdicts, whole, events, strictness }: ScoreInput): { score: number; parts: ScorePart[] } {
	const credits = verdicts.flatMap(({ verdict: { kind, timing, timingMs } }) =>
		kind === 'right' && timing !== undefined && timingMs !== undefined ? [credit(timingMs, strictness)] : []
	);
	const timing = credits.length === 0 ? 0 : credits.reduce((sum, value) => sum + value, 0) / credits.length;
	const breaks = events.filter(({ kind }) => kind === 'pause' || kind === 'restart' || kind === 'skip');
	const played = new Set(verdicts.map(({ verdict }) => verdict.bar)).size;
	const brokenBars = [...new Set(breaks.map(({ bar }) => bar))];
	const offTime = verdicts.filter(({ verdict }) => verdict.kind === 'right' && verdict.timing !== 'onTime');
	const notRight = verdicts.filter(({ verdict: { kind } }) => kind !== 'right' && kind !== 'unsure');
	const parts: ScorePart[] = [
		{ name: 'notes', weight: scoreWeights.notes, points: 100 * whole.accuracy, bars: worstBars(notRight) },
		{ name: 'timing', weight: scoreWeights.timing, points: 100 * timing, bars: worstBars(offTime) },
		{
			name: 'flow',
			weight: scoreWeights.flow,
			points: 100 * Math.max(0, 1 - breaks.length / Math.max(1, played)),
			bars: brokenBars.slice(0, 12)
		}
	];
	return { score: parts.reduce((sum, { weight, points }) => sum + weight * points, 0), parts };
}

function credit(timingMs: number, { toleranceMs }: Strictness): number {
	return Math.max(0, Math.min(1, (noCredit - Math.abs(timingMs) / toleranceMs) / (noCredit - 1)));
}
