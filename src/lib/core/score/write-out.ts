import { endTick } from './bars.ts';
import { tickToSeconds } from './clock.ts';
import { cutBars } from './cut-bars.ts';
import { orderOf } from './played-order.ts';
import type { Part, Score, TempoPoint } from './score.ts';

/** What a score may hold. */
const mostBars = 20_000;
const mostNotes = 500_000;
/** Leaps of the music; a page has a few, a damaged file any number. */
const mostRuns = 1000;

/**
 * The score written out as it is played: repeats, endings and jumps in full, each bar once for each time. Notes that sound over a
 * place where the music leaps end there. Ids of the second time and later have it behind them. What would be more than a
 * score may hold is left out at the end.
 */
export function writeOut(score: Score): Score {
	const runs = toRuns(orderOf(score).slice(0, mostBars)).slice(0, mostRuns);
	const times = new Map<string, number>();
	let whole: Score | undefined;
	for (const run of runs) {
		const next = withTime(cutBars(score, run, { strikesHeld: false }), times);
		const joined: Score = whole === undefined ? next : join(whole, next);
		if (joined.parts.some(({ notes }) => notes.length > mostNotes)) break;
		whole = joined;
	}
	return withoutSigns(whole ?? score);
}

function toRuns(order: readonly number[]): { readonly fromBar: number; readonly count: number }[] {
	const runs: { fromBar: number; count: number }[] = [];
	for (const bar of order) {
		const last = runs.at(-1);
		if (last !== undefined && last.fromBar + last.count === bar) last.count++;
		else runs.push({ fromBar: bar, count: 1 });
	}
	return runs;
}

function withoutSigns(score: Score): Score {
	return {
		...score,
		bars: score.bars.map(({ id, ticks, meter, key, isPickup }) => ({
			id,
			ticks,
			meter,
			key,
			...(isPickup === undefined ? {} : { isPickup })
		}))
	};
}

/** The same music with ids that say how often each was used before. */
function withTime(score: Score, times: Map<string, number>): Score {
	const counted = <T extends { readonly id: string }>(kind: string, marks: readonly T[]): T[] =>
		marks.map((mark) => {
			const time = (times.get(`${kind} ${mark.id}`) ?? 0) + 1;
			times.set(`${kind} ${mark.id}`, time);
			return time === 1 ? mark : { ...mark, id: timed(mark.id, time) };
		});
	const partOf = (part: Part): Part => {
		const notes = counted(`note ${part.id}`, part.notes);
		const idOf = new Map(part.notes.map(({ id }, index) => [id, notes[index]?.id ?? id]));
		const named = (id: string): string => idOf.get(id) ?? id;
		return {
			...part,
			notes,
			slurs: counted(`slur ${part.id}`, part.slurs).map((slur) => ({
				...slur,
				fromNoteId: named(slur.fromNoteId),
				toNoteId: named(slur.toNoteId)
			})),
			dynamics: counted(`dynamic ${part.id}`, part.dynamics),
			hairpins: counted(`hairpin ${part.id}`, part.hairpins),
			pedals: counted(`pedal ${part.id}`, part.pedals),
			clefChanges: counted(`clef ${part.id}`, part.clefChanges),
			ottavas: counted(`ottava ${part.id}`, part.ottavas)
		};
	};
	return {
		...score,
		bars: counted('bar', score.bars),
		parts: score.parts.map(partOf),
		tempoMarks: counted('tempo', score.tempoMarks),
		swings: counted('swing', score.swings),
		chords: counted('chord', score.chords),
		sections: counted('section', score.sections)
	};
}

/** An id is 64 characters at most. */
const timed = (id: string, time: number): string => `${id.slice(0, 56)}~${time}`;

/** One score behind another. */
function join(first: Score, second: Score): Score {
	const by = endTick(first);
	return {
		...first,
		bars: [...first.bars, ...second.bars],
		parts: first.parts.map((part, index) => {
			const next = second.parts[index];
			return next === undefined ? part : joinParts(part, next, by);
		}),
		tempoMap: joinClocks(first.tempoMap, second.tempoMap, by),
		tempoMarks: joinChanges(first.tempoMarks, later(second.tempoMarks, by), ({ bpm, beatTicks }) => `${bpm} ${beatTicks}`),
		swings: [...first.swings, ...laterSpans(second.swings, by)],
		chords: joinChanges(first.chords, later(second.chords, by), ({ chord, text }) => JSON.stringify([chord, text])),
		sections: joinChanges(first.sections, later(second.sections, by), ({ label }) => label)
	};
}

function joinParts(first: Part, second: Part, by: number): Part {
	const clefs = second.staves.flatMap(({ clef }, staff) => {
		const now = first.clefChanges.findLast((change) => change.staff === staff)?.clef ?? first.staves[staff]?.clef;
		return now === clef ? [] : [{ id: timed(`clef${staff}-${by}`, 1), tick: by, staff, clef }];
	});
	return {
		...first,
		notes: [...first.notes, ...later(second.notes, by)],
		slurs: [...first.slurs, ...second.slurs],
		dynamics: joinChanges(first.dynamics, later(second.dynamics, by), ({ mark }) => mark),
		hairpins: [...first.hairpins, ...laterSpans(second.hairpins, by)],
		pedals: [...first.pedals, ...laterSpans(second.pedals, by)],
		clefChanges: [...first.clefChanges, ...clefs, ...later(second.clefChanges, by)],
		ottavas: [...first.ottavas, ...laterSpans(second.ottavas, by)]
	};
}

const later = <T extends { readonly tick: number }>(marks: readonly T[], by: number): T[] =>
	marks.map((mark) => ({ ...mark, tick: mark.tick + by }));

const laterSpans = <T extends { readonly tick: number; readonly endTick: number }>(spans: readonly T[], by: number): T[] =>
	spans.map((span) => ({ ...span, tick: span.tick + by, endTick: span.endTick + by }));

/** Without a first mark that says what holds already. */
function joinChanges<T>(first: readonly T[], second: readonly T[], valueOf: (mark: T) => string): T[] {
	const [last, next] = [first.at(-1), second[0]];
	const isSame = last !== undefined && next !== undefined && valueOf(last) === valueOf(next);
	return [...first, ...(isSame ? second.slice(1) : second)];
}

function joinClocks(first: readonly TempoPoint[], second: readonly TempoPoint[], by: number): TempoPoint[] {
	const end = { tick: by, seconds: tickToSeconds(first, by) };
	const later = end.seconds - tickToSeconds(second, 0);
	const before = first.filter(({ tick }) => tick < by);
	const after = second.filter(({ tick }) => tick > 0);
	return [...before, end, ...after.map(({ tick, seconds }) => ({ tick: tick + by, seconds: seconds + later }))];
}
