import { afterPractice, newSpaced, type Spaced } from './spaced.ts';
import { toProgress, type DayOf } from './progress.ts';
import type { PracticeHistory, TakeRecord } from './take-record.ts';
import { toLoops, worstBars, type BarLoop } from './weak-bars.ts';

/** Something to play today. */
export interface PlanItem {
	readonly kind: 'spot' | 'review' | 'song';
	readonly songId: string;
	/** Indices into the score's bars; null for the whole song. */
	readonly bars: BarLoop | null;
	/** Of the first and the last of them, as the page has them; null for the whole song. */
	readonly numbers: readonly [number, number] | null;
	/** Of the song's tempo, to begin with. */
	readonly speed: number;
	readonly minutes: number;
	/** Why, with its figure: what is said beside it. */
	readonly reason: string;
}

/** A stretch of four bars of a song: what is remembered or forgotten as one. */
const spotBars = 4;
const minutesPer = { spot: 5, review: 3, song: 6 } as const;
/** Share of a spot that must be right and in time for it to be reviewed rather than worked at. */
const learnt = 0.9;
/** Of a whole plan at most this share goes to songs as a whole, and so many spots of one song. */
const mostOfASong = 3;

interface Spot {
	readonly songId: string;
	readonly firstBar: number;
	readonly spaced: Spaced;
	/** The last time, 0 to 1. */
	readonly good: number;
}

/**
 * What to practise today, the most urgent first: spots whose day has come by spaced repetition, weakest first, and at the end
 * the song played last as a whole. It fills the minutes there are and is empty without a history.
 */
export function toPlan(history: PracticeHistory, nowMs: number, dayOf: DayOf, minutes: number): PlanItem[] {
	const today = dayOf(nowMs);
	const progress = toProgress(history, nowMs, dayOf);
	const spots = toSpots(history.takes, dayOf).filter(({ spaced }) => spaced.dueDay <= today);
	const plan: PlanItem[] = [];
	let left = minutes;
	const latest = [...progress.songs].sort((a, b) => b.lastPlayedMs - a.lastPlayedMs)[0];
	const reserve = latest !== undefined && minutes >= minutesPer.song + minutesPer.spot ? minutesPer.song : 0;
	const urgency = ({ spaced, good }: Spot): number =>
		1 - good + 0.3 * Math.min(1, (today - spaced.dueDay) / Math.max(1, spaced.intervalDays));
	for (const spot of spots.sort((a, b) => urgency(b) - urgency(a) || a.firstBar - b.firstBar)) {
		const kind = spot.good < learnt ? 'spot' : 'review';
		const own = progress.songs.find(({ songId }) => songId === spot.songId);
		if (own === undefined || plan.filter(({ songId }) => songId === spot.songId).length >= mostOfASong) continue;
		if (left - minutesPer[kind] < reserve) continue;
		left -= minutesPer[kind];
		const inSpot = own.bars.filter(({ scoreBar }) => scoreBar >= spot.firstBar && scoreBar < spot.firstBar + spotBars);
		const hot = toLoops(worstBars(inSpot.map(({ scoreBar, heat }) => ({ bar: scoreBar, heat }))))[0];
		const mastered = inSpot.map(({ masteredSpeed }) => masteredSpeed ?? 0.5);
		const speed = Math.min(1, Math.max(0.4, Math.min(...mastered)));
		const bars = kind === 'spot' && hot !== undefined ? hot : { fromBar: spot.firstBar, toBar: lastBar(inSpot, spot.firstBar) };
		plan.push({
			kind,
			songId: spot.songId,
			bars,
			numbers: [numberOf(own.bars, bars.fromBar), numberOf(own.bars, bars.toBar)],
			speed: Math.round(speed * 20) / 20,
			minutes: minutesPer[kind],
			reason:
				kind === 'spot'
					? `${Math.round(100 * spot.good)} % right and in time the last time`
					: `learnt, and not played for ${today - spot.spaced.dueDay + spot.spaced.intervalDays} days`
		});
	}
	if (latest !== undefined && left >= minutesPer.song)
		plan.push({
			kind: 'song',
			songId: latest.songId,
			bars: null,
			numbers: null,
			speed: Math.min(1, latest.masteredSpeed ?? latest.course.at(-1)?.speed ?? 1),
			minutes: minutesPer.song,
			reason: `best so far ${Math.round(latest.bestScore)} of 100`
		});
	return plan;
}

/** Of a bar that was never played, such as the one to come in from, it is counted from the nearest that was. */
function numberOf(bars: readonly { readonly scoreBar: number; readonly number: number }[], bar: number): number {
	const near = bars.find(({ scoreBar }) => scoreBar >= bar) ?? bars.at(-1);
	return near === undefined ? bar + 1 : Math.max(0, near.number - (near.scoreBar - bar));
}

function lastBar(bars: readonly { readonly scoreBar: number }[], firstBar: number): number {
	return bars.reduce((last, { scoreBar }) => Math.max(last, scoreBar), firstBar);
}

/** Every spot that was ever played, with its memory followed from take to take; the best take of a day counts for that day. */
function toSpots(takes: readonly TakeRecord[], dayOf: DayOf): Spot[] {
	const byDay = new Map<string, { songId: string; firstBar: number; day: number; good: number }>();
	for (const { songId, startedAtMs, bars } of [...takes].sort((a, b) => a.startedAtMs - b.startedAtMs)) {
		const day = dayOf(startedAtMs);
		const sums = new Map<number, { good: number; expected: number }>();
		for (const { scoreBar, good, expected } of bars) {
			const firstBar = scoreBar - (scoreBar % spotBars);
			const own = sums.get(firstBar) ?? { good: 0, expected: 0 };
			own.good += good;
			own.expected += expected;
			sums.set(firstBar, own);
		}
		for (const [firstBar, { good, expected }] of sums) {
			if (expected === 0) continue;
			const key = `${songId} ${firstBar} ${day}`;
			const share = Math.max(byDay.get(key)?.good ?? 0, good / expected);
			byDay.set(key, { songId, firstBar, day, good: share });
		}
	}
	const spots = new Map<string, Spot>();
	for (const { songId, firstBar, day, good } of byDay.values()) {
		const key = `${songId} ${firstBar}`;
		const before = spots.get(key)?.spaced ?? newSpaced(day);
		spots.set(key, { songId, firstBar, good, spaced: afterPractice(before, good, day) });
	}
	return [...spots.values()];
}
