import type { TimeView } from '$lib/app/timeline/time-view.ts';
import { xAt } from '$lib/app/timeline/time-view.ts';

/** The stretch of time one tile holds, in CSS pixels. */
export interface Tile {
	readonly view: TimeView;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly pixelRatio: number;
}

export type TilePainter = (context: CanvasRenderingContext2D, tile: Tile) => void;

/** Of a plot, CSS pixels. */
export interface PlotSize {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly pixelRatio: number;
}

interface Slot {
	readonly canvas: HTMLCanvasElement;
	readonly context: CanvasRenderingContext2D;
	index: number;
	revision: number;
}

const tileDevicePx = 512;
/** Positions are kept relative to an anchor that follows, because far from zero a CSS transform loses its fractions. */
const anchorReach = 24;

/** Canvases side by side that hold the song at one zoom; they are moved, and stretched to a neighbouring zoom, by a CSS transform. */
export class TileSheet {
	readonly #element: HTMLElement;
	readonly #paint: TilePainter;
	#slots: Slot[] = [];
	#size: PlotSize = { widthPx: 0, heightPx: 0, pixelRatio: 1 };
	#secondsPerPixel = 0;
	#revision = 0;
	#anchor = 0;
	#paintCount = 0;

	constructor(parent: HTMLElement, paint: TilePainter) {
		this.#element = document.createElement('div');
		this.#element.style.cssText = 'position: absolute; inset: 0; transform-origin: 0 0; will-change: transform';
		parent.append(this.#element);
		this.#paint = paint;
	}

	get paintCount(): number {
		return this.#paintCount;
	}
	/** The zoom it holds; 0 before it holds any. */
	get secondsPerPixel(): number {
		return this.#secondsPerPixel;
	}

	set isShown(isShown: boolean) {
		this.#element.style.display = isShown ? '' : 'none';
	}

	/** Forgets what is painted, and holds another zoom from now on. */
	begin(size: PlotSize, secondsPerPixel: number): void {
		this.#revision++;
		this.#secondsPerPixel = secondsPerPixel;
		if (
			size.widthPx !== this.#size.widthPx ||
			size.heightPx !== this.#size.heightPx ||
			size.pixelRatio !== this.#size.pixelRatio
		) {
			this.#size = size;
			this.#resize();
		}
		for (const { canvas } of this.#slots) canvas.style.visibility = 'hidden';
	}

	/** Paints tiles of what a view shows that are missing, `most` at most; answers whether some are missing still. */
	fill(view: TimeView, most = Infinity): boolean {
		const first = this.#firstOf(view);
		if (Math.abs(first - this.#anchor) > anchorReach) this.#reanchor(first);
		let painted = 0;
		for (let index = first; index <= this.#lastOf(view); index++) {
			if (this.#isPainted(index)) continue;
			if (painted === most) return true;
			this.#paintTile(index);
			painted++;
		}
		return false;
	}

	/** Paints the tile beyond the right edge; answers whether it had to. */
	paintAhead(view: TimeView): boolean {
		const next = this.#lastOf(view) + 1;
		if (this.#isPainted(next)) return false;
		this.#paintTile(next);
		return true;
	}

	/** Brings what is painted to where a view shows it, of whichever zoom. */
	moveTo(view: TimeView): void {
		const stretch = this.#secondsPerPixel / view.secondsPerPixel;
		const scrollPx = view.startSeconds / view.secondsPerPixel - this.#anchor * this.#tilePx * stretch;
		const { pixelRatio } = this.#size;
		const snapped = Math.round(scrollPx * pixelRatio) / pixelRatio;
		this.#element.style.transform = `translate3d(${-snapped}px, 0, 0)${stretch === 1 ? '' : ` scaleX(${stretch})`}`;
	}

	dispose(): void {
		this.#element.remove();
		this.#slots = [];
	}

	get #tilePx(): number {
		return tileDevicePx / this.#size.pixelRatio;
	}
	#firstOf({ startSeconds }: TimeView): number {
		return Math.max(0, Math.floor(startSeconds / this.#secondsPerPixel / this.#tilePx));
	}
	#lastOf({ startSeconds, secondsPerPixel }: TimeView): number {
		const endSeconds = startSeconds + this.#size.widthPx * secondsPerPixel;
		// Stretched to a wider view it holds more tiles than it has canvases for.
		const most = this.#firstOf({ startSeconds, secondsPerPixel }) + this.#slots.length - 2;
		return Math.min(most, Math.floor(endSeconds / this.#secondsPerPixel / this.#tilePx));
	}

	#resize(): void {
		const { widthPx, heightPx, pixelRatio } = this.#size;
		const count = Math.ceil(widthPx / this.#tilePx) + 3;
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
			slot.canvas.height = Math.max(1, Math.round(heightPx * pixelRatio));
			slot.canvas.style.width = `${this.#tilePx}px`;
			slot.canvas.style.height = `${slot.canvas.height / pixelRatio}px`;
			slot.index = -1;
		}
	}

	#reanchor(first: number): void {
		this.#anchor = first;
		for (const slot of this.#slots) this.#place(slot);
	}

	#place(slot: Slot): void {
		const isPainted = slot.index >= 0 && slot.revision === this.#revision;
		slot.canvas.style.visibility = isPainted ? 'visible' : 'hidden';
		if (isPainted) slot.canvas.style.left = `${(slot.index - this.#anchor) * this.#tilePx}px`;
	}

	#slotFor(index: number): Slot | undefined {
		return this.#slots[index % Math.max(1, this.#slots.length)];
	}

	#isPainted(index: number): boolean {
		const slot = this.#slotFor(index);
		return slot === undefined || (slot.index === index && slot.revision === this.#revision);
	}

	#paintTile(index: number): void {
		const slot = this.#slotFor(index);
		if (slot === undefined) return;
		slot.index = index;
		slot.revision = this.#revision;
		const { heightPx, pixelRatio } = this.#size;
		slot.context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
		this.#paint(slot.context, {
			view: { startSeconds: index * this.#tilePx * this.#secondsPerPixel, secondsPerPixel: this.#secondsPerPixel },
			widthPx: this.#tilePx,
			heightPx,
			pixelRatio
		});
		this.#paintCount++;
		this.#place(slot);
	}
}

/** The device-pixel-exact place of a time in a tile. */
export function tileX(tile: Tile, seconds: number): number {
	return xAt(tile.view, seconds);
}
