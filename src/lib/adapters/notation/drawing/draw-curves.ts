import type { PageLine } from '../layout/page.ts';
import type { PlacedHead } from './drawn-line.ts';
import type { InkContext } from './ink-context.ts';

/** Ties and slurs of the staves with notes; what goes on in another line runs to the edge of this one. */
export function drawCurves(context: InkContext, line: PageLine, heads: readonly PlacedHead[]): void {
	const edge = line.barXs[line.barXs.length - 1] ?? 0;
	for (const from of heads) {
		if (from.head.isTiedOn) {
			const to = heads.find(
				({ head, event, staff }) =>
					head.note === from.head.note && staff === from.staff && event.tick === from.event.tick + from.event.ticks
			);
			drawTie(context, from, from.x + from.width + 1, to === undefined ? edge : to.x - 1);
		}
		const isOpenBack = from.head.isTiedBack && !heads.some((other) => isHeldInto(other, from));
		if (isOpenBack) drawTie(context, from, from.x - 14, from.x - 1);
	}
	for (const part of new Set(line.staves.map(({ sheet }) => sheet.part)))
		for (const { fromNoteId, toNoteId } of part.slurs) {
			const from = heads.find(({ head }) => head.note.id === fromNoteId);
			const to = heads.findLast(({ head }) => head.note.id === toNoteId);
			if (from === undefined && to === undefined) continue;
			drawSlur(context, from, to, edge);
		}
}

const isHeldInto = (from: PlacedHead, to: PlacedHead): boolean =>
	from.head.note === to.head.note && from.staff === to.staff && from.event.tick + from.event.ticks === to.event.tick;

/** In a chord the upper half bends up, the lower half down. */
function drawTie(context: InkContext, head: PlacedHead, x1: number, x2: number): void {
	const { event } = head;
	const place = event.notes.indexOf(head.head);
	const isUp = event.notes.length > 1 ? place >= event.notes.length / 2 : head.tiesUp;
	const y = head.y + head.height / 2 + (isUp ? -7 : 7);
	drawCurve(context, [x1, y], [Math.max(x1 + 6, x2), y], (isUp ? -1 : 1) * Math.min(11, 4 + (x2 - x1) / 12), 2);
}

function drawSlur(context: InkContext, from: PlacedHead | undefined, to: PlacedHead | undefined, edge: number): void {
	const shape = from ?? to;
	if (shape === undefined) return;
	const isUp = !shape.isStemUp;
	const yOf = (head: PlacedHead): number => (isUp ? head.y - 5 : head.y + head.height + 5);
	const x1 = from === undefined ? shape.x - 30 : from.x + from.width / 2;
	const x2 = to === undefined ? edge : to.x + to.width / 2;
	const [y1, y2] = [yOf(from ?? shape), yOf(to ?? shape)];
	drawCurve(context, [x1, y1], [Math.max(x1 + 10, x2), y2], (isUp ? -1 : 1) * Math.min(34, 9 + (x2 - x1) / 9), 3);
}

type Point = readonly [number, number];

/** A crescent: thin at its ends, `thick` px in the middle. */
export function drawCurve(context: InkContext, [x1, y1]: Point, [x2, y2]: Point, rise: number, thick: number): void {
	const reach = (x2 - x1) / 4;
	const outer = rise + Math.sign(rise) * thick;
	context.beginPath();
	context.moveTo(x1, y1);
	context.bezierCurveTo(x1 + reach, y1 + rise, x2 - reach, y2 + rise, x2, y2);
	context.bezierCurveTo(x2 - reach, y2 + outer, x1 + reach, y1 + outer, x1, y1);
	context.closePath();
	context.fill();
}
