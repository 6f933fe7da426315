import { markShapes, type EngravedExtra, type EngravedMark, type EngravedMarks } from '$contracts/notation/engraved-marks.ts';
import { spellAt, staffStep } from '$core/pitch/index.ts';
import type { MarkKind } from '$core/practice/marks/index.ts';
import { barAt } from '$core/score/index.ts';
import type { Page, PageLine, PlacedStaff } from '../layout/page.ts';
import { middleSteps } from '../layout/middle-steps.ts';
import { xAt, type DrawnLine, type PlacedHead } from './drawn-line.ts';

const svgNames = 'http://www.w3.org/2000/svg';
/** From the outermost head to the first sign, and from sign to sign. */
const firstPx = 12;
const nextPx = 11;
const stepPx = 5;
/** From where an extra note was played to its sign, to the left. */
const besidePx = 14;

/** The class of what a mark is drawn with. */
export const markClass = (kind: MarkKind): string => `mark-${kind}`;

interface MarkedLine {
	readonly drawn: DrawnLine;
	/** The tick of its first bar when it was drawn. */
	readonly startTick: number;
}

/** Colours the heads of a line and writes signs beside them, in a group that is the last of its drawing. Answers what takes all of it away. */
export function drawVerdicts(page: Page, line: PageLine, { drawn, startTick }: MarkedLine, marks: EngravedMarks): () => void {
	const { svg, heads, moments } = drawn;
	const group = document.createElementNS(svgNames, 'g');
	group.classList.add('verdicts');
	const coloured: [SVGElement, string][] = [];
	const stacks = new Map<string, PlacedHead[]>();
	for (const placed of heads) {
		const mark = marks.notes.get(placed.head.note.id);
		if (mark === undefined) continue;
		const name = markClass(mark.kind);
		if (placed.element !== null) {
			placed.element.classList.add(name);
			coloured.push([placed.element, name]);
		}
		if (placed.head.isTiedBack || (placed.staff.sheet.kind === 'tab' && !placed.staff.sheet.showsRhythm)) continue;
		const place = `${placed.staff.topPx} ${placed.event.tick} ${placed.head.note.voice} ${placed.isOnBeat}`;
		const stack = stacks.get(place);
		if (stack === undefined) stacks.set(place, [placed]);
		else stack.push(placed);
	}
	for (const stack of stacks.values()) drawStack(group, stack, marks.notes);
	const laterTicks = startTick - (page.starts[line.first] ?? 0);
	for (const extra of marks.extras) drawExtra(group, page, line, xAt(moments, extra.tick + laterTicks), extra);
	svg.append(group);
	return () => {
		group.remove();
		for (const [element, name] of coloured) element.classList.remove(name);
	};
}

/** The signs of one chord, on the side without its stem; what is said of several notes alike stands once. */
function drawStack(group: SVGElement, stack: readonly PlacedHead[], marks: ReadonlyMap<string, EngravedMark>): void {
	const [first] = stack;
	if (first === undefined) return;
	const isTab = first.staff.sheet.kind === 'tab';
	const isBelow = first.isStemUp && !isTab;
	const tops = stack.map(({ y }) => y);
	const outermost = isBelow ? Math.max(...tops) + 10 : isTab ? first.staff.topPx : Math.min(...tops);
	const direction = isBelow ? 1 : -1;
	const x = first.x + first.width / 2;
	const fromHead = [...stack].sort((a, b) => direction * (b.y - a.y));
	const told = new Set<string>();
	for (const { head } of fromHead) {
		const mark = marks.get(head.note.id);
		if (mark === undefined || told.has(mark.kind + mark.label)) continue;
		const y = outermost + direction * (firstPx - 4 + told.size * nextPx);
		told.add(mark.kind + mark.label);
		drawSign(group, mark, x, y);
	}
}

function drawExtra(group: SVGElement, page: Page, line: PageLine, x: number, extra: EngravedExtra): void {
	const bar = barAt(page.starts, extra.tick);
	if (bar < line.first || bar > line.last) return;
	const places = line.staves
		.map((placed) => heightOn(placed, bar, extra.pitchMidi))
		.filter((place) => place !== null)
		.sort((a, b) => a.outPx - b.outPx);
	const y = places[0]?.y ?? (line.staves[0]?.topPx ?? 0) - firstPx;
	// Between the notes: on them it would hide what it is extra to.
	drawSign(group, { kind: 'extra', label: extra.label }, x - besidePx, y);
}

/** Where a pitch would stand on a staff, and how far out of it; null on a tab or a staff of drums. */
function heightOn(
	{ sheet, topPx, heightPx }: PlacedStaff,
	bar: number,
	pitchMidi: number
): { readonly y: number; readonly outPx: number } | null {
	const written = sheet.bars[bar];
	if (sheet.kind === 'tab' || sheet.part.isDrums || written === undefined) return null;
	const spelling = spelledIn(pitchMidi - sheet.part.transposeSemitones, written.key.fifths);
	if (spelling === null) return null;
	const y = topPx + heightPx / 2 - (staffStep(spelling) - middleSteps[written.clef]) * stepPx;
	return { y, outPx: Math.max(0, topPx - y, y - topPx - heightPx) };
}

/** The spelling that lies nearest to a key. */
function spelledIn(pitchMidi: number, keyFifths: number): ReturnType<typeof spellAt> {
	for (let fifths = keyFifths - 4; fifths < keyFifths + 8; fifths++) {
		const spelling = spellAt(pitchMidi, fifths);
		if (spelling !== null) return spelling;
	}
	return null;
}

function drawSign(group: SVGElement, { kind, label }: EngravedMark, x: number, y: number): void {
	const sign = document.createElementNS(svgNames, 'g');
	sign.classList.add('verdict-sign', markClass(kind));
	sign.setAttribute('transform', `translate(${x} ${y})`);
	const shape = document.createElementNS(svgNames, 'path');
	shape.setAttribute('d', markShapes[kind]);
	sign.append(shape);
	if (label !== '') {
		const text = document.createElementNS(svgNames, 'text');
		text.setAttribute('x', '7');
		text.setAttribute('y', '3.5');
		text.setAttribute('font-size', '11');
		text.setAttribute('font-weight', '600');
		text.textContent = label;
		sign.append(text);
	}
	group.append(sign);
}
