import type { PrintRequest } from '$contracts/notation/score-printer.ts';
import type { Score } from '$core/score/index.ts';
import { drawLine } from './drawing/draw-line.ts';
import { drawSheet } from './drawing/draw-sheet.ts';
import { InkContext } from './drawing/ink-context.ts';
import { useQuickMetrics } from './drawing/quick-metrics.ts';
import { loadNotationFonts } from './fonts.ts';
import { layOutPage } from './layout/page.ts';

/** A score on sheets of paper, to be drawn one by one. */
export interface SheetDrawings {
	readonly count: number;
	/** A sheet as it stands on paper: its size in pixels at zoom 1, its ink in `currentColor`, its writing as text in the notation's faces. */
	draw(index: number): SVGSVGElement;
}

/** Lays a score, or a range of its bars, on sheets. */
export async function layOnPaper(score: Score, { look, pageSize, range }: Omit<PrintRequest, 'format'>): Promise<SheetDrawings> {
	await loadNotationFonts();
	useQuickMetrics();
	const page = layOutPage(score, { ...look, widthPx: 0, zoom: 1, paper: pageSize }, range);
	return {
		count: page.sheets.length,
		draw: (index) => {
			const sheet = page.sheets[index];
			if (sheet === undefined) throw new RangeError(`There is no sheet ${index}`);
			const context = new InkContext(document.createElement('div'));
			context.resize(sheet.widthPx, sheet.heightPx);
			context.scale(1, 1);
			drawSheet(context, page, sheet);
			for (const line of page.lines.slice(sheet.first, sheet.last + 1)) {
				const { svg } = drawLine(document.createElement('div'), page, line, 1);
				const group = context.svg.appendChild(document.createElementNS(context.svg.namespaceURI, 'g'));
				for (const { name, value } of svg.attributes)
					if (!['width', 'height', 'viewBox', 'pointer-events'].includes(name)) group.setAttribute(name, value);
				group.setAttribute('transform', `translate(0 ${line.topPx - sheet.topPx})`);
				group.append(...svg.childNodes);
			}
			return context.svg;
		}
	};
}
