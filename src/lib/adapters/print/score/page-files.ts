import type { Paper } from '../../notation/layout/paper.ts';
import type { PlacedWords } from './outline-writing.ts';

/** A page whose writing is outlines. */
export interface OutlinedPage {
	readonly svg: SVGSVGElement;
	readonly words: readonly PlacedWords[];
}

/** Dots an inch of a PNG. */
const pngDpi = 200;
const mmPerInch = 25.4;

/** A page as a file that any program shows alike. */
export function toSvgBlob({ svg }: OutlinedPage, { widthMm, heightMm }: Paper): Blob {
	svg.setAttribute('width', `${widthMm}mm`);
	svg.setAttribute('height', `${heightMm}mm`);
	return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}

/** A page as dots, black on white. */
export async function toPngBlob(page: OutlinedPage, paper: Paper): Promise<Blob> {
	const url = URL.createObjectURL(toSvgBlob(page, paper));
	try {
		const image = new Image();
		image.src = url;
		await image.decode();
		const canvas = document.createElement('canvas');
		canvas.width = Math.round((paper.widthMm / mmPerInch) * pngDpi);
		canvas.height = Math.round((paper.heightMm / mmPerInch) * pngDpi);
		const context = canvas.getContext('2d');
		if (context === null) throw new Error('The browser has no canvas');
		context.fillStyle = 'white';
		context.fillRect(0, 0, canvas.width, canvas.height);
		context.drawImage(image, 0, 0, canvas.width, canvas.height);
		return await new Promise((resolve, reject) =>
			canvas.toBlob((blob) => (blob === null ? reject(new Error('The page could not be drawn')) : resolve(blob)), 'image/png')
		);
	} finally {
		URL.revokeObjectURL(url);
	}
}
