import { barAt, barStarts } from './bars.ts';
import type { Score, ScoreBar } from './score.ts';

/** More bars than this no page asks for: repeats in repeats of a damaged file. */
const mostPlayedBars = 100_000;
/** Nor more notes: ninety-nine times round a dense page. */
const mostPlayedNotes = 1_000_000;

/** Indices of a score's bars in the order they are played; once through where repeats would make more of it than can be played. */
export function orderOf({ bars, parts }: Pick<Score, 'bars' | 'parts'>): number[] {
	const order = playedOrder(bars);
	const starts = barStarts(bars);
	const counts = new Float64Array(bars.length);
	for (const { notes } of parts)
		for (const { tick } of notes) counts[barAt(starts, tick)] = (counts[barAt(starts, tick)] ?? 0) + 1;
	const played = order.reduce((sum, bar) => sum + (counts[bar] ?? 0), 0);
	return played > mostPlayedNotes ? bars.map((_, at) => at) : order;
}

/**
 * Indices of bars in the order they are played: repeats with their endings, then jumps, each once. After a jump repeats are
 * left out and the last endings are taken, as players do; behind a coda sign they count again. Never endless.
 */
export function playedOrder(bars: readonly ScoreBar[]): number[] {
	const order: number[] = [];
	const usedJumps = new Set<number>();
	let jump: ScoreBar['jump'];
	/** Repeats are left out, from a jump to the coda or the end. */
	let isStraight = false;
	let repeatStart = 0;
	let pass = 1;
	let at = 0;
	while (at < bars.length && order.length < mostPlayedBars) {
		const bar = bars[at];
		if (bar === undefined) break;
		if (bar.startsRepeat === true && at !== repeatStart) {
			repeatStart = at;
			pass = 1;
		}
		const last = lastEnding(bars, at);
		if (bar.endings !== undefined && !bar.endings.includes(isStraight ? last : pass)) {
			at = leave(at);
			continue;
		}
		order.push(at);
		const hasMore = pass < (bar.endsRepeatTimes ?? 1) || (bar.endsRepeatTimes !== undefined && pass < last);
		if (hasMore && !isStraight) {
			pass++;
			at = repeatStart;
			continue;
		}
		if (bar.isFine === true && jump?.endsWith('AlFine') === true) break;
		const coda =
			bar.isToCoda === true && jump?.endsWith('AlCoda') === true ? bars.findIndex(({ isCoda }) => isCoda === true) : -1;
		if (coda >= 0) {
			jump = undefined;
			isStraight = false;
			at = repeatStart = coda;
			pass = 1;
			continue;
		}
		if (bar.jump !== undefined && !usedJumps.has(at)) {
			usedJumps.add(at);
			jump = bar.jump;
			isStraight = true;
			at = repeatStart = jump.startsWith('dalSegno') ? Math.max(0, segnoBefore(bars, at)) : 0;
			pass = 1;
			continue;
		}
		at = leave(at, bar.endsRepeatTimes !== undefined);
	}
	return order;

	/** On to the next bar; a repeat that is over, its endings too, begins no more at its old beginning. */
	function leave(from: number, hasEnded = false): number {
		const isOver = bars[from + 1]?.endings === undefined && (hasEnded || bars[from]?.endings !== undefined);
		if (isOver && (hasEnded || order.at(-1) === from)) {
			repeatStart = from + 1;
			pass = 1;
		}
		return from + 1;
	}
}

/** The highest number among the endings that stand in a row with a bar's own; 0 outside endings. */
function lastEnding(bars: readonly ScoreBar[], at: number): number {
	if (bars[at]?.endings === undefined) return 0;
	let from = at;
	while (bars[from - 1]?.endings !== undefined) from--;
	let last = 0;
	for (let index = from; bars[index]?.endings !== undefined; index++) last = Math.max(last, ...(bars[index]?.endings ?? []));
	return last;
}

/** The nearest sign at or before a bar, else the first one anywhere; -1 without any. */
function segnoBefore(bars: readonly ScoreBar[], at: number): number {
	const before = bars.findLastIndex(({ isSegno }, index) => isSegno === true && index <= at);
	return before >= 0 ? before : bars.findIndex(({ isSegno }) => isSegno === true);
}
