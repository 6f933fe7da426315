import { markShapes } from '$contracts/notation/engraved-marks.ts';
import type { MarkKind, SongMark } from '$core/practice/marks/index.ts';
import { pitchText } from '$lib/app/timeline/note-words.ts';
import { rowTopPx, type PitchView } from '$lib/app/timeline/pitch-view.ts';
import { secondsAt } from '$lib/app/timeline/time-view.ts';
import type { Palette } from './palette.ts';
import { tileX, type Tile } from './tile-sheet.ts';

/** A sign reaches 5 px from its middle; narrower notes lie too close together for signs. */
const signRoomPx = 9;
const leastSignWidthPx = 6;
/** In a row that is lower than a sign, it stands over the row's edges, no smaller than this share of its size. */
const leastSignScale = 0.72;
/** How much of the notes that nothing is said of is covered, so that right ones stand out from them also without colours. */
const veil = 0.6;
const leastPx = 3;
/** Of the pitch that was played, beside its bar. */
const labelPx = 11;

const signs = new Map<MarkKind, Path2D>();
function signOf(kind: MarkKind): Path2D {
	const made = signs.get(kind) ?? new Path2D(markShapes[kind]);
	signs.set(kind, made);
	return made;
}

/** What became of notes, over them: full boxes for what was heard, empty ones for what was not, and a sign for each kind. */
export function drawRollMarks(
	context: CanvasRenderingContext2D,
	tile: Tile,
	marks: readonly SongMark[],
	pitch: PitchView,
	palette: Palette
): void {
	if (marks.length === 0) return;
	context.globalAlpha = veil;
	context.fillStyle = palette.paper;
	context.fillRect(0, 0, tile.widthPx, tile.heightPx);
	context.globalAlpha = 1;
	const [start, end] = [tile.view.startSeconds, secondsAt(tile.view, tile.widthPx)];
	for (const mark of marks) {
		if (mark.startSeconds > end) break;
		if (mark.endSeconds < start) continue;
		drawMark(context, tile, mark, mark.pitchMidi, mark.kind === 'wrong' || mark.kind === 'missed', pitch, palette);
		const { playedMidi } = mark.verdict;
		if (mark.kind === 'wrong' && playedMidi !== undefined) drawMark(context, tile, mark, playedMidi, false, pitch, palette);
	}
}

function drawMark(
	context: CanvasRenderingContext2D,
	tile: Tile,
	{ kind, startSeconds, endSeconds, pitchMidi }: SongMark,
	atMidi: number,
	isEmpty: boolean,
	pitch: PitchView,
	palette: Palette
): void {
	const top = rowTopPx(pitch, atMidi) + 0.5;
	const height = Math.max(leastPx, pitch.semitonePx - 1);
	if (top > tile.heightPx || top + height < 0) return;
	const left = tileX(tile, startSeconds);
	const width = Math.max(leastPx, tileX(tile, endSeconds) - left - 1);
	context.beginPath();
	context.roundRect(left, top, width, height, Math.min(4, height / 3, width / 2));
	context.fillStyle = isEmpty ? palette.paper : palette.marks[kind];
	context.fill();
	if (isEmpty) {
		context.strokeStyle = palette.marks[kind];
		context.lineWidth = 1.5;
		context.setLineDash(kind === 'missed' ? [3, 2] : []);
		context.stroke();
		context.setLineDash([]);
	}
	const isLow = height < signRoomPx;
	if (width < leastSignWidthPx || (kind === 'right' && (isLow || width < signRoomPx))) return;
	const scale = Math.max(leastSignScale, Math.min(1, (height - 1) / (signRoomPx + 2)));
	context.save();
	context.translate(left + 1 + 5.5 * scale, top + height / 2);
	context.scale(scale, scale);
	context.lineCap = 'round';
	if (isLow) {
		context.strokeStyle = palette.paper;
		context.lineWidth = 5;
		context.stroke(signOf(kind));
	}
	context.strokeStyle = isEmpty || isLow ? palette.marks[kind] : palette.paper;
	context.lineWidth = isLow ? 2.2 : 1.8;
	context.stroke(signOf(kind));
	context.restore();
	if (kind !== 'extra' && (kind !== 'wrong' || atMidi === pitchMidi)) return;
	const text = pitchText(atMidi);
	context.font = palette.font(labelPx, 600);
	context.textBaseline = 'middle';
	if (height < labelPx || context.measureText(text).width > width - 12 * scale - 2) return;
	context.fillStyle = palette.paper;
	context.fillText(text, left + 2 + 11 * scale, top + height / 2);
}
