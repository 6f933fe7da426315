import { countLeading } from '../order/index.ts';
import { ticksPerQuarter, type Meter, type Score, type ScoreBar } from './score.ts';

/** Length of a full bar, ticks. */
export const meterTicks = ({ beats, beatType }: Meter): number => (beats * 4 * ticksPerQuarter) / beatType;

/** The counted beat, ticks: a dotted value in compound meters (6/8, 9/8, 12/8), else one of the lower number. */
export function beatTicks({ beats, beatType }: Meter): number {
	const unit = (4 * ticksPerQuarter) / beatType;
	return beatType >= 8 && beats > 3 && beats % 3 === 0 ? 3 * unit : unit;
}

/** Where each bar begins, and last where the music ends: one more than there are bars. */
export function barStarts(bars: readonly ScoreBar[]): number[] {
	const starts = [0];
	for (const { ticks } of bars) starts.push((starts[starts.length - 1] ?? 0) + ticks);
	return starts;
}

/** Index of the bar that a tick lies in; the last one for what lies behind the end. */
export function barAt(starts: readonly number[], tick: number): number {
	return countLeading(starts.length - 2, (bar) => (starts[bar + 1] ?? 0) <= tick);
}

/** Printed numbers: a pickup is 0, the first full bar 1. */
export function barNumbers(bars: readonly ScoreBar[]): number[] {
	let next = bars[0]?.isPickup === true ? 0 : 1;
	return bars.map(({ isPickup }, index) => (index > 0 && isPickup === true ? next - 1 : next++));
}

export const endTick = ({ bars }: Pick<Score, 'bars'>): number => bars.reduce((sum, { ticks }) => sum + ticks, 0);
