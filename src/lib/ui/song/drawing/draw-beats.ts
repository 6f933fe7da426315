import { countUpTo } from '$core/order/index.ts';
import type { BeatGrid } from '$core/time/index.ts';
import { secondsAt } from '$lib/app/timeline/time-view.ts';
import type { Palette } from './palette.ts';
import { tileX, type Tile } from './tile-sheet.ts';

/** Lines nearer than this to each other would be a grey. */
const leastPx = 9;

/** Faint lines at beats, stronger ones where bars begin; of many only every second, fourth or eighth bar. */
export function drawBeatLines(
	context: CanvasRenderingContext2D,
	tile: Tile,
	palette: Palette,
	{ beatsSeconds, downbeats }: BeatGrid,
	topPx: number,
	bottomPx: number
): void {
	const first = beatsSeconds[0] ?? 0;
	const last = beatsSeconds.at(-1) ?? first;
	const { secondsPerPixel } = tile.view;
	const end = secondsAt(tile.view, tile.widthPx);
	const beatPx = (last - first) / Math.max(1, beatsSeconds.length - 1) / secondsPerPixel;
	const barPx = (last - first) / Math.max(1, downbeats.length) / secondsPerPixel;
	const line = 1 / tile.pixelRatio;
	const draw = (seconds: number): void => {
		const x = Math.round(tileX(tile, seconds) * tile.pixelRatio) / tile.pixelRatio;
		context.fillRect(x, topPx, line, bottomPx - topPx);
	};
	if (beatPx >= leastPx) {
		context.fillStyle = palette.gridLine;
		const from = countUpTo(beatsSeconds, tile.view.startSeconds - 2 * secondsPerPixel);
		for (let at = from; (beatsSeconds[at] ?? Infinity) <= end; at++) draw(beatsSeconds[at] ?? 0);
	}
	let every = 1;
	while (every * barPx < leastPx) every *= 2;
	context.fillStyle = palette.octaveLine;
	for (let bar = 0; bar < downbeats.length; bar += every) {
		const seconds = beatsSeconds[downbeats[bar] ?? 0] ?? 0;
		if (seconds > end) break;
		if (seconds >= tile.view.startSeconds - 2 * secondsPerPixel) draw(seconds);
	}
}
