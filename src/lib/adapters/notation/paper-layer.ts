import { drawSheet } from './drawing/draw-sheet.ts';
import { InkContext } from './drawing/ink-context.ts';
import type { Page } from './layout/page.ts';

/** Where the top left of a page lies in its host, CSS pixels. */
export interface Origin {
	readonly x: number;
	readonly y: number;
}

/** The sheets of paper under the lines, those in a window of the page alone. Their look is the style sheet's: `.paper`. */
export class PaperLayer {
	readonly #host: HTMLElement;
	/** By what they show. */
	#shown = new Map<string, HTMLElement>();

	constructor(host: HTMLElement) {
		this.#host = host;
	}

	/** @param window top and bottom of what is near, CSS pixels from the top of the host */
	show(page: Page, zoom: number, origin: Origin, [top, bottom]: readonly [number, number]): void {
		const now = new Map<string, HTMLElement>();
		for (const sheet of page.sheets) {
			const [from, to] = [origin.y + sheet.topPx * zoom, origin.y + (sheet.topPx + sheet.heightPx) * zoom];
			if (to < top || from > bottom) continue;
			const { title, artist } = page.score;
			const names = new Set(page.staves.map(({ part }) => part.name));
			const key = JSON.stringify([zoom, origin, sheet, page.sheets.length, title, artist, [...names]]);
			now.set(key, this.#shown.get(key) ?? this.#draw(page, sheet, zoom, { x: origin.x, y: from }));
			this.#shown.delete(key);
		}
		this.clear();
		this.#shown = now;
	}

	clear(): void {
		for (const element of this.#shown.values()) element.remove();
		this.#shown.clear();
	}

	#draw(page: Page, sheet: Page['sheets'][number], zoom: number, { x, y }: Origin): HTMLElement {
		const paper = document.createElement('div');
		paper.className = 'paper';
		Object.assign(paper.style, {
			position: 'absolute',
			left: `${x}px`,
			top: `${y}px`,
			width: `${sheet.widthPx * zoom}px`,
			height: `${sheet.heightPx * zoom}px`
		});
		const context = new InkContext(paper);
		context.resize(sheet.widthPx * zoom, sheet.heightPx * zoom);
		context.scale(zoom, zoom);
		drawSheet(context, page, sheet);
		this.#host.prepend(paper);
		return paper;
	}
}
