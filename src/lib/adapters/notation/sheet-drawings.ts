import type { PrintRequest } from '$contracts/notation/score-printer.ts';
import type { Score } from '$core/score/index.ts';
import { drawLine } from './drawing/draw-line.ts';
import { drawSheet } from './drawing/draw-sheet.ts';
import { InkContext } from './drawing/ink-context.ts';
import { useQuickMetrics } from './drawing/quick-metrics.ts';
import { loadNotationFonts } from './fonts.ts';
import { layOutPage, preparePage, type Page } from './layout/page.ts';
import type { Sheet } from './layout/paper.ts';
import { inSteps } from './steps.ts';

/** A score on sheets of paper, to be drawn one by one. */
export interface SheetDrawings {
	readonly count: number;
	/**
	 * A sheet as it stands on paper: its size in pixels at zoom 1, its ink in `currentColor`, its writing as text in the notation's faces.
	 * Frames and input get their turn between its lines. @throws an abort error
	 */
	draw(index: number, signal: AbortSignal): Promise<SVGSVGElement>;
}

/** Lays a score, or a range of its bars, on sheets, giving way to frames and input. @throws an abort error */
export async function layOnPaper(
	score: Score,
	{ look, pageSize, range }: Omit<PrintRequest, 'format'>,
	signal: AbortSignal
): Promise<SheetDrawings> {
	await loadNotationFonts();
	useQuickMetrics();
	await inSteps(preparePage(score, look), signal);
	const page = layOutPage(score, { ...look, widthPx: 0, zoom: 1, paper: pageSize }, range);
	return {
		count: page.sheets.length,
		draw: async (index, abort) => {
			const sheet = page.sheets[index];
			if (sheet === undefined) throw new RangeError(`There is no sheet ${index}`);
			const context = new InkContext(document.createElement('div'));
			context.resize(sheet.widthPx, sheet.heightPx);
			context.scale(1, 1);
			drawSheet(context, page, sheet);
			await inSteps(drawLines(context.svg, page, sheet), abort);
			return context.svg;
		}
	};
}

/** The lines of a sheet into its drawing; pauses after each. */
function* drawLines(svg: SVGSVGElement, page: Page, sheet: Sheet): Generator<void, void> {
	for (const line of page.lines.slice(sheet.first, sheet.last + 1)) {
		const drawn = drawLine(document.createElement('div'), page, line, 1).svg;
		const group = svg.appendChild(document.createElementNS(svg.namespaceURI, 'g'));
		for (const { name, value } of drawn.attributes)
			if (!['width', 'height', 'viewBox', 'pointer-events'].includes(name)) group.setAttribute(name, value);
		group.setAttribute('transform', `translate(0 ${line.topPx - sheet.topPx})`);
		group.append(...drawn.childNodes);
		yield;
	}
}
