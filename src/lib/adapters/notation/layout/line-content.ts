import type { Part } from '$core/score/index.ts';
import type { Page, PageLine } from './page.ts';

/**
 * Everything that a line shows, as text: two lines with the same content look the same. Ticks count from the line's own beginning, so
 * that bars put in before it do not change it.
 */
export function lineContent(page: Page, line: PageLine): string {
	const { score, starts } = page;
	const [from, to] = [starts[line.first] ?? 0, starts[line.last + 1] ?? 0];
	const touches = (mark: { readonly tick: number; readonly endTick?: number }): boolean =>
		mark.tick < to && (mark.endTick ?? mark.tick + 1) > from;
	const bars = score.bars.slice(Math.max(0, line.first - 1), line.last + 2);
	const marks = [score.tempoMarks, score.swings, score.sections].map((list) => list.filter(touches));
	const parts = [...new Set(page.staves.map(({ part }) => part))].map((part) => [
		part.name,
		part.fretboard?.openMidi,
		...[part.dynamics, part.hairpins, part.pedals, part.ottavas].map((list: readonly { tick: number; endTick?: number }[]) =>
			list.filter(touches)
		),
		slursIn(part, from, to)
	]);
	const staves = page.staves.map(({ bars: written, kind, staff }) => [kind, staff, written.slice(line.first, line.last + 1)]);
	const shape = [
		line.barXs,
		line.heightPx,
		line.endingsPx,
		line.staves.map(({ topPx, dynamicsPx, ottavaPx, lyricsPx }) => [topPx, dynamicsPx, ottavaPx, lyricsPx])
	];
	const places = [
		line.first === page.firstBar,
		line.leftPx,
		page.widthPx,
		line.last === score.bars.length - 1,
		line.chordsPx,
		line.marksPx,
		score.parts.length
	];
	return JSON.stringify([shape, places, bars, marks, page.chords.filter(touches), parts, staves], (key, value: unknown) =>
		key === 'tick' || key === 'endTick' || key === 'startTick' ? Number(value) - from : key === 'index' ? undefined : value
	);
}

const noteTicks = new WeakMap<Part, ReadonlyMap<string, number>>();

function slursIn(part: Part, from: number, to: number): Part['slurs'] {
	const ticks = noteTicks.get(part) ?? new Map(part.notes.map(({ id, tick }) => [id, tick]));
	noteTicks.set(part, ticks);
	const isHere = (id: string): boolean => {
		const tick = ticks.get(id) ?? -1;
		return tick >= from && tick < to;
	};
	return part.slurs.filter(({ fromNoteId, toNoteId }) => isHere(fromNoteId) || isHere(toNoteId));
}
