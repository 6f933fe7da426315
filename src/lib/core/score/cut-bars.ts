import { barStarts } from './bars.ts';
import { tickToSeconds } from './clock.ts';
import { repeatSpans } from './repeat-spans.ts';
import type { Part, Score, ScoreBar, ScoreNote, TempoPoint } from './score.ts';

/** Which bars, by their places. */
export interface BarStretch {
	readonly fromBar: number;
	readonly count: number;
}

export interface CutOptions {
	/** Whether a note that sounds into the stretch is struck again at its beginning, for what is left of it. */
	readonly strikesHeld?: boolean;
}

/**
 * A stretch of bars as a score of its own, from tick 0 and second 0. Key, meter, clefs, chord, section, tempo, loudness, pedal and
 * swing that hold where it begins are said there; notes that sound beyond its end stop with it. A repeat is kept when all of it
 * and of its endings is inside, jumps and their signs when all of them are. Ids are those of the whole.
 * @param stretch is held within the score: at least one bar
 */
export function cutBars(score: Score, stretch: BarStretch, { strikesHeld = true }: CutOptions = {}): Score {
	const fromBar = Math.min(Math.max(0, stretch.fromBar), score.bars.length - 1);
	const toBar = Math.min(Math.max(fromBar + 1, fromBar + stretch.count), score.bars.length);
	if (fromBar === 0 && toBar === score.bars.length) return score;
	const starts = barStarts(score.bars);
	const range: Range = { fromTick: starts[fromBar] ?? 0, toTick: starts[toBar] ?? 0 };
	return {
		...score,
		bars: cutMarks(score.bars, fromBar, toBar),
		parts: score.parts.map((part) => cutPart(part, range, strikesHeld)),
		tempoMap: cutClock(score.tempoMap, range),
		tempoMarks: inForce(score.tempoMarks, range),
		swings: insideOf(score.swings, range),
		chords: inForce(score.chords, range),
		sections: inForce(score.sections, range)
	};
}

interface Range {
	readonly fromTick: number;
	readonly toTick: number;
}

/** The bars without repeats, endings, jumps and signs that lead out of them. */
function cutMarks(bars: readonly ScoreBar[], fromBar: number, toBar: number): ScoreBar[] {
	const whole = repeatSpans(bars).filter(({ from, to }) => from >= fromBar && to < toBar);
	const keepsJumps = hasAllJumps(bars, fromBar, toBar);
	return bars.slice(fromBar, toBar).map((bar, index): ScoreBar => {
		const at = fromBar + index;
		const span = whole.find(({ from, to }) => from <= at && at <= to);
		const { id, ticks, meter, key, isPickup, startsRepeat: _, endsRepeatTimes, endings, ...signs } = bar;
		// Said where it went without saying: what stood before may be gone.
		const startsRepeat = span?.from === at && (at > fromBar || bar.startsRepeat === true);
		return {
			id,
			ticks,
			meter,
			key,
			...(startsRepeat ? { startsRepeat } : {}),
			...(span === undefined || endsRepeatTimes === undefined ? {} : { endsRepeatTimes }),
			...(span === undefined || endings === undefined ? {} : { endings }),
			...(keepsJumps ? signs : {}),
			...(isPickup === undefined ? {} : { isPickup })
		};
	});
}

function hasAllJumps(bars: readonly ScoreBar[], fromBar: number, toBar: number): boolean {
	return bars.every(({ jump, isSegno, isCoda, isFine, isToCoda }, at) => {
		const isInside = at >= fromBar && at < toBar;
		const isSigned = jump !== undefined || [isSegno, isCoda, isFine, isToCoda].includes(true);
		return !isSigned || (isInside && (fromBar === 0 || jump?.startsWith('daCapo') !== true));
	});
}

function cutPart(part: Part, range: Range, strikesHeld: boolean): Part {
	const notes = part.notes.flatMap((note) => cutNote(note, range, strikesHeld) ?? []);
	const ids = new Set(notes.map(({ id }) => id));
	return {
		...part,
		staves: part.staves.map(({ clef }, staff) => {
			const change = part.clefChanges.findLast((one) => one.staff === staff && one.tick <= range.fromTick);
			return { clef: change?.clef ?? clef };
		}),
		// Those held begin with the first notes: lower pitches first again, after graces.
		notes: notes.sort(
			(a, b) =>
				a.tick - b.tick || (a.ticks === 0 || b.ticks === 0 ? Math.sign(a.ticks) - Math.sign(b.ticks) : a.pitchMidi - b.pitchMidi)
		),
		slurs: part.slurs.filter(({ fromNoteId, toNoteId }) => ids.has(fromNoteId) && ids.has(toNoteId)),
		dynamics: inForce(part.dynamics, range, ({ mark }) => mark !== 'sfz'),
		hairpins: insideOf(part.hairpins, range),
		pedals: insideOf(part.pedals, range),
		clefChanges: inside(part.clefChanges, range).filter(({ tick }) => tick > 0),
		ottavas: insideOf(part.ottavas, range)
	};
}

function cutNote(note: ScoreNote, { fromTick, toTick }: Range, strikesHeld: boolean): ScoreNote | null {
	const end = Math.min(note.tick + note.ticks, toTick);
	if (note.tick >= fromTick) return note.tick >= toTick ? null : { ...note, tick: note.tick - fromTick, ticks: end - note.tick };
	if (!strikesHeld || end <= fromTick) return null;
	// The beginning was articulated, sung and bent, not what is held.
	const { articulations: _articulations, lyrics: _lyrics, technique: _technique, ...held } = note;
	return { ...held, tick: 0, ticks: end - fromTick };
}

interface Mark {
	readonly tick: number;
}

/** Marks that stand in a range, counted from its beginning. */
function inside<T extends Mark>(marks: readonly T[], { fromTick, toTick }: Range): T[] {
	return marks.filter(({ tick }) => tick >= fromTick && tick < toTick).map((mark) => ({ ...mark, tick: mark.tick - fromTick }));
}

/** And what holds at its beginning, there. @param holds whether a mark goes on until the next */
function inForce<T extends Mark>(marks: readonly T[], range: Range, holds: (mark: T) => boolean = () => true): T[] {
	const kept = inside(marks, range);
	if (kept[0]?.tick === 0) return kept;
	const before = marks.findLast((mark) => mark.tick < range.fromTick && holds(mark));
	return before === undefined ? kept : [{ ...before, tick: 0 }, ...kept];
}

function insideOf<T extends Mark & { readonly endTick: number }>(spans: readonly T[], { fromTick, toTick }: Range): T[] {
	return spans
		.filter(({ tick, endTick }) => tick < toTick && endTick > fromTick)
		.map((span) => ({
			...span,
			tick: Math.max(span.tick, fromTick) - fromTick,
			endTick: Math.min(span.endTick, toTick) - fromTick
		}));
}

function cutClock(map: readonly TempoPoint[], { fromTick, toTick }: Range): TempoPoint[] {
	const begin = tickToSeconds(map, fromTick);
	const between = map.filter(({ tick }) => tick > fromTick && tick < toTick);
	return [
		{ tick: 0, seconds: 0 },
		...between.map(({ tick, seconds }) => ({ tick: tick - fromTick, seconds: seconds - begin })),
		{ tick: toTick - fromTick, seconds: tickToSeconds(map, toTick) - begin }
	];
}
