import { barNumbers, barStarts, tickToSeconds, type PlayedClock, type Score } from '$core/score/index.ts';

/** A stretch of the music as it is played, and what stands over it. */
export interface PlayedSpan {
	readonly startSeconds: number;
	readonly endSeconds: number;
	readonly text: string;
}

interface Mark {
	readonly tick: number;
}

/** What stands over a score, along the time in which it is played: what holds at a repeat's beginning holds there again. */
export interface PlayedSpans {
	/** Printed numbers, once for each time round. */
	readonly bars: readonly PlayedSpan[];
	/** Empty without chord symbols. Stretches without a chord have no text. */
	readonly chords: readonly PlayedSpan[];
	readonly sections: readonly PlayedSpan[];
}

/** @param chordText how a chord is printed */
export function toPlayedSpans(
	score: Score,
	clock: PlayedClock,
	chordText: (chord: Score['chords'][number]) => string
): PlayedSpans {
	const numbers = barNumbers(score.bars);
	const { bars, endSeconds } = clock;
	const endOf = (at: number): number => bars[at + 1]?.startSeconds ?? endSeconds;
	return {
		bars: bars.map(({ bar, startSeconds }, at) => ({ startSeconds, endSeconds: endOf(at), text: String(numbers[bar] ?? '') })),
		chords: along(score, clock, score.chords, chordText),
		sections: along(score, clock, score.sections, ({ label }) => label)
	};
}

function along<M extends Mark>(
	score: Score,
	{ bars, endSeconds }: PlayedClock,
	marks: readonly M[],
	toText: (mark: M) => string
): PlayedSpan[] {
	if (marks.length === 0) return [];
	const sorted = [...marks].sort((a, b) => a.tick - b.tick);
	const starts = barStarts(score.bars);
	const begun: { mark: M | undefined; seconds: number }[] = [];
	let before = -1;
	for (const { bar, startSeconds } of bars) {
		const [from, to] = [starts[bar] ?? 0, starts[bar + 1] ?? 0];
		const writtenSeconds = tickToSeconds(score.tempoMap, from);
		const first = sorted.findLastIndex(({ tick }) => tick <= from);
		const isOn = bar === before + 1;
		if (!isOn || sorted[first]?.tick === from) begun.push({ mark: sorted[first], seconds: startSeconds });
		for (let at = first + 1; (sorted[at]?.tick ?? Infinity) < to; at++) {
			const mark = sorted[at];
			if (mark === undefined) break;
			begun.push({ mark, seconds: startSeconds + tickToSeconds(score.tempoMap, mark.tick) - writtenSeconds });
		}
		before = bar;
	}
	return begun.flatMap(({ mark, seconds }, at) =>
		mark === undefined ? [] : [{ startSeconds: seconds, endSeconds: begun[at + 1]?.seconds ?? endSeconds, text: toText(mark) }]
	);
}
