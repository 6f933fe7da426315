import type { jsPDF } from 'jspdf';
import type { Paper } from '../../notation/layout/paper.ts';
import type { OutlinedPage } from './page-files.ts';

const pointsPerMm = 72 / 25.4;

/** A PDF that pages are put into one after another. */
export interface PdfPages {
	add(page: OutlinedPage): Promise<void>;
	toBlob(): Blob;
}

/** Opens a PDF; its library is fetched with the first. */
export async function openPdf(
	{ widthMm, heightMm }: Paper,
	facts: { readonly title: string; readonly artist: string }
): Promise<PdfPages> {
	const [{ jsPDF: Pdf }, { svg2pdf }] = await Promise.all([import('jspdf'), import('svg2pdf.js')]);
	const format = [widthMm, heightMm];
	const pdf = new Pdf({ unit: 'mm', format, compress: true });
	pdf.setProperties({ title: facts.title, author: facts.artist, creator: 'Woodshed' });
	let count = 0;
	return {
		add: async (page) => {
			if (count++ > 0) pdf.addPage(format);
			await svg2pdf(page.svg, pdf, { x: 0, y: 0, width: widthMm, height: heightMm });
			writeUnseen(pdf, page, widthMm / page.svg.viewBox.baseVal.width);
		},
		toBlob: () => pdf.output('blob')
	};
}

/** The words again, without ink, so that they can be searched, copied and read aloud. */
function writeUnseen(pdf: jsPDF, { words }: OutlinedPage, mmPerPx: number): void {
	pdf.setFont('times', 'normal');
	for (const { text, x, y, sizePx } of words) {
		// The standard fonts of PDF write Latin letters alone.
		if (!/^[\u0020-\u007e\u00a0-\u00ff]+$/u.test(text)) continue;
		pdf.setFontSize(sizePx * mmPerPx * pointsPerMm);
		pdf.text(text, x * mmPerPx, y * mmPerPx, { renderingMode: 'invisible' });
	}
}
