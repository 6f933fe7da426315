import type { BeatGrid } from '$core/time/index.ts';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { bendStepSeconds } from '$contracts/transcription.ts';
import { visitBetween, type NoteIndex } from '$lib/app/timeline/note-index.ts';
import { certaintyOf, type Certainty } from '$lib/app/timeline/note-words.ts';
import { highestKeyMidi, isBlackKey, lowestKeyMidi, rowTopPx, type PitchView } from '$lib/app/timeline/pitch-view.ts';
import { secondsAt } from '$lib/app/timeline/time-view.ts';
import type { SongMark } from '$core/practice/marks/index.ts';
import { drawRollMarks } from './draw-roll-marks.ts';
import { drawGrid } from './draw-wave.ts';
import type { Palette } from './palette.ts';
import { tileX, type Tile } from './tile-sheet.ts';

export interface RollContent {
	readonly index: NoteIndex;
	readonly pitch: PitchView;
	/** Empty where there is no beat. */
	readonly grid: BeatGrid;
	/** Of a take, over the notes; by their time. */
	readonly marks: readonly SongMark[];
	readonly palette: Palette;
	readonly hatch: CanvasPattern | null;
}

/** Below this size a note is a plain bar: corners, edges and hatching would only blur it. */
const detailPx = 5;
const shortestNotePx = 2;

/** Lanes, grid and every note of one tile. */
export function drawRoll(context: CanvasRenderingContext2D, tile: Tile, content: RollContent): void {
	drawLanes(context, tile, content);
	drawGrid(context, tile, content.palette, content.grid, 0, tile.heightPx);
	const end = secondsAt(tile.view, tile.widthPx);
	const { notes } = content.index;
	const bent: NoteEvidence[] = [];
	visitBetween(content.index, tile.view.startSeconds - 4 * tile.view.secondsPerPixel, end, (at) => {
		const note = notes[at];
		if (note === undefined) return;
		drawNote(context, tile, content, note);
		if (note.bendCents !== undefined) bent.push(note);
	});
	// Bends last: they leave their bars and must not be hidden by a neighbour's.
	for (const note of bent) drawBend(context, tile, content, note);
	drawRollMarks(context, tile, content.marks, content.pitch, content.palette);
}

function drawLanes(context: CanvasRenderingContext2D, tile: Tile, { pitch, palette }: RollContent): void {
	const line = 1 / tile.pixelRatio;
	context.fillStyle = palette.paper;
	context.fillRect(0, 0, tile.widthPx, tile.heightPx);
	context.fillStyle = palette.lane;
	for (let midi = lowestKeyMidi; midi <= highestKeyMidi; midi++) {
		if (!isBlackKey(midi)) continue;
		const top = rowTopPx(pitch, midi);
		if (top > -pitch.semitonePx && top < tile.heightPx) context.fillRect(0, top, tile.widthPx, pitch.semitonePx);
	}
	for (let midi = lowestKeyMidi; midi <= highestKeyMidi; midi++) {
		const step = midi % 12;
		if (step !== 0 && step !== 5) continue;
		const bottom = Math.round((rowTopPx(pitch, midi) + pitch.semitonePx) * tile.pixelRatio) / tile.pixelRatio;
		context.fillStyle = step === 0 ? palette.octaveLine : palette.gridLine;
		if (step === 0 || pitch.semitonePx > 9) context.fillRect(0, bottom - line, tile.widthPx, line);
	}
}

function shadeOf(note: NoteEvidence): 0 | 1 | 2 {
	return note.velocity < 50 ? 0 : note.velocity < 88 ? 1 : 2;
}

/** Where a note's bar lies: a hair of paper is left between rows and between repeated notes. */
export function noteBox(tile: Pick<Tile, 'view'>, pitch: PitchView, note: NoteEvidence): DOMRectReadOnly {
	const gap = pitch.semitonePx > 8 ? 1 : 0;
	const left = (note.onsetSeconds - tile.view.startSeconds) / tile.view.secondsPerPixel;
	const width = (note.offsetSeconds - note.onsetSeconds) / tile.view.secondsPerPixel;
	const top = rowTopPx(pitch, note.pitchMidi) + gap;
	return new DOMRectReadOnly(
		left,
		top,
		Math.max(shortestNotePx, width - gap),
		Math.max(shortestNotePx, pitch.semitonePx - 2 * gap)
	);
}

function drawNote(
	context: CanvasRenderingContext2D,
	tile: Tile,
	{ pitch, palette, hatch }: RollContent,
	note: NoteEvidence
): void {
	const gap = pitch.semitonePx > 8 ? 1 : 0;
	const top = rowTopPx(pitch, note.pitchMidi) + gap;
	const height = Math.max(shortestNotePx, pitch.semitonePx - 2 * gap);
	if (top > tile.heightPx || top + height < 0) return;
	const left = tileX(tile, note.onsetSeconds);
	const width = Math.max(shortestNotePx, tileX(tile, note.offsetSeconds) - left - gap);
	const certainty: Certainty = certaintyOf(note.confidence);
	if (width < detailPx || height < detailPx) {
		// No room for hatching: a doubtful note is a thin one.
		const isThin = certainty === 'doubtful' && height >= 4;
		context.fillStyle = palette.notes[isThin ? 'likely' : certainty][shadeOf(note)];
		context.fillRect(left, isThin ? top + height * 0.3 : top, width, isThin ? height * 0.4 : height);
		return;
	}
	context.fillStyle = palette.notes[certainty][shadeOf(note)];
	const radius = Math.min(4, height / 3, width / 2);
	context.beginPath();
	context.roundRect(left, top, width, height, radius);
	context.fill();
	if (certainty === 'certain') return;
	if (certainty === 'doubtful' && hatch !== null) {
		context.fillStyle = hatch;
		context.fill();
	}
	context.beginPath();
	context.roundRect(left + 0.5, top + 0.5, Math.max(1, width - 1), height - 1, radius);
	context.strokeStyle = palette.notes.certain[1];
	context.lineWidth = 1;
	context.stroke();
}

function drawBend(context: CanvasRenderingContext2D, tile: Tile, { pitch, palette }: RollContent, note: NoteEvidence): void {
	const bend = note.bendCents;
	if (bend === undefined || pitch.semitonePx < detailPx) return;
	const stepPx = bendStepSeconds / tile.view.secondsPerPixel;
	if (bend.length * stepPx < 12) return;
	const middle = rowTopPx(pitch, note.pitchMidi) + pitch.semitonePx / 2;
	const left = tileX(tile, note.onsetSeconds);
	const stride = Math.max(1, Math.floor(1.5 / stepPx));
	context.beginPath();
	for (let at = 0; at < bend.length; at += stride) {
		const x = left + (at + 0.5) * stepPx;
		const y = middle - ((bend[at] ?? 0) / 100) * pitch.semitonePx;
		if (at === 0) context.moveTo(x, y);
		else context.lineTo(x, y);
	}
	context.lineJoin = 'round';
	context.lineCap = 'round';
	context.strokeStyle = palette.bendHalo;
	context.lineWidth = 3;
	context.stroke();
	context.strokeStyle = palette.bend;
	context.lineWidth = 1.25;
	context.stroke();
}

/** Diagonal strokes for doubtful notes, so that doubt is not told by colour alone. */
export function makeHatch(palette: Palette, pixelRatio: number): CanvasPattern | null {
	const size = 6;
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = Math.round(size * pixelRatio);
	const context = canvas.getContext('2d');
	if (context === null) return null;
	context.scale(pixelRatio, pixelRatio);
	context.strokeStyle = palette.notes.certain[1];
	context.lineWidth = 1.4;
	context.beginPath();
	for (const offset of [-size, 0, size]) {
		context.moveTo(offset - 1, size + 1);
		context.lineTo(offset + size + 1, -1);
	}
	context.stroke();
	const pattern = context.createPattern(canvas, 'repeat');
	pattern?.setTransform(new DOMMatrix().scale(1 / pixelRatio));
	return pattern;
}
