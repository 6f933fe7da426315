import { barAt, barStarts } from './bars.ts';
import { tickToSeconds } from './clock.ts';
import { orderOf } from './played-order.ts';
import type { Score, ScoreNote } from './score.ts';

/** A bar as it is played, once for each time. */
export interface PlayedBar {
	/** Index into the score's bars. */
	readonly bar: number;
	readonly startSeconds: number;
	readonly endSeconds: number;
}

/** A note as it sounds. */
export interface PlayedNote {
	/** Index into the score's parts. */
	readonly part: number;
	readonly note: ScoreNote;
	/** Index into the played bars. */
	readonly playedBar: number;
	readonly startSeconds: number;
	readonly endSeconds: number;
}

export interface Unrolled {
	readonly bars: readonly PlayedBar[];
	/** By start. */
	readonly notes: readonly PlayedNote[];
}

/** A grace note takes this long from before the beat, seconds; more than four share the time of four. */
const graceSeconds = 0.08;

/**
 * The score as it sounds: bars in the order of repeats, endings and jumps, notes swung where they swing, grace notes before
 * what they lead to. The first time through, times are those of the tempo map, so a recording and its score keep together.
 */
export function unroll(score: Score): Unrolled {
	const work = unrolling(score);
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
	}
}

/** As `unroll`; pauses after each bar. */
export function* unrolling(score: Score): Generator<void, Unrolled> {
	const starts = barStarts(score.bars);
	const sound = swungClock(score, starts);
	const secondsAt = (tick: number): number => tickToSeconds(score.tempoMap, tick);
	const byBar = notesByBar(score, starts);
	const bars: PlayedBar[] = [];
	const notes: PlayedNote[] = [];
	let clock = secondsAt(0);
	for (const [playedBar, bar] of orderOf(score).entries()) {
		const written = secondsAt(starts[bar] ?? 0);
		const later = clock - written;
		const endSeconds = secondsAt(starts[bar + 1] ?? 0) + later;
		bars.push({ bar, startSeconds: clock, endSeconds });
		for (const { part, note, graces } of byBar[bar] ?? []) {
			const startSeconds = sound(note.tick) + later;
			const step = graceSeconds * Math.min(1, 4 / Math.max(1, graces.length));
			graces.forEach((grace, index) => {
				const from = startSeconds - (graces.length - index) * step;
				notes.push({ part, note: grace, playedBar, startSeconds: from, endSeconds: from + step });
			});
			const end = sound(note.tick + note.ticks) + later;
			if (note.grace === undefined) notes.push({ part, note, playedBar, startSeconds, endSeconds: end });
		}
		clock = endSeconds;
		yield;
	}
	return { bars, notes: notes.sort((a, b) => a.startSeconds - b.startSeconds) };
}

interface Struck {
	readonly part: number;
	readonly note: ScoreNote;
	/** That lead to it, in their order; only at the first note of a chord. */
	readonly graces: readonly ScoreNote[];
}

function notesByBar({ parts, bars }: Score, starts: readonly number[]): Struck[][] {
	const byBar: Struck[][] = bars.map(() => []);
	parts.forEach(({ notes }, part) => {
		const waiting = new Map<string, ScoreNote[]>();
		const voiceOf = ({ tick, staff, voice }: ScoreNote): string => `${tick} ${staff} ${voice}`;
		for (const note of notes) {
			if (note.grace !== undefined) waiting.set(voiceOf(note), [...(waiting.get(voiceOf(note)) ?? []), note]);
		}
		for (const note of notes) {
			if (note.grace !== undefined) continue;
			byBar[barAt(starts, note.tick)]?.push({ part, note, graces: waiting.get(voiceOf(note)) ?? [] });
			waiting.delete(voiceOf(note));
		}
		// Grace notes that lead to nothing sound where they stand.
		for (const graces of waiting.values()) {
			const [first] = graces;
			if (first !== undefined) byBar[barAt(starts, first.tick)]?.push({ part, note: first, graces });
		}
	});
	return byBar;
}

/** When a tick sounds, seconds, with swing. */
export function swungClock(score: Score, starts = barStarts(score.bars)): (tick: number) => number {
	const sounding = swungTicks(score, starts);
	return (tick) => tickToSeconds(score.tempoMap, sounding(tick));
}

/**
 * The tick at which a written one sounds, not rounded: the first of each pair of notes takes its ratio's share of the pair. Pairs are
 * counted from the bar line, in a pickup back from the next one; thirds of a pair are triplets and stay where they are.
 */
export function swungTicks({ swings, bars }: Pick<Score, 'swings' | 'bars'>, starts = barStarts(bars)): (tick: number) => number {
	if (swings.length === 0) return (tick) => tick;
	return (tick) => {
		const swing = swings.find((span) => span.tick <= tick && tick < span.endTick);
		if (swing === undefined) return tick;
		const pair = 2 * swing.unitTicks;
		const bar = barAt(starts, tick);
		const origin = (bars[bar]?.isPickup === true ? starts[bar + 1] : starts[bar]) ?? 0;
		const into = (((tick - origin) % pair) + pair) % pair;
		const isTriplet = (into * 6) % pair === 0 && into * 2 !== pair;
		if (isTriplet) return tick;
		const longShare = swing.ratio / (1 + swing.ratio);
		const share = into / pair;
		const sounding = share <= 0.5 ? share * 2 * longShare : 1 - (1 - share) * 2 * (1 - longShare);
		return tick - into + sounding * pair;
	};
}
