import { countUpTo } from '../order/index.ts';
import type { BeatGrid } from './beat-grid.ts';

export const snapSteps = ['free', 'beat', 'bar'] as const;
/** What ends of a loop are drawn to. */
export type SnapStep = (typeof snapSteps)[number];

/** The nearest beat or beginning of a bar, the earlier of two as near; the time itself where it is free or nothing is known to snap to. */
export function snapSeconds(seconds: number, step: SnapStep, { beatsSeconds, downbeats }: BeatGrid): number {
	if (step === 'free') return seconds;
	const places = step === 'beat' ? beatsSeconds : downbeats.flatMap((beat) => beatsSeconds[beat] ?? []);
	const after = countUpTo(places, seconds);
	const [before, next] = [places[after - 1], places[after]];
	if (before === undefined || next === undefined) return before ?? next ?? seconds;
	return seconds - before <= next - seconds ? before : next;
}
