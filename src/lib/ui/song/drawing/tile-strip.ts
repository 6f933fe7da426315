import { xAt, type TimeView } from '$lib/app/timeline/time-view.ts';

/** The stretch of time one tile holds, in CSS pixels. */
export interface Tile {
	readonly view: TimeView;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly pixelRatio: number;
}

export type TilePainter = (context: CanvasRenderingContext2D, tile: Tile) => void;

interface Slot {
	readonly canvas: HTMLCanvasElement;
	readonly context: CanvasRenderingContext2D;
	index: number;
	revision: number;
}

const tileDevicePx = 512;
/** Positions are kept relative to an anchor that follows, because far from zero a CSS transform loses its fractions. */
const anchorReach = 24;

/**
 * A strip of canvases side by side that scrolls by a CSS transform: while the song plays nothing is painted but, now and
 * then, the next tile ahead. Everything is painted again only when zoom, size, theme or content change.
 */
export class TileStrip {
	readonly #element: HTMLElement;
	readonly #paint: TilePainter;
	#slots: Slot[] = [];
	#view: TimeView = { startSeconds: -1, secondsPerPixel: 0 };
	#widthPx = 0;
	#heightPx = 0;
	#pixelRatio = 1;
	#revision = 0;
	#anchor = 0;
	#isStale = true;
	#paintCount = 0;

	/** @param element an empty positioned element as large as the plot; the strip fills it and empties it on `dispose` */
	constructor(element: HTMLElement, paint: TilePainter) {
		this.#element = element;
		this.#paint = paint;
	}

	/** Tiles painted since the beginning, for measuring. */
	get paintCount(): number {
		return this.#paintCount;
	}

	/** What is drawn has changed: paint every tile again at the next `show`. */
	invalidate(): void {
		this.#revision++;
		this.#isStale = true;
	}

	/** Brings the strip to a view. Answers whether a tile ahead is still to be painted, so that another frame is worth asking for. */
	show(view: TimeView, widthPx: number, heightPx: number, pixelRatio: number): boolean {
		const isSame = view.startSeconds === this.#view.startSeconds && view.secondsPerPixel === this.#view.secondsPerPixel;
		if (!this.#isStale && isSame && widthPx === this.#widthPx && heightPx === this.#heightPx && pixelRatio === this.#pixelRatio) {
			return this.#paintAhead();
		}
		if (view.secondsPerPixel !== this.#view.secondsPerPixel) this.#revision++;
		if (widthPx !== this.#widthPx || heightPx !== this.#heightPx || pixelRatio !== this.#pixelRatio) {
			this.#widthPx = widthPx;
			this.#heightPx = heightPx;
			this.#pixelRatio = pixelRatio;
			this.#resize();
		}
		this.#view = view;
		this.#isStale = false;
		if (Math.abs(this.#first() - this.#anchor) > anchorReach) this.#reanchor();
		for (let index = this.#first(); index <= this.#last(); index++) this.#ensure(index);
		// Tiles of an older zoom lie where they lay and would show through.
		for (const slot of this.#slots) if (slot.revision !== this.#revision) slot.canvas.style.visibility = 'hidden';
		const scrollPx = view.startSeconds / view.secondsPerPixel - this.#anchor * this.#tilePx;
		const snapped = Math.round(scrollPx * pixelRatio) / pixelRatio;
		this.#element.style.transform = `translate3d(${-snapped}px, 0, 0)`;
		return true;
	}

	dispose(): void {
		for (const { canvas } of this.#slots) canvas.remove();
		this.#slots = [];
	}

	get #tilePx(): number {
		return tileDevicePx / this.#pixelRatio;
	}
	#first(): number {
		return Math.max(0, Math.floor(this.#view.startSeconds / this.#view.secondsPerPixel / this.#tilePx));
	}
	#last(): number {
		return Math.floor((this.#view.startSeconds / this.#view.secondsPerPixel + this.#widthPx) / this.#tilePx);
	}

	#resize(): void {
		this.#revision++;
		const count = Math.ceil(this.#widthPx / this.#tilePx) + 3;
		for (const { canvas } of this.#slots.splice(count)) canvas.remove();
		while (this.#slots.length < count) {
			const canvas = document.createElement('canvas');
			const context = canvas.getContext('2d', { alpha: false });
			if (context === null) return;
			canvas.style.position = 'absolute';
			canvas.style.insetBlockStart = '0';
			this.#element.append(canvas);
			this.#slots.push({ canvas, context, index: -1, revision: -1 });
		}
		for (const slot of this.#slots) {
			slot.canvas.width = tileDevicePx;
			slot.canvas.height = Math.max(1, Math.round(this.#heightPx * this.#pixelRatio));
			slot.canvas.style.width = `${this.#tilePx}px`;
			slot.canvas.style.height = `${slot.canvas.height / this.#pixelRatio}px`;
			slot.canvas.style.visibility = 'hidden';
			slot.index = -1;
		}
	}

	#reanchor(): void {
		this.#anchor = this.#first();
		for (const slot of this.#slots) this.#place(slot);
	}

	#place(slot: Slot): void {
		const isShown = slot.index >= 0 && slot.revision === this.#revision;
		slot.canvas.style.visibility = isShown ? 'visible' : 'hidden';
		if (isShown) slot.canvas.style.left = `${(slot.index - this.#anchor) * this.#tilePx}px`;
	}

	#slotFor(index: number): Slot | undefined {
		return this.#slots[index % Math.max(1, this.#slots.length)];
	}

	/** Paints a tile unless it is there already; answers whether it had to. */
	#ensure(index: number): boolean {
		const slot = this.#slotFor(index);
		if (slot === undefined || (slot.index === index && slot.revision === this.#revision)) return false;
		slot.index = index;
		slot.revision = this.#revision;
		const { secondsPerPixel } = this.#view;
		slot.context.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
		this.#paint(slot.context, {
			view: { startSeconds: index * this.#tilePx * secondsPerPixel, secondsPerPixel },
			widthPx: this.#tilePx,
			heightPx: this.#heightPx,
			pixelRatio: this.#pixelRatio
		});
		this.#paintCount++;
		this.#place(slot);
		return true;
	}

	/** One tile a frame beyond the right edge, while there is nothing more urgent. */
	#paintAhead(): boolean {
		return this.#ensure(this.#last() + 1);
	}
}

/** The device-pixel-exact place of a time in a tile. */
export function tileX(tile: Tile, seconds: number): number {
	return xAt(tile.view, seconds);
}
