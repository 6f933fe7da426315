import type { NoteIndex } from '$lib/app/timeline/note-index.ts';
import type { Palette } from './palette.ts';
import type { PeakSource } from '$lib/app/timeline/peak-source.ts';

export interface OverviewContent {
	readonly peaks: PeakSource | null;
	readonly index: NoteIndex;
	readonly durationSeconds: number;
	readonly palette: Palette;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly pixelRatio: number;
}

const marginPx = 4;

/** The whole song in one strip: its waveform in grey, its notes as dots over it. */
export function drawOverview(context: CanvasRenderingContext2D, content: OverviewContent): void {
	const { palette, widthPx, heightPx, pixelRatio } = content;
	context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
	context.fillStyle = palette.paper;
	context.fillRect(0, 0, widthPx, heightPx);
	if (content.durationSeconds <= 0) return;
	drawWave(context, content);
	drawDots(context, content);
}

function drawWave(context: CanvasRenderingContext2D, content: OverviewContent): void {
	const { peaks, palette, widthPx, heightPx, pixelRatio, durationSeconds } = content;
	if (peaks === null) return;
	const columns = Math.round(widthPx * pixelRatio);
	const { min, max } = peaks.between(0, durationSeconds, columns);
	const middle = heightPx / 2;
	const half = middle - marginPx;
	const column = 1 / pixelRatio;
	context.fillStyle = palette.overviewWave;
	for (let x = 0; x < columns; x++) {
		const high = Math.min(half, (max[x] ?? 0) * half * peaks.gain);
		const low = Math.min(half, -(min[x] ?? 0) * half * peaks.gain);
		context.fillRect(x * column, middle - high, column, Math.max(column, high + low));
	}
}

function drawDots(context: CanvasRenderingContext2D, content: OverviewContent): void {
	const { index, palette, widthPx, heightPx, durationSeconds } = content;
	const range = Math.max(24, index.highestMidi - index.lowestMidi);
	const rowPx = (heightPx - 2 * marginPx) / range;
	const dot = Math.max(1, Math.min(2, rowPx));
	const pixelsPerSecond = widthPx / durationSeconds;
	context.fillStyle = palette.overviewNote;
	for (let at = 0; at < index.onsets.length; at++) {
		const onset = index.onsets[at] ?? 0;
		const width = Math.max(dot, ((index.offsets[at] ?? 0) - onset) * pixelsPerSecond);
		const fromTop = (index.highestMidi - (index.pitches[at] ?? 0)) * rowPx;
		context.fillRect(onset * pixelsPerSecond, marginPx + fromTop - dot / 2, width, dot);
	}
}
