import type { Page } from '../layout/page.ts';
import type { Sheet } from '../layout/paper.ts';
import { writeWords } from './drawn-line.ts';
import type { InkContext } from './ink-context.ts';

/** What stands on a sheet beside its lines: on the first the title and who wrote it, on every one its number where there are several. */
export function drawSheet(context: InkContext, { score, sheets, staves }: Page, sheet: Sheet): void {
	const number = sheets.indexOf(sheet) + 1;
	const { widthPx, heightPx, marginPx } = sheet;
	const mm = (length: number): number => length / sheet.scale;
	const middle = widthPx / 2;
	if (number === 1) {
		let y = marginPx + mm(7);
		if (score.title !== '') {
			writeWords(context, score.title, middle, y, {
				sizePx: fitted(context, score.title, sheet),
				weight: 'bold',
				align: 'middle'
			});
			y += mm(6);
		}
		const right = widthPx - marginPx;
		if (score.artist !== '') writeWords(context, score.artist, right, y, { sizePx: mm(3.5), align: 'end' });
		const [part] = new Set(staves.map((staff) => staff.part));
		const isAlone = part !== undefined && staves.every((staff) => staff.part === part) && score.parts.length > 1;
		if (isAlone) writeWords(context, part.name, marginPx, y, { sizePx: mm(3.5), slant: 'italic' });
	}
	if (sheets.length > 1)
		writeWords(context, String(number), middle, heightPx - marginPx + mm(3.5), { sizePx: mm(3), align: 'middle' });
}

const titleMm = 7.5;

/** The size at which a title fits between the margins. */
function fitted(context: InkContext, title: string, { widthPx, marginPx, scale }: Sheet): number {
	const titlePx = titleMm / scale;
	context.setFont('Academico, serif', `${titlePx}px`, 'bold', 'normal');
	return Math.max(12, Math.min(titlePx, (titlePx * (widthPx - 2 * marginPx)) / Math.max(1, context.measureText(title).width)));
}
