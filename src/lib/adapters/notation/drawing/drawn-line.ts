import type { WrittenEvent, WrittenNote } from '$core/score/notate/index.ts';
import type { PlacedStaff } from '../layout/page.ts';
import type { InkContext } from './ink-context.ts';

/** Pixels at zoom 1 from the top left of a line. */
export interface LineBox {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A head, or a number of a tab, where it was drawn. */
export interface PlacedHead extends LineBox {
	readonly head: WrittenNote;
	readonly event: WrittenEvent;
	readonly staff: PlacedStaff;
	readonly isStemUp: boolean;
	readonly tiesUp: boolean;
	/** False for a grace note, which has no moment of its own. */
	readonly isOnBeat: boolean;
	/** To be marked as chosen, sounding or unsure. */
	readonly element: SVGElement | null;
}

/** Where a tick lies. */
export interface Moment {
	readonly tick: number;
	readonly x: number;
}

/** Where a tick lies in a line, or the nearest end of it. */
export function xAt(moments: readonly Moment[], tick: number): number {
	const next = moments.findIndex((moment) => moment.tick >= tick);
	const [to, from] = [moments[next === -1 ? moments.length - 1 : next], moments[next - 1]];
	if (to === undefined) return 0;
	if (from === undefined || to.tick === tick || next === -1) return to.x;
	return from.x + ((tick - from.tick) * (to.x - from.x)) / (to.tick - from.tick);
}

/** What drawing a line leaves behind for the cursor and the pointer. */
export interface DrawnLine {
	readonly svg: SVGSVGElement;
	readonly heads: readonly PlacedHead[];
	/** Ascending, from the first note to the end of the line. */
	readonly moments: readonly Moment[];
}

const wordsFamily = 'Academico, serif';

/** Writes words; x is where they begin, their middle or their end. */
export function writeWords(
	context: InkContext,
	text: string,
	x: number,
	y: number,
	style: { readonly sizePx: number; readonly weight?: 'bold'; readonly slant?: 'italic'; readonly align?: 'middle' | 'end' }
): number {
	context.setFont(wordsFamily, `${style.sizePx}px`, style.weight ?? 'normal', style.slant ?? 'normal');
	const { width } = context.measureText(text);
	context.fillText(text, style.align === undefined ? x : x - (style.align === 'middle' ? width / 2 : width), y);
	return width;
}

/** Writes signs of the music font by their code points in SMuFL. */
export function writeSigns(context: InkContext, codes: readonly number[], x: number, y: number, sizePx: number): number {
	context.setFont('Bravura', `${sizePx}px`);
	const text = String.fromCodePoint(...codes);
	context.fillText(text, x, y);
	return context.measureText(text).width;
}

export function drawLineTo(context: InkContext, x1: number, y1: number, x2: number, y2: number, widthPx = 1): void {
	context.setLineWidth(widthPx);
	context.beginPath();
	context.moveTo(x1, y1);
	context.lineTo(x2, y2);
	context.stroke();
}
