import type { TimeView } from '$lib/app/timeline/time-view.ts';
import { TileSheet, type PlotSize, type TilePainter } from './tile-sheet.ts';

/**
 * A strip of tiles that scrolls by a CSS transform: while the song plays nothing is painted but, now and then, the next tile
 * ahead. While the zoom changes, what is there is stretched and another sheet is painted behind it, a tile a frame; when that one is
 * whole, the two change places. Everything is painted at once only when size, theme or content change.
 */
export class TileStrip {
	readonly #element: HTMLElement;
	readonly #paint: TilePainter;
	#front: TileSheet;
	/** Made when the zoom first changes. */
	#back: TileSheet | null = null;
	#isBackBegun = false;
	#view: TimeView = { startSeconds: -1, secondsPerPixel: 0 };
	#size: PlotSize = { widthPx: 0, heightPx: 0, pixelRatio: 1 };
	#isStale = true;

	/** @param element an empty positioned element as large as the plot; the strip fills it and empties it on `dispose` */
	constructor(element: HTMLElement, paint: TilePainter) {
		this.#element = element;
		this.#paint = paint;
		this.#front = new TileSheet(element, paint);
	}

	/** Tiles painted since the beginning, for measuring. */
	get paintCount(): number {
		return this.#front.paintCount + (this.#back?.paintCount ?? 0);
	}

	/** What is drawn has changed: paint every tile again at the next `show`. */
	invalidate(): void {
		this.#isStale = true;
	}

	/** Brings the strip to a view. Answers whether tiles are still to be painted, so that another frame is worth asking for. */
	show(view: TimeView, widthPx: number, heightPx: number, pixelRatio: number): boolean {
		const { startSeconds, secondsPerPixel } = this.#view;
		const hasMoved = view.startSeconds !== startSeconds || view.secondsPerPixel !== secondsPerPixel;
		const size = this.#size;
		if (widthPx !== size.widthPx || heightPx !== size.heightPx || pixelRatio !== size.pixelRatio) {
			this.#size = { widthPx, heightPx, pixelRatio };
			this.#isStale = true;
		}
		this.#view = view;
		if (this.#isStale) this.#beginAnew();
		if (view.secondsPerPixel !== this.#front.secondsPerPixel) return this.#zoom();
		this.#isBackBegun = false;
		if (!this.#isStale && !hasMoved) return this.#front.paintAhead(view);
		this.#isStale = false;
		this.#front.fill(view);
		this.#front.moveTo(view);
		return true;
	}

	dispose(): void {
		this.#front.dispose();
		this.#back?.dispose();
	}

	#beginAnew(): void {
		this.#isBackBegun = false;
		this.#front.begin(this.#size, this.#view.secondsPerPixel);
	}

	#zoom(): boolean {
		if (this.#back === null) {
			this.#back = new TileSheet(this.#element, this.#paint);
			this.#back.isShown = false;
		}
		if (!this.#isBackBegun) {
			this.#isBackBegun = true;
			this.#back.begin(this.#size, this.#view.secondsPerPixel);
		}
		if (!this.#back.fill(this.#view, 1)) {
			[this.#front, this.#back] = [this.#back, this.#front];
			this.#isBackBegun = false;
			this.#front.isShown = true;
			this.#back.isShown = false;
		}
		this.#front.moveTo(this.#view);
		return true;
	}
}
