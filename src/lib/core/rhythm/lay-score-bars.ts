import type { EffectiveAnalysis } from '../analysis/index.ts';
import { meterTicks, type Meter, type ScoreBar, type WrittenKey } from '../score/index.ts';
import { lineSecondsAt, type BeatLine } from './beat-line.ts';

export interface LaidBars {
	readonly bars: readonly ScoreBar[];
	/** Where the first bar begins, ticks from the first beat of the line; below 0 where the bar begins before it. */
	readonly startTick: number;
}

/** A first bar that is silent for at least this share is written as a pickup. */
const pickupSilence = 0.5;
/** A key that holds for fewer bars is no new signature. */
const fewestBarsOfKey = 4;
const cMajor: WrittenKey = { fifths: 0, mode: 'major' };
/** Fifths of major keys by tonic, C first, as they are usually written. */
const majorFifths = [0, -5, 2, -3, 4, -1, -6, 1, -4, 3, -2, 5] as const;

function toWrittenKey({ tonic, mode }: { readonly tonic: number; readonly mode: WrittenKey['mode'] }): WrittenKey {
	return { fifths: majorFifths[(mode === 'major' ? tonic : tonic + 3) % 12] ?? 0, mode };
}

/**
 * The bars from the first thing written to the last: a pickup where the music begins late in its bar, then whole bars in the
 * meter of their beats, each with its key.
 * @param firstTick of the first note, from the first beat of the line
 * @param endTick behind the last one
 */
export function layScoreBars(
	line: BeatLine,
	{ key, keySpans }: Pick<EffectiveAnalysis, 'key' | 'keySpans'>,
	firstTick: number,
	endTick: number,
	newId: () => string
): LaidBars {
	const { beatTicks } = line;
	const spans = coverTo(line, endTick).map(({ firstBeat, beatCount }) => ({ startTick: firstBeat * beatTicks, beatCount }));
	const endOf = (at: number): number => {
		const span = spans[at];
		return span === undefined ? 0 : span.startTick + span.beatCount * beatTicks;
	};
	let from = 0;
	while (from + 1 < spans.length && endOf(from) <= firstTick) from++;
	let until = from + 1;
	while (until < spans.length && (spans[until]?.startTick ?? 0) < endTick) until++;
	const meterAt = (at: number): Meter => toMeter(spans[at]?.beatCount ?? 4, line.isCompound);
	// What comes before the first bar line has the meter of what follows.
	const isCut = from === 0 && spans.length > 1 && (spans[0]?.beatCount ?? 0) < (spans[1]?.beatCount ?? 0);
	const firstMeter = meterAt(isCut ? 1 : from);
	const whole = meterTicks(firstMeter);
	const sounding = endOf(from) - firstTick;
	const isPickup = until - from > 1 && sounding <= whole * (1 - pickupSilence);
	const startTick = isPickup ? firstTick : endOf(from) - whole;
	const keyOf = keysOfBars(spans, line, key, keySpans);
	const bars = spans.slice(from, until).map((span, index): ScoreBar => {
		const meter = index === 0 ? firstMeter : meterAt(from + index);
		const ticks = index > 0 ? span.beatCount * beatTicks : isPickup ? sounding : whole;
		const bar = { id: newId(), ticks, meter, key: keyOf[from + index] ?? cMajor };
		return index === 0 && isPickup ? { ...bar, isPickup } : bar;
	});
	return { bars, startTick };
}

function toMeter(beatCount: number, isCompound: boolean): Meter {
	return isCompound ? { beats: 3 * beatCount, beatType: 8 } : { beats: beatCount, beatType: 4 };
}

/** The bars of a line, and as many more of the last one's length as it takes. */
function coverTo({ bars, beatTicks }: BeatLine, endTick: number): BeatLine['bars'] {
	const all = [...bars];
	for (let last = all.at(-1); last !== undefined && (last.firstBeat + last.beatCount) * beatTicks < endTick; last = all.at(-1))
		all.push({ firstBeat: last.firstBeat + last.beatCount, beatCount: last.beatCount });
	return all;
}

function keysOfBars(
	spans: readonly { readonly startTick: number; readonly beatCount: number }[],
	line: BeatLine,
	key: EffectiveAnalysis['key'],
	keySpans: EffectiveAnalysis['keySpans']
): WrittenKey[] {
	const home = key === null ? cMajor : toWrittenKey(key.value);
	const heard = spans.map(({ startTick, beatCount }) => {
		const middle = lineSecondsAt(line, startTick + (beatCount * line.beatTicks) / 2);
		const span = keySpans.find(({ startSeconds, endSeconds }) => startSeconds <= middle && middle < endSeconds);
		return span === undefined ? home : toWrittenKey(span);
	});
	return steadied(heard);
}

/** Keys of a few bars between others are left to accidentals. */
function steadied(keys: readonly WrittenKey[]): WrittenKey[] {
	const runs: { key: WrittenKey; count: number }[] = [];
	for (const key of keys) {
		const last = runs.at(-1);
		if (last?.key.fifths === key.fifths && last.key.mode === key.mode) last.count++;
		else runs.push({ key, count: 1 });
	}
	let current = runs.find(({ count }) => count >= fewestBarsOfKey)?.key ?? runs[0]?.key ?? cMajor;
	return runs.flatMap(({ key, count }) => {
		if (count >= fewestBarsOfKey) current = key;
		return Array<WrittenKey>(count).fill(current);
	});
}
