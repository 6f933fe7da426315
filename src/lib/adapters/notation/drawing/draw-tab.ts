import type { ScoreNote } from '$core/score/index.ts';
import type { ValueType, WrittenEvent, WrittenVoice } from '$core/score/notate/index.ts';
import type { PageLine, PlacedStaff } from '../layout/page.ts';
import { drawCurve } from './draw-curves.ts';
import { drawLineTo, writeSigns, writeWords, type PlacedHead } from './drawn-line.ts';
import type { InkContext } from './ink-context.ts';
import { flagCount } from './stave-notes.ts';

const digitPx = 13;
const linePx = 13;

/**
 * The numbers of the tab staves, and what the hand does with them.
 * @param heads of tab staves, with their x
 * @returns those that have a string, with the boxes of their numbers
 */
export function drawTab(context: InkContext, line: PageLine, heads: readonly PlacedHead[]): PlacedHead[] {
	const placed: PlacedHead[] = [];
	for (const head of heads) {
		const { string } = head.head.note;
		if (string === undefined || head.head.isTiedBack) continue;
		const centre = head.x + 6;
		const y = head.staff.topPx + (string - 1) * linePx;
		const text = fretText(head.head.note);
		context.setFont('Academico, serif', `${digitPx}px`, 'bold', 'normal');
		const { width } = context.measureText(text);
		// Outside the number's group, which is tinted as a whole.
		context.clearRect(centre - width / 2 - 2, y - 5, width + 4, 11);
		const group = context.openGroup('fret');
		context.fillText(text, centre - width / 2, y + 5);
		context.closeGroup();
		placed.push({ ...head, x: centre - width / 2 - 2, y: y - 6, width: width + 4, height: 12, element: group });
	}
	for (const head of placed) drawTechnique(context, head, nextOnString(placed, head));
	for (const staff of line.staves)
		if (staff.sheet.kind === 'tab' && staff.sheet.showsRhythm)
			drawRhythm(
				context,
				staff,
				heads.filter((head) => head.staff === staff)
			);
	return placed;
}

function fretText({ fret = 0, technique = {} }: ScoreNote): string {
	const text = technique.isDead === true ? '×' : String(fret);
	return technique.harmonic === undefined ? text : `<${text}>`;
}

function nextOnString(placed: readonly PlacedHead[], from: PlacedHead): PlacedHead | undefined {
	const { string, voice, tick } = from.head.note;
	return placed.find(
		({ head: { note }, staff }) => staff === from.staff && note.string === string && note.voice === voice && note.tick > tick
	);
}

function drawTechnique(context: InkContext, from: PlacedHead, to: PlacedHead | undefined): void {
	const { technique } = from.head.note;
	if (technique === undefined) return;
	const small = { sizePx: 10, slant: 'italic' } as const;
	const [x, y] = [from.x + from.width, from.y + from.height / 2];
	if (technique.isLegatoToNext === true && to !== undefined) {
		drawCurve(context, [from.x + from.width / 2, from.y - 1], [to.x + to.width / 2, to.y - 1], -6, 1.5);
		const isPull = (to.head.note.fret ?? 0) < (from.head.note.fret ?? 0);
		writeWords(context, isPull ? 'P' : 'H', (from.x + to.x + to.width) / 2, from.y - 9, { ...small, align: 'middle' });
	}
	if (technique.slide !== undefined) {
		const isUp = (to?.head.note.fret ?? 0) >= (from.head.note.fret ?? 0);
		const end = to === undefined ? x + 14 : to.x - 2;
		drawLineTo(context, x + 2, y + (isUp ? 4 : -4), end, y + (isUp ? -4 : 4));
		if (technique.slide === 'legato' && to !== undefined)
			drawCurve(context, [from.x + from.width / 2, from.y - 1], [to.x + to.width / 2, to.y - 1], -6, 1.5);
	}
	if (technique.bendSemitones !== undefined) {
		const top = from.staff.topPx - 12;
		context.beginPath();
		context.setLineWidth(1);
		context.moveTo(x + 1, y);
		context.bezierCurveTo(x + 10, y, x + 12, y - 4, x + 12, top + 4);
		context.stroke();
		context.beginPath();
		context.moveTo(x + 12, top);
		context.lineTo(x + 9, top + 6);
		context.lineTo(x + 15, top + 6);
		context.closePath();
		context.fill();
		writeWords(context, bendWords(technique.bendSemitones), x + 12, top - 3, { ...small, align: 'middle' });
	}
	if (technique.hasVibrato === true) writeSigns(context, [0xeab0, 0xeab0, 0xeab0], x + 2, from.staff.topPx - 4, 18);
	if (technique.isPalmMuted === true) writeWords(context, 'P.M.', from.x, from.staff.topPx - 6, small);
}

const bendNames: Readonly<Record<number, string>> = { 0.5: '¼', 1: '½', 1.5: '¾', 2: 'full' };
const bendWords = (semitones: number): string => bendNames[semitones] ?? `${semitones / 2}`;

const restSigns: Readonly<Record<ValueType, number>> = {
	whole: 0xe4e3,
	half: 0xe4e4,
	quarter: 0xe4e5,
	eighth: 0xe4e6,
	'16th': 0xe4e7,
	'32nd': 0xe4e8,
	'64th': 0xe4e9,
	'128th': 0xe4ea
};

/** What else is counted on a tab that stands alone: the rests of a voice, and the numbers of its tuplets. */
export function drawTabCounting(
	context: InkContext,
	{ topPx, heightPx }: PlacedStaff,
	{ events, tuplets }: WrittenVoice,
	xOf: (event: WrittenEvent) => number | null
): void {
	for (const event of events) {
		const x = xOf(event);
		if (event.notes.length > 0 || event.isBarRest || x === null) continue;
		writeSigns(context, [restSigns[event.value.type]], x, topPx + heightPx / 2, 36);
	}
	for (const [index, { actual }] of tuplets.entries()) {
		const xs = events.filter(({ tuplet }) => tuplet === index).map(xOf);
		const [from, to] = [xs[0] ?? null, xs[xs.length - 1] ?? null];
		if (from === null || to === null) continue;
		const style = { sizePx: 13, slant: 'italic', align: 'middle' } as const;
		writeWords(context, String(actual), (from + to) / 2 + 6, topPx + heightPx + 42, style);
	}
}

/** Stems, beams and flags below a tab that stands alone. */
function drawRhythm(context: InkContext, staff: PlacedStaff, heads: readonly PlacedHead[]): void {
	const top = staff.topPx + staff.heightPx + 6;
	const bottom = top + 22;
	const stems = new Map<WrittenEvent, number>();
	for (const { event, x, isOnBeat } of heads) if (isOnBeat) stems.set(event, x + 6);
	const inOrder = [...stems].map(([event, x]) => ({ event, x }));
	for (const [at, { event, x }] of inOrder.entries()) {
		if (event.value.type === 'whole') continue;
		drawLineTo(context, x, event.value.type === 'half' ? top + 10 : top, x, bottom, 1.2);
		for (let dot = 0; dot < event.value.dots; dot++) {
			context.beginPath();
			context.arc(x + 5 + 5 * dot, bottom - 2, 1.6, 0, 2 * Math.PI, false);
			context.fill();
		}
		const [before, after] = [inOrder[at - 1], inOrder[at + 1]];
		const flags = flagCount(event.value.type);
		const joins = (other: typeof before): boolean =>
			other !== undefined &&
			event.beam !== null &&
			other.event.beam === event.beam &&
			Math.abs(other.event.tick - event.tick) < 60_000;
		for (let flag = 0; flag < flags; flag++) {
			const y = bottom - 1.5 - 5 * flag;
			if (joins(after) && after !== undefined && flagCount(after.event.value.type) > flag)
				drawLineTo(context, x, y, after.x, y, 3);
			else if (!(joins(before) && before !== undefined && flagCount(before.event.value.type) > flag)) {
				const isBack = joins(before) && !joins(after);
				drawLineTo(
					context,
					x,
					y,
					x + (isBack ? -7 : 7),
					joins(before) || joins(after) ? y : y - 4,
					joins(before) || joins(after) ? 3 : 1.6
				);
			}
		}
	}
}
