import { barAt, barStarts, beatTicks, ticksPerQuarter, tickToSeconds, type Score } from '../../src/lib/core/score/index.ts';
import { secondsAt, type KnownTime } from './known-times.ts';
import type { ComparedBar, ComparedNote } from './metrics.ts';
import type { PrintedScore } from './printed-score.ts';

/** A page of music as it is compared. */
export interface ComparedPage {
	readonly notes: readonly ComparedNote[];
	/** Without a pickup. */
	readonly bars: readonly ComparedBar[];
}

/** The counted beat of a meter, quarters. */
const beatQuarters = (beats: number, beatType: number): number =>
	beatTicks({ beats, beatType: beatType === 8 ? 8 : 4 }) / ticksPerQuarter;

/** A printed page by when it was played. @param untilSeconds what is played later is left out, as in an excerpt */
export function toPrintedPage(score: PrintedScore, times: readonly KnownTime[], untilSeconds = Infinity): ComparedPage {
	const bars = score.bars.map((bar) => ({ ...bar, seconds: secondsAt(times, bar.startQuarters) }));
	const notes = score.notes.map(({ pitchMidi, startQuarters, lengthQuarters }): ComparedNote => {
		const bar = score.bars.findLast((one) => one.startQuarters <= startQuarters + 1e-6) ?? score.bars[0];
		const unit = beatQuarters(bar?.beats ?? 4, bar?.beatType ?? 4);
		const into = intoBeat(startQuarters - (bar?.startQuarters ?? 0) - (bar?.lengthQuarters ?? 0), unit);
		return {
			pitchMidi,
			seconds: secondsAt(times, startQuarters),
			beatSeconds: secondsAt(times, startQuarters - into),
			share: into / unit,
			lengthQuarters
		};
	});
	return {
		notes: notes.filter(({ seconds }) => seconds < untilSeconds),
		bars: bars
			.filter(
				({ seconds, lengthQuarters, beats, beatType }) => seconds < untilSeconds && lengthQuarters > (beats * 4) / beatType - 1e-3
			)
			.map(({ seconds, beats, beatType }) => ({ seconds, beats, beatType }))
	};
}

/**
 * What we wrote, by its own tempo map.
 * @param level what the page's values are multiplied by: 2 reads its quarters as halves, for a beat tracked at half its rate
 */
export function toWrittenPage(score: Score, level = 1): ComparedPage {
	const starts = barStarts(score.bars);
	const seconds = (tick: number): number => tickToSeconds(score.tempoMap, tick);
	const notes = score.parts.flatMap((part) =>
		part.notes.map(({ pitchMidi, tick, ticks }): ComparedNote => {
			const at = barAt(starts, tick);
			const unit = beatTicks(score.bars[at]?.meter ?? { beats: 4, beatType: 4 }) / level;
			// Counted from the end of the bar, for a pickup has no beginning.
			const into = intoBeat(tick - (starts[at + 1] ?? 0), unit);
			return {
				pitchMidi,
				seconds: seconds(tick),
				beatSeconds: seconds(tick - into),
				share: into / unit,
				lengthQuarters: (level * ticks) / ticksPerQuarter
			};
		})
	);
	const bars = score.bars.flatMap(({ meter, isPickup }, at) =>
		isPickup === true ? [] : [{ seconds: seconds(starts[at] ?? 0), beats: meter.beats, beatType: meter.beatType }]
	);
	return { notes, bars };
}

function intoBeat(place: number, unit: number): number {
	const into = ((place % unit) + unit) % unit;
	return unit - into < 1e-6 * unit ? 0 : into;
}
