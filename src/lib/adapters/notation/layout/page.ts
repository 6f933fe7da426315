import { barAt, barStarts, type Score } from '$core/score/index.ts';
import type { WrittenBar } from '$core/score/notate/index.ts';
import type { EngravingLook } from '$contracts/notation/engraver.ts';
import { barWidthPx, leadPx, type ChordText } from './bar-widths.ts';
import { breakLines } from './break-lines.ts';
import { chordTexts } from './chord-texts.ts';
import { headingMm, layOnSheets, marginMm, mmPerPx, paperWidthPx, type Sheet } from './paper.ts';
import { sheetStaves, writeStaves, type SheetStaff } from './sheet.ts';
import { staffRoom } from './staff-room.ts';

/** A staff in its line; y in pixels at zoom 1 from the top of the line. */
export interface PlacedStaff {
	readonly sheet: SheetStaff;
	/** Of the top staff line. */
	readonly topPx: number;
	/** From the top to the bottom staff line. */
	readonly heightPx: number;
	/** Baselines below the staff. */
	readonly dynamicsPx: number;
	/** Baseline of an ottava above the staff. */
	readonly ottavaPx: number;
	readonly lyricsPx: number;
}

/** A line of the page; all in pixels at zoom 1. */
export interface PageLine {
	readonly first: number;
	/** Included. */
	readonly last: number;
	readonly topPx: number;
	readonly heightPx: number;
	readonly leftPx: number;
	/** Where each bar begins, and last where the line ends. */
	readonly barXs: readonly number[];
	readonly staves: readonly PlacedStaff[];
	/** Baselines above the first staff. */
	readonly chordsPx: number;
	readonly marksPx: number;
	/** The brackets of endings. */
	readonly endingsPx: number;
}

export interface Page {
	readonly score: Score;
	readonly starts: readonly number[];
	readonly staves: readonly SheetStaff[];
	readonly chords: readonly ChordText[];
	readonly lines: readonly PageLine[];
	/** The first bar that is shown. */
	readonly firstBar: number;
	/** Paper that the lines lie on; none where they wrap to the room. */
	readonly sheets: readonly Sheet[];
	/** At zoom 1. */
	readonly widthPx: number;
	readonly heightPx: number;
}

/** Room before the first line of a staff, for a brace, and behind the last bar. */
const bracePx = 20;
const endPx = 4;
export const lyricRowPx = 21;
const chordRowPx = 29;
const markRowPx = 30;
const endingRowPx = 28;
const tabLinePx = 13;

/** A look whose zoom is settled. */
export type PageLook = EngravingLook & { readonly zoom: number };

/**
 * Lays a score out; nothing is drawn or measured by the browser.
 * @param range bars to show, from 0; all of them without it
 */
export function layOutPage(
	score: Score,
	look: PageLook,
	range: { readonly fromBar: number; readonly count: number } = { fromBar: 0, count: score.bars.length }
): Page {
	const staves = sheetStaves(score, look);
	const starts = barStarts(score.bars);
	const chords = chordTexts(score, staves[0]?.writtenAbove ?? 0);
	const firstBar = Math.max(0, Math.min(score.bars.length - 1, range.fromBar));
	const endBar = Math.min(score.bars.length, firstBar + Math.max(1, range.count));
	const scale = mmPerPx(staves.length);
	const widthPx = look.paper === undefined ? look.widthPx / look.zoom : paperWidthPx(look.paper, scale);
	const [leftPx, rightPx] = look.paper === undefined ? [bracePx, endPx] : [marginMm / scale + bracePx, marginMm / scale];
	const chordsOf = score.bars.map((): ChordText[] => []);
	for (const chord of chords) chordsOf[barAt(starts, chord.tick)]?.push(chord);
	const marked = new Set([...score.tempoMarks, ...score.swings, ...score.sections].map(({ tick }) => barAt(starts, tick)));
	for (const [index, { endings, isSegno, isCoda, jump, isFine, isToCoda }] of score.bars.entries())
		if (endings ?? isSegno ?? isCoda ?? jump ?? isFine ?? isToCoda) marked.add(index);
	const widths = score.bars.map((_, index) => {
		return (
			barWidthPx(barsAt(staves, index), chordsOf[index] ?? []) +
			innerLead(score, index) +
			(hasClefChange(staves, index + 1) ? 26 : 0)
		);
	});
	const leads = score.bars.map((_, index) => lineLead(score, staves, index, firstBar) - innerLead(score, index));
	const tails = score.bars.map((_, index) => (index + 1 < endBar ? innerLead(score, index + 1) : 0));
	const cut = (list: readonly number[]): readonly number[] => list.slice(firstBar, endBar);
	const broken = breakLines({ widths: cut(widths), leads: cut(leads), tails: cut(tails) }, widthPx - leftPx - rightPx);
	const stacked = broken.map(({ first: from, last: to, stretch }): Omit<PageLine, 'topPx'> => {
		const [first, last] = [from + firstBar, to + firstBar];
		const barXs = [leftPx];
		for (let bar = first; bar <= last; bar++)
			barXs.push(
				(barXs[bar - first] ?? 0) +
					(widths[bar] ?? 0) * stretch +
					(bar === first ? (leads[bar] ?? 0) : 0) +
					(bar === last ? (tails[bar] ?? 0) : 0)
			);
		const hasChords = chordsOf.slice(first, last + 1).some((texts) => texts.length > 0);
		const hasMarks = Array.from({ length: last - first + 1 }, (_, at) => first + at).some((bar) => marked.has(bar));
		const rows = stackStaves(staves, score, starts, first, last, (hasChords ? chordRowPx : 0) + (hasMarks ? markRowPx : 0));
		const firstRoom = rows.placed[0]?.abovePx ?? 0;
		const firstTop = rows.placed[0]?.topPx ?? 0;
		const chordsPx = firstTop - firstRoom - 4;
		return {
			first,
			last,
			heightPx: rows.heightPx,
			leftPx,
			barXs,
			staves: rows.placed,
			chordsPx,
			marksPx: chordsPx - (hasChords ? chordRowPx : 0),
			endingsPx: firstTop - firstRoom + 4
		};
	});
	const heights = stacked.map(({ heightPx }) => heightPx);
	const { tops, sheets } =
		look.paper === undefined
			? { tops: running(heights), sheets: [] }
			: layOnSheets(heights, look.paper, { scale, headMm: headingMm(score) });
	const lines = stacked.map((line, at): PageLine => ({ ...line, topPx: tops[at] ?? 0 }));
	const [lastLine, lastSheet] = [lines.at(-1), sheets.at(-1)];
	const heightPx =
		lastSheet === undefined ? (lastLine?.topPx ?? 0) + (lastLine?.heightPx ?? 0) : lastSheet.topPx + lastSheet.heightPx;
	return { score, starts, staves, chords, lines, firstBar, sheets, widthPx, heightPx };
}

/** Does ahead what of `layOutPage` takes long, in steps of about a bar; it is kept for as long as the bars are. */
export function* preparePage(score: Score, look: Pick<EngravingLook, 'partIds' | 'staves' | 'readings'>): Generator<void, void> {
	yield* writeStaves(score, look);
	const staves = sheetStaves(score, look);
	for (const index of score.bars.keys()) {
		const bars = barsAt(staves, index);
		barWidthPx(bars, []);
		staffRoom(bars);
		yield;
	}
}

const barsAt = (staves: readonly SheetStaff[], index: number): WrittenBar[] =>
	staves.map(({ bars }) => bars[index]).filter((bar) => bar !== undefined);

/** Where each of the lines begins that follow one another. */
function running(heights: readonly number[]): number[] {
	let topPx = 0;
	return heights.map((height) => (topPx += height) - height);
}

/** Room before the first note of a bar that begins a line. */
function lineLead(score: Score, staves: readonly SheetStaff[], index: number, firstBar: number): number {
	const signs = Math.max(0, ...staves.map(({ bars }) => Math.abs(bars[index]?.key.fifths ?? 0)));
	return leadPx({ hasClef: true, keySigns: signs, hasMeter: index === firstBar || showsMeter(score, index) });
}

/** And inside a line: a change of key or meter. */
function innerLead(score: Score, index: number): number {
	if (index === 0) return 0;
	const [before, bar] = [score.bars[index - 1], score.bars[index]];
	const changesKey = before !== undefined && bar !== undefined && before.key.fifths !== bar.key.fifths;
	const keySigns = changesKey ? Math.max(Math.abs(before.key.fifths), Math.abs(bar.key.fifths)) : 0;
	return leadPx({ hasClef: false, keySigns, hasMeter: showsMeter(score, index) });
}

/** Whether a bar begins with a meter. */
export function showsMeter({ bars }: Pick<Score, 'bars'>, index: number): boolean {
	const [before, bar] = [bars[index - 1]?.meter, bars[index]?.meter];
	return before === undefined || before.beats !== bar?.beats || before.beatType !== bar.beatType;
}

const hasClefChange = (staves: readonly SheetStaff[], index: number): boolean =>
	staves.some(({ bars }) => bars[index] !== undefined && bars[index].clef !== bars[index - 1]?.clef);

type RoomedStaff = PlacedStaff & { readonly abovePx: number };

function stackStaves(
	staves: readonly SheetStaff[],
	score: Score,
	starts: readonly number[],
	first: number,
	last: number,
	headPx: number
): { placed: RoomedStaff[]; heightPx: number } {
	const [from, to] = [starts[first] ?? 0, starts[last + 1] ?? Infinity];
	const isHere = ({ tick }: { readonly tick: number }): boolean => tick >= from && tick < to;
	const hasEndings = score.bars.slice(first, last + 1).some(({ endings }) => endings !== undefined);
	const hasOttava = (at: number): boolean =>
		staves[at]?.kind === 'notes' &&
		(staves[at].part.ottavas.some(
			({ tick, endTick, staff, octaves }) => octaves > 0 && staff === staves[at]?.staff && tick < to && endTick > from
		) ??
			false);
	let y = 8 + headPx + (score.parts.length > 1 ? 14 : 0);
	const placed: RoomedStaff[] = [];
	for (const [at, sheet] of staves.entries()) {
		const { part, kind, bars } = sheet;
		const isTab = kind === 'tab';
		const room = isTab ? { abovePx: 12, belowPx: sheet.showsRhythm ? 52 : 12 } : staffRoom(bars.slice(first, last + 1));
		const strings = part.fretboard?.openMidi.length ?? 6;
		const heightPx = isTab ? (strings - 1) * tabLinePx : 40;
		const reachPx = Math.max(room.abovePx, at === 0 ? 20 : 16);
		const ottavaRoomPx = hasOttava(at) ? 24 : 0;
		const abovePx = reachPx + ottavaRoomPx + (at === 0 && hasEndings ? endingRowPx : 0);
		y += abovePx;
		const topPx = y;
		y += heightPx + room.belowPx;
		const isLastOfPart = staves[at + 1]?.part !== part;
		const spansHere = [...part.hairpins, ...part.pedals].some(({ tick, endTick }) => tick < to && endTick > from);
		const hasDynamics = carriesDynamics(staves, at) && (part.dynamics.some(isHere) || spansHere);
		const dynamicsPx = y + 16;
		if (hasDynamics) y += 24;
		const verses = isTab ? 0 : verseCount(bars.slice(first, last + 1));
		const lyricsPx = y + 17;
		y += verses * lyricRowPx + (isLastOfPart ? 14 : 8);
		placed.push({ sheet, topPx, heightPx, dynamicsPx, ottavaPx: topPx - reachPx - 4, lyricsPx, abovePx });
	}
	return { placed, heightPx: y + 10 };
}

/** Dynamics stand once for each part: below the first of its staves with notes. */
export const carriesDynamics = (staves: readonly SheetStaff[], at: number): boolean =>
	staves[at]?.kind === 'notes' && !staves.slice(0, at).some(({ part, kind }) => kind === 'notes' && part === staves[at]?.part);

function verseCount(bars: SheetStaff['bars']): number {
	let count = 0;
	for (const { voices } of bars)
		for (const { events } of voices)
			for (const { notes } of events) for (const { note } of notes) count = Math.max(count, note.lyrics?.length ?? 0);
	return count;
}
