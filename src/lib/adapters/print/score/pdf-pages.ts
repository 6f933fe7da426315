import type { jsPDF } from 'jspdf';
import type { Paper } from '../../notation/layout/paper.ts';
import type { OutlinedPage } from './page-files.ts';

const pointsPerMm = 72 / 25.4;
const svgNamespace = 'http://www.w3.org/2000/svg';

/** A PDF that pages are put into one after another. */
export interface PdfPages {
	/** @param rest gives way to others, between the lines of the page */
	add(page: OutlinedPage, rest: () => Promise<void>): Promise<void>;
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
		add: async (page, rest) => {
			if (count++ > 0) pdf.addPage(format);
			for (const strip of stripsOf(page.svg)) {
				await svg2pdf(strip, pdf, { x: 0, y: 0, width: widthMm, height: heightMm });
				await rest();
			}
			writeUnseen(pdf, page, widthMm / page.svg.viewBox.baseVal.width);
		},
		toBlob: () => pdf.output('blob')
	};
}

/** The lines of a page and all else of it, each as a drawing of the page's size with the shapes that it uses. */
function stripsOf(svg: SVGSVGElement): SVGSVGElement[] {
	const shapes = new Map([...svg.querySelectorAll('defs > [id]')].map((shape) => [`#${shape.id}`, shape]));
	const children = [...svg.children].filter(({ localName }) => localName !== 'defs');
	const lines = children.filter(({ localName }) => localName === 'g');
	const strip = (content: readonly Element[]): SVGSVGElement => {
		const own = emptyCopy(svg);
		const used = new Set(
			content.flatMap((part) => [part, ...part.querySelectorAll('use')].map((one) => one.getAttribute('href') ?? ''))
		);
		const defs = own.appendChild(document.createElementNS(svgNamespace, 'defs'));
		for (const [name, shape] of shapes) if (used.has(name)) defs.append(shape.cloneNode(true));
		own.append(...content);
		return own;
	};
	return [children.filter((child) => !lines.includes(child)), ...lines.map((line) => [line])].map(strip);
}

function emptyCopy(svg: SVGSVGElement): SVGSVGElement {
	const copy = document.createElementNS(svgNamespace, 'svg');
	for (const { name, value } of svg.attributes) if (name !== 'xmlns') copy.setAttribute(name, value);
	return copy;
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
