import { barAt, barStarts } from '../bars.ts';
import { secondsToTick, tickToSeconds } from '../clock.ts';
import type { Meter, Score, WrittenKey } from '../score.ts';
import { applyPatch } from './apply-patch.ts';
import { isSame } from './same.ts';
import { deleteBars, insertBars } from './verbs/bars.ts';
import { isRecordingClock } from './verbs/clock.ts';
import { setKey, setMeter } from './verbs/meter.ts';

/** Bars that were written in, of the edited score, and where they stand in the other one now. */
export interface InsertedRun {
	readonly fromTick: number;
	readonly toTick: number;
	readonly placeTick: number;
}

/** A score with the bars, meters and keys that another one was given by hand. */
export interface RebasedBars {
	readonly score: Score;
	readonly inserted: readonly InsertedRun[];
	/** What could not be done again, in words. */
	readonly lost: readonly string[];
}

/** A bar that takes less time than this was written into a recording, seconds. */
const leastBarSeconds = 0.003;
/** Share of a bar that its ends are looked at from inside. */
const insideShare = 0.02;
/** How far from a bar line another hearing may have it, bars. */
const nearBars = 0.5;

/** Does again on a score of the same recording what was done to the bars of `base`: bars taken out and written in, meters, keys. */
export function rebaseBars(base: Score, edited: Score, fresh: Score, newId: () => string): RebasedBars {
	if (base.bars === edited.bars) return { score: fresh, inserted: [], lost: [] };
	if (![base, edited, fresh].every(isRecordingClock)) {
		return isSame(base.bars, edited.bars)
			? { score: fresh, inserted: [], lost: [] }
			: { score: fresh, inserted: [], lost: ['changes of bars, meters and keys'] };
	}
	const lost: string[] = [];
	const lean = withoutBars(base, edited, fresh, lost);
	const metered = withMeters(base, edited, lean, newId, lost);
	const { score: grown, inserted } = withInserted(edited, metered, newId, lost);
	return { score: withKeys(base, edited, grown, lost), inserted, lost };
}

function withoutBars(base: Score, edited: Score, fresh: Score, lost: string[]): Score {
	const gone = barSeconds(base).filter(({ from, to }) => {
		const inset = (to - from) * insideShare;
		const ticks = secondsToTick(edited.tempoMap, to - inset) - secondsToTick(edited.tempoMap, from + inset);
		return to - from >= leastBarSeconds && ticks <= 2;
	});
	let score = fresh;
	let found = 0;
	for (const { from, to } of gone.toReversed()) {
		const bars = barSeconds(score);
		const at = bars.findIndex(
			(bar) => Math.abs(bar.from - from) < nearBars * (to - from) && bar.to - bar.from >= leastBarSeconds
		);
		if (at < 0 || score.bars.length < 2) continue;
		score = applyPatch(score, deleteBars(score, { fromBar: at, count: 1 })).score;
		found++;
	}
	if (found < gone.length) lost.push(countWords(gone.length - found, 'bar that was deleted', 'bars that were deleted'));
	return score;
}

function withInserted(
	edited: Score,
	lean: Score,
	newId: () => string,
	lost: string[]
): { readonly score: Score; readonly inserted: readonly InsertedRun[] } {
	const starts = barStarts(edited.bars);
	const seconds = barSeconds(edited);
	const inserted: InsertedRun[] = [];
	let score = lean;
	let at = 0;
	while (at < edited.bars.length) {
		let to = at;
		while (to < edited.bars.length && isMoment(seconds[to])) to++;
		if (to === at) {
			at++;
			continue;
		}
		const bars = barSeconds(score);
		const second = seconds[at]?.from ?? 0;
		const fromBar = nearestStart(bars, second);
		const meter = edited.bars[at]?.meter;
		if (fromBar === null || meter === undefined)
			lost.push(countWords(to - at, 'bar that was written in', 'bars that were written in'));
		else {
			score = applyPatch(score, insertBars(score, { fromBar, count: to - at }, newId)).score;
			score = relaid(score, fromBar, edited.bars.slice(at, to));
			const placeTick = barStarts(score.bars)[fromBar] ?? 0;
			inserted.push({ fromTick: starts[at] ?? 0, toTick: starts[to] ?? 0, placeTick });
		}
		at = to;
	}
	return { score, inserted };
}

/** Empty bars just written in, with the meter and key that they had. Their lengths must agree: a bar of another length stays as it is. */
function relaid(score: Score, fromBar: number, like: Score['bars']): Score {
	const bars = score.bars.map((bar, index) => {
		const model = like[index - fromBar];
		if (model === undefined) return bar;
		return bar.ticks === model.ticks ? { ...bar, meter: model.meter, key: model.key } : { ...bar, key: model.key };
	});
	return { ...score, bars };
}

interface Stretch<T> {
	readonly from: number;
	readonly to: number;
	readonly value: T;
}

/** Stretches, in seconds, in which the bars of the edited score say something else than those of the base at that time. */
function changedStretches<T>(base: Score, edited: Score, valueOf: (bar: Score['bars'][number]) => T): Stretch<T>[] {
	const starts = barStarts(base.bars);
	const stretches: Stretch<T>[] = [];
	barSeconds(edited).forEach((span, index) => {
		const bar = edited.bars[index];
		if (bar === undefined || isMoment(span)) return;
		const middle = secondsToTick(base.tempoMap, (span.from + span.to) / 2);
		const old = base.bars[barAt(starts, middle)];
		const value = valueOf(bar);
		if (old === undefined || isSame(valueOf(old), value)) return;
		const last = stretches.at(-1);
		const goesOn = last !== undefined && isSame(last.value, value) && span.from - last.to < leastBarSeconds;
		if (goesOn) stretches[stretches.length - 1] = { ...last, to: span.to };
		else stretches.push({ ...span, value });
	});
	return stretches;
}

function withMeters(base: Score, edited: Score, fresh: Score, newId: () => string, lost: string[]): Score {
	let score = fresh;
	for (const { from, to, value } of changedStretches<Meter>(base, edited, ({ meter }) => meter)) {
		const fromBar = nearestStart(barSeconds(score), from);
		const before = fromBar === null ? undefined : score.bars[fromBar];
		if (fromBar === null || before === undefined) {
			lost.push(`the meter ${value.beats}/${value.beatType}`);
			continue;
		}
		if (isSame(before.meter, value)) continue;
		score = applyPatch(score, setMeter(score, { fromBar, meter: value }, newId)).score;
		const back = nearestStart(barSeconds(score), to);
		const isInside = back !== null && back > fromBar && isSame(score.bars[back]?.meter, value);
		if (isInside) score = applyPatch(score, setMeter(score, { fromBar: back, meter: before.meter }, newId)).score;
	}
	return score;
}

function withKeys(base: Score, edited: Score, fresh: Score, lost: string[]): Score {
	let score = fresh;
	for (const { from, to, value } of changedStretches<WrittenKey>(base, edited, ({ key }) => key)) {
		const bars = barSeconds(score);
		const fromBar = nearestStart(bars, from);
		if (fromBar === null) {
			lost.push('a change of key');
			continue;
		}
		const found = bars.findIndex((bar) => bar.from >= to - (bar.to - bar.from) * nearBars);
		const end = found < 0 ? bars.length : found;
		const old = score.bars[end]?.key;
		for (let at = fromBar; at < end; at++) score = withKeyAt(score, at, value);
		if (old !== undefined) score = withKeyAt(score, end, old);
	}
	return score;
}

const withKeyAt = (score: Score, fromBar: number, key: WrittenKey): Score =>
	isSame(score.bars[fromBar]?.key, key) ? score : applyPatch(score, setKey(score, { fromBar, key })).score;

interface Span {
	readonly from: number;
	readonly to: number;
}

/** When each bar sounds, seconds. */
function barSeconds({ bars, tempoMap }: Score): Span[] {
	const seconds = barStarts(bars).map((tick) => tickToSeconds(tempoMap, tick));
	return bars.map((_, index) => ({ from: seconds[index] ?? 0, to: seconds[index + 1] ?? 0 }));
}

const isMoment = (span: Span | undefined): boolean => span !== undefined && span.to - span.from < leastBarSeconds;

/** The bar that begins nearest to a time; one behind the last for the end of the music; null where none does within half a bar. */
function nearestStart(bars: readonly Span[], seconds: number): number | null {
	const last = bars.at(-1);
	const starts = last === undefined ? [] : [...bars.map(({ from }) => from), last.to];
	let best = 0;
	starts.forEach((start, index) => {
		if (Math.abs(start - seconds) < Math.abs((starts[best] ?? Infinity) - seconds)) best = index;
	});
	const span = bars[Math.min(best, bars.length - 1)];
	const length = span === undefined ? 0 : span.to - span.from;
	return Math.abs((starts[best] ?? Infinity) - seconds) <= Math.max(leastBarSeconds, nearBars * length) ? best : null;
}

const countWords = (count: number, one: string, many: string): string => (count === 1 ? `a ${one}` : `${count} ${many}`);
