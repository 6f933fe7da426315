import { countLeading } from '../../order/index.ts';
import type { Alignment } from '../align/align.ts';
import type { Line } from '../align/line.ts';
import { median } from '../align/clock.ts';
import type { Figures } from '../judgement/figures.ts';
import type { TakeContext } from '../take/take-context.ts';

export type TempoPoint = Figures['tempoCurve'][number];

/** Points of the curve kept for a take. */
const mostPoints = 4000;
/** Fewer bars than this tell no drift. */
const leastBars = 4;

export interface BarTempo {
	/** Index into the piece's bars. */
	readonly bar: number;
	readonly takeSeconds: number;
	/** Of the tempo that was meant. */
	readonly ratio: number;
	readonly barSeconds: number;
}

/** The player's tempo at every chord that was reached. */
export function toTempoCurve(line: Line, { runs }: Alignment, { speed }: Pick<TakeContext, 'speed'>): TempoPoint[] {
	const points = runs.flatMap(({ anchors, clock }) =>
		anchors.length < leastBars
			? []
			: anchors.map(({ lineSeconds }): TempoPoint => {
					const { seconds, slope } = clock.at(lineSeconds);
					return { songSeconds: songSecondsAt(line, lineSeconds, speed), takeSeconds: seconds, ratio: 1 / slope };
				})
	);
	const step = Math.ceil(points.length / mostPoints);
	return points.filter((_, at) => at % step === 0);
}

function songSecondsAt({ groups, notes }: Line, lineSeconds: number, speed: number): number {
	const group = groups[countLeading(groups.length, (at) => (groups[at]?.seconds ?? Infinity) < lineSeconds - 1e-6)];
	const expected = notes[group?.first ?? -1]?.expected;
	return expected === undefined || group === undefined
		? lineSeconds * speed
		: expected.onsetSeconds + (lineSeconds - group.seconds) * speed;
}

/** The tempo bar by bar, in the order they were played. */
export function toBarTempos(line: Line, { runs }: Alignment, barSeconds: (bar: number) => number): BarTempo[] {
	const bars: BarTempo[] = [];
	for (const { notes, anchors } of runs) {
		if (anchors.length < leastBars) continue;
		let bar = -1;
		let slopes: number[] = [];
		let takeSeconds = 0;
		const close = (): void => {
			if (slopes.length > 0 && bar >= 0) {
				const slope = median(slopes);
				bars.push({ bar, takeSeconds, ratio: 1 / slope, barSeconds: barSeconds(bar) * slope });
			}
		};
		for (const { line: at, slope, dueSeconds } of notes) {
			const own = line.notes[at]?.expected.bar ?? -1;
			if (own !== bar) {
				close();
				bar = own;
				slopes = [];
				takeSeconds = dueSeconds;
			}
			slopes.push(slope);
		}
		close();
	}
	return bars;
}

/** The whole tempo and how it changes; null when too little was played. */
export function toTempo(bars: readonly BarTempo[]): Figures['tempo'] {
	if (bars.length < leastBars) return null;
	return {
		ratio: median(bars.map(({ ratio }) => ratio)),
		driftPerMinute: 60 * theilSen(bars.map(({ takeSeconds, ratio }) => [takeSeconds, ratio])),
		driftMsPerBar: -1000 * theilSen(bars.map(({ barSeconds }, at) => [at, barSeconds]))
	};
}

/** Points compared with each other at most: beyond it they are thinned. */
const mostCompared = 300;

/** The median of the slopes between any two points (Sen 1968): a few strange bars do not tilt it. */
function theilSen(points: readonly (readonly [number, number])[]): number {
	const step = Math.ceil(points.length / mostCompared);
	const thinned = points.filter((_, at) => at % step === 0);
	const slopes: number[] = [];
	thinned.forEach(([x, y], at) => {
		for (const [toX, toY] of thinned.slice(at + 1)) if (toX - x > 1e-6) slopes.push((toY - y) / (toX - x));
	});
	return median(slopes);
}
