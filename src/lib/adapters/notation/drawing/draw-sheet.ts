import type { Page } from '../layout/page.ts';
import { marginPx, type Sheet } from '../layout/paper.ts';
import { writeWords } from './drawn-line.ts';
import type { InkContext } from './ink-context.ts';

/** What stands on a sheet beside its lines: on the first the title and who wrote it, on every one its number where there are several. */
export function drawSheet(context: InkContext, { score, sheets, staves }: Page, sheet: Sheet): void {
	const number = sheets.indexOf(sheet) + 1;
	const middle = sheet.widthPx / 2;
	if (number === 1) {
		let y = marginPx + 34;
		if (score.title !== '') {
			writeWords(context, score.title, middle, y, {
				sizePx: fitted(context, score.title, sheet),
				weight: 'bold',
				align: 'middle'
			});
			y += 34;
		}
		const right = sheet.widthPx - marginPx;
		if (score.artist !== '') writeWords(context, score.artist, right, y, { sizePx: 17, align: 'end' });
		const [part] = new Set(staves.map((staff) => staff.part));
		const isAlone = part !== undefined && staves.every((staff) => staff.part === part) && score.parts.length > 1;
		if (isAlone) writeWords(context, part.name, marginPx, y, { sizePx: 17, slant: 'italic' });
	}
	if (sheets.length > 1)
		writeWords(context, String(number), middle, sheet.heightPx - marginPx + 20, { sizePx: 15, align: 'middle' });
}

const titlePx = 34;

/** The size at which a title fits between the margins. */
function fitted(context: InkContext, title: string, { widthPx }: Sheet): number {
	context.setFont('Academico, serif', `${titlePx}px`, 'bold', 'normal');
	return Math.max(12, Math.min(titlePx, (titlePx * (widthPx - 2 * marginPx)) / Math.max(1, context.measureText(title).width)));
}
