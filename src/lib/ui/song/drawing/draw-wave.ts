import { clockText } from '$lib/app/timeline/clock-text.ts';
import { rulerSteps } from '$lib/app/timeline/ruler.ts';
import { secondsAt } from '$lib/app/timeline/time-view.ts';
import type { BeatGrid } from '$core/time/index.ts';
import { drawBeatLines } from './draw-beats.ts';
import type { Palette } from './palette.ts';
import type { PeakSource } from '$lib/app/timeline/peak-source.ts';
import { tileX, type Tile } from './tile-sheet.ts';

export const rulerHeightPx = 28;
const labelSizePx = 12;
/** Room a label may need to the left of its tile. */
const labelReachPx = 72;

/** The ruler's marks and names over the waveform, both on the sheet's colour. */
export function drawWave(
	context: CanvasRenderingContext2D,
	tile: Tile,
	palette: Palette,
	peaks: PeakSource | null,
	grid: BeatGrid
): void {
	context.fillStyle = palette.paper;
	context.fillRect(0, 0, tile.widthPx, tile.heightPx);
	drawGrid(context, tile, palette, grid, rulerHeightPx, tile.heightPx);
	drawRuler(context, tile, palette);
	if (peaks !== null) drawColumns(context, tile, palette, peaks);
}

/** Faint lines at beats and bars, or at the ruler's named marks where there is no beat; the same in waveform and roll. */
export function drawGrid(
	context: CanvasRenderingContext2D,
	tile: Tile,
	palette: Palette,
	grid: BeatGrid,
	topPx: number,
	bottomPx: number
): void {
	if (grid.beatsSeconds.length > 1) return drawBeatLines(context, tile, palette, grid, topPx, bottomPx);
	const { majorSeconds } = rulerSteps(tile.view.secondsPerPixel);
	const end = secondsAt(tile.view, tile.widthPx);
	const line = 1 / tile.pixelRatio;
	context.fillStyle = palette.gridLine;
	for (let mark = Math.ceil(tile.view.startSeconds / majorSeconds); mark * majorSeconds <= end; mark++) {
		context.fillRect(snap(tileX(tile, mark * majorSeconds), tile.pixelRatio), topPx, line, bottomPx - topPx);
	}
}

function snap(px: number, pixelRatio: number): number {
	return Math.round(px * pixelRatio) / pixelRatio;
}

function drawRuler(context: CanvasRenderingContext2D, tile: Tile, palette: Palette): void {
	const { majorSeconds, minorSeconds, decimals } = rulerSteps(tile.view.secondsPerPixel);
	const end = secondsAt(tile.view, tile.widthPx);
	const line = 1 / tile.pixelRatio;
	const isMajor = (seconds: number): boolean => Math.abs(seconds / majorSeconds - Math.round(seconds / majorSeconds)) < 1e-6;
	context.fillStyle = palette.hairline;
	for (let mark = Math.ceil(tile.view.startSeconds / minorSeconds - 1e-9); mark * minorSeconds <= end; mark++) {
		const height = isMajor(mark * minorSeconds) ? 10 : 4;
		context.fillRect(snap(tileX(tile, mark * minorSeconds), tile.pixelRatio), rulerHeightPx - height, line, height);
	}
	context.fillStyle = palette.inkThird;
	context.font = palette.font(labelSizePx, 500);
	context.textBaseline = 'alphabetic';
	const first = Math.max(0, Math.floor((tile.view.startSeconds - labelReachPx * tile.view.secondsPerPixel) / majorSeconds));
	for (let mark = first; mark * majorSeconds <= end; mark++) {
		context.fillText(clockText(mark * majorSeconds, decimals), tileX(tile, mark * majorSeconds) + 5, rulerHeightPx - 10);
	}
}

function drawColumns(context: CanvasRenderingContext2D, tile: Tile, palette: Palette, peaks: PeakSource): void {
	const columns = Math.round(tile.widthPx * tile.pixelRatio);
	const end = secondsAt(tile.view, tile.widthPx);
	const { min, max, rms } = peaks.between(tile.view.startSeconds, end, columns);
	const last = Math.min(columns, Math.ceil(tileX(tile, peaks.durationSeconds) * tile.pixelRatio));
	const top = rulerHeightPx + 6;
	const half = (tile.heightPx - 6 - top) / 2;
	const middle = top + half;
	const column = 1 / tile.pixelRatio;
	const scale = half * peaks.gain;
	context.fillStyle = palette.wave;
	for (let x = 0; x < last; x++) {
		const high = Math.min(half, (max[x] ?? 0) * scale);
		const low = Math.min(half, -(min[x] ?? 0) * scale);
		context.fillRect(x * column, middle - Math.max(high, column / 2), column, Math.max(column, high + low));
	}
	if (rms === undefined) return;
	context.fillStyle = palette.waveCore;
	for (let x = 0; x < last; x++) {
		const reach = Math.min(half, (rms[x] ?? 0) * scale);
		if (reach * tile.pixelRatio > 0.5) context.fillRect(x * column, middle - reach, column, 2 * reach);
	}
}
