import { outlineScale, type GlyphFaces, type Outline } from './glyph-faces.ts';

/** Words of a page, where they stand: for those who search or read aloud what is drawn as outlines. */
export interface PlacedWords {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly sizePx: number;
}

const svgNamespace = 'http://www.w3.org/2000/svg';
/** How much slanted writing leans, as browsers do where a face has no italics. */
const lean = -0.21;
/** Drawn writing has so many dots for each pixel. */
const dots = 4;

/**
 * Makes a drawing stand for itself: its writing becomes outlines, its ink black, its paper white. Writing in scripts that the faces lack is
 * drawn as a picture in the browser's own letters.
 * @returns its words
 */
export function outlineWriting(svg: SVGSVGElement, faces: GlyphFaces): PlacedWords[] {
	const used = new Map<string, Outline>();
	const words: PlacedWords[] = [];
	for (const text of svg.querySelectorAll('text')) {
		const [x, y] = [Number(text.getAttribute('x')), Number(text.getAttribute('y'))];
		const content = text.textContent;
		const sizePx = pixels(inherited(text, 'font-size'));
		const family = inherited(text, 'font-family');
		const isBold = inherited(text, 'font-weight') === 'bold';
		const isSlanted = inherited(text, 'font-style') === 'italic';
		const outlines = faces.outlinesOf(content, { family, isBold, sizePx });
		if (!family.startsWith('Bravura')) words.push({ text: content, x: x + shiftOf(text).x, y: y + shiftOf(text).y, sizePx });
		if (outlines === null) {
			text.replaceWith(pictureOf(content, x, y, sizePx, `${isSlanted ? 'italic ' : ''}${isBold ? 'bold ' : ''}`));
			continue;
		}
		const scale = outlineScale(sizePx);
		const slant = isSlanted ? lean * scale : 0;
		const uses = outlines.map(({ outline, x: offset }) => {
			used.set(outline.id, outline);
			const use = document.createElementNS(svgNamespace, 'use');
			use.setAttribute('href', `#${outline.id}`);
			use.setAttribute('transform', `matrix(${[scale, 0, slant, scale, x + offset, y].map(rounded).join(' ')})`);
			return use;
		});
		text.replaceWith(...uses);
	}
	inkAndPaper(svg);
	const defs = document.createElementNS(svgNamespace, 'defs');
	for (const { id, path } of used.values()) {
		const shape = document.createElementNS(svgNamespace, 'path');
		shape.setAttribute('id', id);
		shape.setAttribute('d', path);
		shape.setAttribute('stroke', 'none');
		defs.append(shape);
	}
	svg.prepend(defs);
	return words;
}

/** Colours of the room become those of paper; what only a screen asks for goes. */
function inkAndPaper(svg: SVGSVGElement): void {
	for (const element of [svg, ...svg.querySelectorAll('*')]) {
		for (const name of ['fill', 'stroke']) {
			const value = element.getAttribute(name);
			if (value === 'currentColor') element.setAttribute(name, '#000');
			else if (value?.startsWith('var(') === true) element.setAttribute(name, '#fff');
		}
		for (const name of [
			'class',
			'pointer-events',
			'shadowBlur',
			'shadowColor',
			'font-family',
			'font-size',
			'font-weight',
			'font-style'
		])
			element.removeAttribute(name);
	}
	svg.setAttribute('xmlns', svgNamespace);
}

function inherited(element: Element, name: string): string {
	return element.closest(`[${name}]`)?.getAttribute(name) ?? '';
}

/** Where the group of its line lies. */
function shiftOf(element: Element): { readonly x: number; readonly y: number } {
	const [, x = '0', y = '0'] =
		/translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec(element.closest('[transform]')?.getAttribute('transform') ?? '') ?? [];
	return { x: Number(x), y: Number(y) };
}

const pixels = (size: string): number => Number.parseFloat(size) * (size.endsWith('pt') ? 4 / 3 : 1);
const rounded = (value: number): string => String(Number(value.toFixed(4)));

function pictureOf(text: string, x: number, y: number, sizePx: number, style: string): SVGImageElement {
	const canvas = document.createElement('canvas');
	const context = canvas.getContext('2d');
	const font = `${style}${sizePx * dots}px serif`;
	if (context === null) throw new Error('The browser has no canvas');
	context.font = font;
	canvas.width = Math.min(8000, Math.ceil(context.measureText(text).width) + 2);
	canvas.height = Math.ceil(sizePx * dots * 1.6);
	// Sizing a canvas forgets its settings.
	context.font = font;
	context.fillText(text, 0, sizePx * dots * 1.2);
	const image = document.createElementNS(svgNamespace, 'image');
	for (const [name, value] of Object.entries({
		x,
		y: y - sizePx * 1.2,
		width: canvas.width / dots,
		height: canvas.height / dots,
		href: canvas.toDataURL('image/png')
	}))
		image.setAttribute(name, String(value));
	return image;
}
