import type { jsPDF } from 'jspdf';
import type { SetlistPrinter, SetSheet, SetSheetLine } from '$contracts/setlist-printer.ts';

/** A4 upright, millimetres. */
const page = { widthMm: 210, heightMm: 297, marginMm: 18 } as const;
const columns = { number: 18, title: 27, key: 122, bpm: 160, duration: 192 } as const;
const lineMm = 11.5;
const mmPerPoint = 25.4 / 72;
/** Drawn text is printed at 288 dots an inch. */
const drawnScale = 4;

/** Prints with jsPDF, which is fetched when the first set is printed. */
export const setlistPdf: SetlistPrinter = {
	async toPdf(sheet) {
		const { jsPDF: Pdf } = await import('jspdf');
		const pdf = new Pdf({ unit: 'mm', format: 'a4', compress: true });
		pdf.setProperties({ title: sheet.name, creator: 'Woodshed' });
		write(pdf, sheet);
		return pdf.output('blob');
	}
};

function write(pdf: jsPDF, sheet: SetSheet): void {
	const bottomMm = page.heightMm - page.marginMm;
	let y = heading(pdf, sheet);
	sheet.lines.forEach((line, index) => {
		if (y + lineMm > bottomMm) {
			pdf.addPage();
			y = page.marginMm + 6;
		}
		song(pdf, line, index + 1, y);
		y += lineMm;
	});
	const count = pdf.getNumberOfPages();
	for (let number = 1; count > 1 && number <= count; number++) {
		pdf.setPage(number);
		put(pdf, `${number} of ${count}`, page.widthMm - page.marginMm, page.heightMm - 8, { points: 9, align: 'right', grey: 110 });
	}
}

function heading(pdf: jsPDF, { name, summary }: SetSheet): number {
	put(pdf, name, page.marginMm, 24, { points: 20, isBold: true, widthMm: page.widthMm - 2 * page.marginMm });
	put(pdf, summary, page.marginMm, 31, { points: 10, grey: 90 });
	pdf.setDrawColor(60);
	pdf.line(page.marginMm, 34.5, page.widthMm - page.marginMm, 34.5);
	return 43;
}

function song(pdf: jsPDF, line: SetSheetLine, number: number, y: number): void {
	put(pdf, String(number), columns.title - 3, y, { points: 11, align: 'right', grey: 110 });
	put(pdf, line.title, columns.title, y, { points: 12, isBold: true, widthMm: columns.key - columns.title - 4 });
	const second = [line.artist, line.transition === '' ? '' : `then ${line.transition}`].filter((part) => part !== '').join('   ');
	put(pdf, second, columns.title, y + 4.6, { points: 8.5, grey: 90, widthMm: page.widthMm - page.marginMm - columns.title });
	put(pdf, line.key, columns.key, y, { points: 10 });
	put(pdf, line.bpm === '' ? '' : `${line.bpm} BPM`, columns.bpm, y, { points: 10 });
	put(pdf, line.duration, columns.duration, y, { points: 10, align: 'right' });
}

interface TextStyle {
	readonly points: number;
	readonly isBold?: boolean;
	readonly align?: 'left' | 'right';
	/** 0 black to 255 white. */
	readonly grey?: number;
	/** Cut with an ellipsis beyond it. */
	readonly widthMm?: number;
}

function put(pdf: jsPDF, text: string, x: number, y: number, style: TextStyle): void {
	// What is left is one line: control characters would break it.
	const said = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
	if (said === '') return;
	const { points, isBold = false, align = 'left', grey = 20, widthMm } = style;
	if (!isInFont(said)) {
		draw(pdf, said, x, y, style);
		return;
	}
	pdf.setFont('helvetica', isBold ? 'bold' : 'normal');
	pdf.setFontSize(points);
	pdf.setTextColor(grey);
	pdf.text(widthMm === undefined ? said : cut(pdf, said, widthMm), x, y, { align });
}

function cut(pdf: jsPDF, text: string, widthMm: number): string {
	if (pdf.getTextWidth(text) <= widthMm) return text;
	const letters = [...text];
	while (letters.length > 1 && pdf.getTextWidth(`${letters.join('')}…`) > widthMm) letters.pop();
	return `${letters.join('').trimEnd()}…`;
}

/** The standard fonts of PDF write Windows-1252; jsPDF maps these beyond Latin-1 into it. */
function isInFont(text: string): boolean {
	return /^[\u0020-\u007e\u00a0-\u00ff‘’“”–—…•€]*$/u.test(text);
}

/** Text in a script or with signs (♭) that the font lacks, as a picture in the browser's own letters. */
function draw(pdf: jsPDF, text: string, x: number, y: number, style: TextStyle): void {
	const { points, isBold = false, align = 'left', grey = 20, widthMm = Infinity } = style;
	const canvas = document.createElement('canvas');
	const context = canvas.getContext('2d');
	if (context === null) return;
	const font = `${isBold ? 'bold ' : ''}${points * drawnScale}px Helvetica, Arial, sans-serif`;
	context.font = font;
	const dotsWide = Math.ceil(context.measureText(text).width) + 2;
	const dotsHigh = Math.ceil(points * drawnScale * 1.5);
	canvas.width = Math.min(dotsWide, Math.ceil((widthMm / mmPerPoint) * drawnScale), 4000);
	canvas.height = dotsHigh;
	// Sizing a canvas forgets its settings.
	context.font = font;
	context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
	context.textBaseline = 'alphabetic';
	context.fillText(text, 0, points * drawnScale * 1.1);
	const [width, height] = [canvas.width, dotsHigh].map((dots) => (dots / drawnScale) * mmPerPoint);
	if (width === undefined || height === undefined) return;
	pdf.addImage(canvas, 'PNG', align === 'right' ? x - width : x, y - points * 1.1 * mmPerPoint, width, height);
}
