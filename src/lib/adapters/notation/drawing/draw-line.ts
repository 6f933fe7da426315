import { Barline, BarlineType, Formatter, Repetition, Stave, StaveConnector, StaveModifierPosition } from 'vexflow/core';
import { barNumbers } from '$core/score/index.ts';
import type { WrittenEvent } from '$core/score/notate/index.ts';
import { showsMeter, type Page, type PageLine, type PlacedStaff } from '../layout/page.ts';
import { drawCurves } from './draw-curves.ts';
import { drawMarks } from './draw-marks.ts';
import { drawTab, drawTabCounting } from './draw-tab.ts';
import { evenGaps } from './even-gaps.ts';
import { writeSigns, writeWords, type DrawnLine, type Moment, type PlacedHead } from './drawn-line.ts';
import { InkContext } from './ink-context.ts';
import { clefNames, staffVoices, type StaffVoice } from './stave-notes.ts';

const keyNames = ['Cb', 'Gb', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'C#'] as const;
/** From the last notes of a bar to its line. */
const endRoomPx = 16;

/** The clef of a tab with five strings or less is a lower one. */
const fewStrings = 5;
const fourStringTabClef = 0xe06e;
const tabClefPx = 40;
const stringsOf = ({ part }: PlacedStaff['sheet']): number => part.fretboard?.openMidi.length ?? 6;

/** A bar of a staff on its way to the page. */
interface StaffBar {
	readonly placed: PlacedStaff;
	readonly stave: Stave;
	readonly voices: readonly StaffVoice[];
}

/** Draws one line of the page into an SVG of its own inside the host. */
export function drawLine(host: HTMLDivElement, page: Page, line: PageLine, zoom: number): DrawnLine {
	const context = new InkContext(host);
	context.resize(page.widthPx * zoom, line.heightPx * zoom);
	context.scale(zoom, zoom);
	const heads: PlacedHead[] = [];
	const tabHeads: PlacedHead[] = [];
	const moments = new Map<number, number>();
	const numbers = barNumbers(page.score.bars);
	for (let index = line.first; index <= line.last; index++) {
		const staffBars = makeBar(context, page, line, index);
		formatBar(staffBars);
		for (const staffBar of staffBars)
			drawStaffBar(context, staffBar, index, line, staffBar.placed.sheet.kind === 'tab' ? tabHeads : heads, moments);
		connect(context, staffBars, line, index);
		if (index === line.first && index > 0) {
			const [top] = line.staves;
			writeWords(context, String(numbers[index]), line.leftPx, (top?.topPx ?? 0) - 14, { sizePx: 13 });
		}
	}
	moments.set(page.starts[line.last + 1] ?? 0, line.barXs[line.barXs.length - 1] ?? 0);
	const inOrder: Moment[] = [...moments].map(([tick, x]) => ({ tick, x })).sort((a, b) => a.tick - b.tick);
	drawCurves(context, line, heads);
	heads.push(...drawTab(context, line, tabHeads));
	drawMarks(context, page, line, heads, inOrder);
	return { svg: context.svg, heads, moments: inOrder };
}

function makeBar(context: InkContext, page: Page, line: PageLine, index: number): StaffBar[] {
	const [x, right] = [line.barXs[index - line.first] ?? 0, line.barXs[index - line.first + 1] ?? 0];
	const made = line.staves.map((placed, at): StaffBar => {
		const stave = new Stave(x, placed.topPx, right - x, {
			spaceAboveStaffLn: 0,
			...(placed.sheet.kind === 'tab' ? { numLines: stringsOf(placed.sheet), spacingBetweenLinesPx: 13 } : {})
		});
		stave.setContext(context);
		setSigns(stave, page, placed, index, line, at === 0);
		const bar = placed.sheet.bars[index];
		return { placed, stave, voices: bar === undefined ? [] : staffVoices(bar) };
	});
	const clefEnd = index === line.first ? x + tabClefPx : 0;
	const start = Math.max(clefEnd, ...made.map(({ stave }) => stave.getNoteStartX()));
	for (const { stave } of made) stave.setNoteStartX(start);
	alignFirstLines(made.map(({ stave }) => stave));
	return made;
}

/** Bar lines behind signatures stand below each other, however many signs each staff has. */
function alignFirstLines(staves: readonly Stave[]): void {
	const lines = staves.flatMap((stave) =>
		stave.getModifiers(StaveModifierPosition.BEGIN, Barline.CATEGORY).filter((line) => line instanceof Barline)
	);
	const repeats = lines.filter((line) => line.getType() === BarlineType.REPEAT_BEGIN);
	const x = Math.max(...repeats.map((line) => line.getX()));
	for (const line of repeats) line.setX(x);
}

function setSigns(stave: Stave, page: Page, placed: PlacedStaff, index: number, line: PageLine, isTop: boolean): void {
	const isFirst = index === line.first;
	const { sheet } = placed;
	const { bars } = page.score;
	const [bar, own, before] = [bars[index], sheet.bars[index], sheet.bars[index - 1]];
	if (bar === undefined || own === undefined) return;
	const isTab = sheet.kind === 'tab';
	if (isTab && isFirst && stringsOf(placed.sheet) > fewStrings) stave.addClef('tab');
	if (!isTab) {
		const { name, annotation } = clefNames[own.clef];
		if (isFirst) stave.addClef(name, 'default', annotation);
		const changesKey = before !== undefined && before.key.fifths !== own.key.fifths;
		if (isFirst || changesKey)
			stave.addKeySignature(keyNames[own.key.fifths + 7] ?? 'C', changesKey ? keyNames[before.key.fifths + 7] : undefined);
	}
	const hasMeter = !isTab || sheet.showsRhythm;
	if (hasMeter && (index === page.firstBar || showsMeter(page.score, index)))
		stave.addTimeSignature(`${bar.meter.beats}/${bar.meter.beatType}`);
	stave.setBegBarType(bar.startsRepeat === true ? BarlineType.REPEAT_BEGIN : BarlineType.NONE);
	if (!isTab) warnOfChanges(stave, page, sheet, index, line);
	const isLast = index === bars.length - 1;
	stave.setEndBarType(bar.endsRepeatTimes !== undefined ? BarlineType.REPEAT_END : isLast ? BarlineType.END : BarlineType.SINGLE);
	if (!isTop) return;
	if (bar.isSegno === true) stave.setRepetitionType(Repetition.type.SEGNO_LEFT, -20);
	if (bar.isCoda === true) stave.setRepetitionType(Repetition.type.CODA_LEFT, -20);
}

/** A new clef stands before the bar line; a new key or meter is told at the end of the line before it. */
function warnOfChanges(stave: Stave, { score }: Page, sheet: PlacedStaff['sheet'], index: number, line: PageLine): void {
	const [own, next] = [sheet.bars[index], sheet.bars[index + 1]];
	if (own === undefined || next === undefined) return;
	if (next.clef !== own.clef) stave.addEndClef(clefNames[next.clef].name, 'small', clefNames[next.clef].annotation);
	if (index !== line.last) return;
	if (next.key.fifths !== own.key.fifths)
		stave.setEndKeySignature(keyNames[next.key.fifths + 7] ?? 'C', keyNames[own.key.fifths + 7]);
	if (showsMeter(score, index + 1)) stave.addEndTimeSignature(`${next.meter.beats}/${next.meter.beatType}`);
}

function formatBar(staffBars: readonly StaffBar[]): void {
	const formatter = new Formatter({ softmaxFactor: 4 });
	const all = staffBars.flatMap(({ voices, stave }) => {
		const own = voices.map(({ voice }) => voice.setStave(stave).preFormat());
		if (own.length > 0) formatter.joinVoices(own);
		return own;
	});
	const [first] = staffBars;
	if (all.length === 0 || first === undefined) return;
	const { stave } = first;
	formatter.format(all, Math.max(10, stave.getNoteEndX() - stave.getNoteStartX() - endRoomPx - 12));
	evenColumns(formatter);
	formatter.postFormat();
}

function evenColumns(formatter: Formatter): void {
	const contexts = formatter.getTickContexts();
	if (contexts === undefined) return;
	const columns = contexts.list.flatMap((tick) => {
		const column = contexts.map[tick];
		return column === undefined ? [] : [{ tick, column }];
	});
	const xs = evenGaps(
		columns.map(({ tick, column }) => {
			const { notePx, totalLeftPx, totalRightPx } = column.getMetrics();
			return { tick, x: column.getX(), behindPx: notePx + totalRightPx, beforePx: totalLeftPx };
		})
	);
	for (const [at, { column }] of columns.entries()) column.setX(xs[at] ?? column.getX());
}

function drawStaffBar(
	context: InkContext,
	{ placed, stave, voices }: StaffBar,
	index: number,
	line: PageLine,
	heads: PlacedHead[],
	moments: Map<number, number>
): void {
	stave.drawWithStyle();
	const isTab = placed.sheet.kind === 'tab';
	if (isTab && index === line.first && stringsOf(placed.sheet) <= fewStrings)
		writeSigns(context, [fourStringTabClef], stave.getX() + 8, placed.topPx + placed.heightPx / 2, 40);
	for (const [voiceAt, { voice, events, beams, tuplets }] of voices.entries()) {
		const written = placed.sheet.bars[index]?.voices[voiceAt];
		if (placed.sheet.showsRhythm && written !== undefined) {
			const xOf = (event: WrittenEvent): number | null => events.find((one) => one.event === event)?.note?.getAbsoluteX() ?? null;
			drawTabCounting(context, placed, written, xOf);
		}
		if (!isTab) {
			voice.setContext(context).draw(context, stave);
			for (const beam of beams) beam.setContext(context).drawWithStyle();
			for (const tuplet of tuplets) tuplet.setContext(context).drawWithStyle();
		}
		for (const { event, heads: shown, note, ghost, graces, isStemUp, tiesUp } of events) {
			const x = (note ?? ghost)?.getAbsoluteX() ?? stave.getNoteStartX();
			if (note === null && !event.isBarRest) continue;
			if (note === null) {
				moments.set(event.tick, moments.get(event.tick) ?? stave.getNoteStartX() + 8);
				const right = line.barXs[index - line.first + 1] ?? 0;
				const middle = (stave.getNoteStartX() + right) / 2;
				if (!isTab || placed.sheet.showsRhythm)
					writeSigns(context, [0xe4e3], middle - 6, placed.topPx + (isTab ? placed.heightPx / 2 : 10), 40);
				continue;
			}
			moments.set(event.tick, Math.min(moments.get(event.tick) ?? Infinity, x + 6));
			const place = { event, staff: placed, isStemUp, tiesUp };
			for (const [at, head] of shown.entries()) {
				const drawn = note.noteHeads[at];
				const y = isTab ? placed.topPx : (note.getYs()[at] ?? 0);
				const headX = isTab ? x : (drawn?.getAbsoluteX() ?? x);
				const element = isTab || drawn === undefined ? null : (context.groupOf(drawn.getAttribute('id') as string) ?? null);
				const box = { x: headX, y: y - 5, width: drawn?.getWidth() ?? 12, height: 10 };
				heads.push({ ...place, ...box, head, isOnBeat: true, element });
			}
			for (const grace of isTab ? [] : graces)
				for (const [at, head] of grace.heads.entries()) {
					const box = { x: grace.note.getAbsoluteX(), y: (grace.note.getYs()[at] ?? 0) - 4, width: 8, height: 8 };
					heads.push({ ...place, ...box, head, isOnBeat: false, element: null });
				}
		}
	}
}

function connect(context: InkContext, staffBars: readonly StaffBar[], line: PageLine, index: number): void {
	const [first, last] = [staffBars[0], staffBars[staffBars.length - 1]];
	if (first === undefined || last === undefined) return;
	const join = (from: StaffBar, to: StaffBar, type: 'singleLeft' | 'singleRight' | 'brace' | 'boldDoubleRight'): void => {
		new StaveConnector(from.stave, to.stave).setType(type).setContext(context).drawWithStyle();
	};
	if (index === line.first && staffBars.length > 1) join(first, last, 'singleLeft');
	for (const part of new Set(staffBars.map(({ placed }) => placed.sheet.part))) {
		const own = staffBars.filter(({ placed }) => placed.sheet.part === part);
		const [from, to] = [own[0], own[own.length - 1]];
		if (from === undefined || to === undefined || from === to) continue;
		const isEnd = index === line.last && line.last === from.placed.sheet.bars.length - 1;
		join(from, to, isEnd ? 'boldDoubleRight' : 'singleRight');
		if (index === line.first && to.placed.sheet.kind === 'notes') join(from, to, 'brace');
	}
}
