import { barStarts, meterTicks } from '../../bars.ts';
import type { Part, Score, ScoreBar, ScoreNote } from '../../score.ts';
import { applyPatch, diffScores } from '../apply-patch.ts';
import { withoutLooseEnds } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { isGrace, noteEnd } from '../voices.ts';
import { copyNotes, pasteNotes } from './clipboard.ts';
import { deleteClock, insertClock, isRecordingClock } from './clock.ts';
import type { NewId, TickRange } from './selection.ts';

/** Which bars, by their places. */
export interface BarRange {
	readonly fromBar: number;
	readonly count: number;
}

/** Where bars lie; null when there are none such. */
export function barRangeTicks(score: Score, { fromBar, count }: BarRange): TickRange | null {
	const starts = barStarts(score.bars);
	const [fromTick, toTick] = [starts[fromBar], starts[Math.min(fromBar + count, score.bars.length)]];
	return fromTick === undefined || toTick === undefined || toTick <= fromTick ? null : { fromTick, toTick };
}

/** Writes empty bars before the bar at `fromBar`, or behind the last; they are like the one before them. */
export function insertBars(score: Score, { fromBar, count }: BarRange, newId: NewId): Patch {
	return diffScores(score, withBars(score, fromBar, count, newId));
}

function withBars(score: Score, fromBar: number, count: number, newId: NewId): Score {
	const at = Math.min(Math.max(0, fromBar), score.bars.length);
	const like = score.bars[at === 0 || score.bars[at - 1]?.isPickup === true ? at : at - 1] ?? score.bars[at - 1];
	const tick = barStarts(score.bars)[at];
	if (like === undefined || tick === undefined || count <= 0) return score;
	const ticks = meterTicks(like.meter);
	const added = Array.from({ length: count }, (): ScoreBar => ({ id: newId(), ticks, meter: like.meter, key: like.key }));
	const shifted = mapTicks(score, (place) => (place >= tick ? place + count * ticks : place));
	return {
		...shifted,
		bars: [...score.bars.slice(0, at), ...added, ...score.bars.slice(at)],
		tempoMap: insertClock(score.tempoMap, tick, count * ticks, isRecordingClock(score))
	};
}

/**
 * Takes bars out with their notes; what follows moves up, with its key, meter, chord, clef, tempo and section. Notes that sound into
 * the bars end there, or sound on for what is left of them. The last bar of a score is never taken out.
 */
export function deleteBars(score: Score, { fromBar, count }: BarRange): Patch {
	const range = barRangeTicks(score, { fromBar, count });
	if (range === null || count >= score.bars.length) return [];
	const { fromTick, toTick } = range;
	const isToEnd = toTick === barStarts(score.bars).at(-1);
	const carried = isToEnd ? withoutMarks : lastMoved;
	const gone = toTick - fromTick;
	const place = (tick: number): number => (tick >= toTick ? tick - gone : Math.min(tick, fromTick));
	const parts = score.parts.map((part) => {
		const left = part.notes.filter(({ tick }) => tick < fromTick || tick >= toTick);
		const notes = left.map((note): ScoreNote => {
			const ticks = isGrace(note) ? note.ticks : place(noteEnd(note)) - place(note.tick);
			return note.tick === place(note.tick) && ticks === note.ticks ? note : { ...note, tick: place(note.tick), ticks };
		});
		const clefChanges = isToEnd ? withoutMarks(part.clefChanges, range) : lastMovedByStaff(part.clefChanges, range);
		const cut = { ...part, dynamics: carried(part.dynamics, range), clefChanges };
		return withoutLooseEnds(mapPartMarks(cut, place), notes);
	});
	return diffScores(score, {
		...score,
		bars: [...score.bars.slice(0, fromBar), ...score.bars.slice(fromBar + count)],
		parts,
		tempoMap: deleteClock(score.tempoMap, fromTick, toTick, isRecordingClock(score)),
		tempoMarks: moveMarks(carried(score.tempoMarks, range), place),
		chords: moveMarks(carried(score.chords, range), place),
		sections: moveMarks(carried(score.sections, range), place),
		swings: moveSpans(score.swings, place)
	});
}

/** Writes bars once more behind themselves, notes, chords and all. */
export function repeatBars(score: Score, { fromBar, count }: BarRange, newId: NewId): Patch {
	const range = barRangeTicks(score, { fromBar, count });
	if (range === null) return [];
	const isInside = ({ tick }: ScoreNote): boolean => tick >= range.fromTick && tick < range.toTick;
	const noteIds = new Set(score.parts.flatMap(({ notes }) => notes.filter(isInside).map(({ id }) => id)));
	const copied = copyNotes(score, { noteIds, range });
	const originals = score.bars.slice(fromBar, fromBar + count);
	const at = fromBar + originals.length;
	const bars = originals.map((bar): ScoreBar => ({ id: newId(), ticks: bar.ticks, meter: bar.meter, key: bar.key }));
	const ticks = range.toTick - range.fromTick;
	const grown: Score = {
		...mapTicks(score, (tick) => (tick >= range.toTick ? tick + ticks : tick)),
		bars: [...score.bars.slice(0, at), ...bars, ...score.bars.slice(at)],
		tempoMap: insertClock(score.tempoMap, range.toTick, ticks, isRecordingClock(score))
	};
	const [first] = copied?.parts ?? [];
	const part =
		first === undefined ? grown.parts[0] : grown.parts.find(({ notes }) => notes.some(({ id }) => id === first.notes[0]?.id));
	if (copied === null || part === undefined) return diffScores(score, grown);
	const staff = part.notes.reduce((top, note) => (noteIds.has(note.id) ? Math.min(top, note.staff) : top), 7);
	const { patch } = pasteNotes(grown, endingInside(copied), { tick: range.toTick, partId: part.id, staff }, newId);
	return diffScores(score, applyPatch(grown, patch).score);
}

/** Copied bars without what sounds beyond their end: it would reach into the bars behind the copy. */
const endingInside = <T extends NonNullable<ReturnType<typeof copyNotes>>>(copied: T): T => ({
	...copied,
	parts: copied.parts.map((part) => ({
		...part,
		notes: part.notes.map((note) => ({ ...note, ticks: Math.min(note.ticks, copied.ticks - note.tick) }))
	}))
});

type Mark = { readonly id: string; readonly tick: number };

const withoutMarks = <T extends Mark>(marks: readonly T[], { fromTick, toTick }: TickRange): T[] =>
	marks.filter(({ tick }) => tick < fromTick || tick >= toTick);

/** The last mark of a stretch stands behind it where none does yet, so that it goes on to hold; the others of the stretch are out. */
function lastMoved<T extends Mark>(marks: readonly T[], { fromTick, toTick }: TickRange): T[] {
	const inside = marks.filter(({ tick }) => tick >= fromTick && tick < toTick);
	const last = inside.at(-1);
	const isCovered = last === undefined || marks.some(({ tick }) => tick === toTick);
	const kept = withoutMarks(marks, { fromTick, toTick });
	return isCovered ? kept : [...kept, { ...last, tick: toTick }].sort((a, b) => a.tick - b.tick);
}

function lastMovedByStaff<T extends Mark & { readonly staff: number }>(marks: readonly T[], range: TickRange): T[] {
	const staves = [...new Set(marks.map(({ staff }) => staff))];
	return staves
		.flatMap((staff) =>
			lastMoved(
				marks.filter((mark) => mark.staff === staff),
				range
			)
		)
		.sort((a, b) => a.tick - b.tick);
}

/** A score with every tick elsewhere: lengths of notes stay, spans follow their ends. Bars and clock stay. */
function mapTicks(score: Score, place: (tick: number) => number): Score {
	const parts = score.parts.map((part) => ({
		...mapPartMarks(part, place),
		notes: part.notes.map((note) => (place(note.tick) === note.tick ? note : { ...note, tick: place(note.tick) }))
	}));
	return {
		...score,
		parts,
		tempoMarks: moveMarks(score.tempoMarks, place),
		chords: moveMarks(score.chords, place),
		sections: moveMarks(score.sections, place),
		swings: moveSpans(score.swings, place)
	};
}

function mapPartMarks(part: Part, place: (tick: number) => number): Part {
	return {
		...part,
		dynamics: moveMarks(part.dynamics, place),
		clefChanges: moveMarks(part.clefChanges, place),
		hairpins: moveSpans(part.hairpins, place),
		pedals: moveSpans(part.pedals, place),
		ottavas: moveSpans(part.ottavas, place)
	};
}

function moveMarks<T extends Mark>(marks: readonly T[], place: (tick: number) => number): T[] {
	return marks.map((mark) => (place(mark.tick) === mark.tick ? mark : { ...mark, tick: place(mark.tick) }));
}

/** The end of a span is the last of its music: what is put in there is not in the span. */
function moveSpans<T extends Mark & { readonly endTick: number }>(spans: readonly T[], place: (tick: number) => number): T[] {
	return spans
		.map((span) => ({ ...span, tick: place(span.tick), endTick: place(span.endTick - 1) + 1 }))
		.filter((span) => span.endTick > span.tick);
}
