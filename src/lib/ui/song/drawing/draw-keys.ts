import { pitchText } from '$lib/app/timeline/note-words.ts';
import { highestKeyMidi, isBlackKey, lowestKeyMidi, rowTopPx, type PitchView } from '$lib/app/timeline/pitch-view.ts';
import type { Palette } from './palette.ts';

export interface KeysContent {
	readonly pitch: PitchView;
	readonly palette: Palette;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly pixelRatio: number;
	/** One flag for each MIDI number. */
	readonly sounding: Uint8Array;
}

const labelSizePx = 11;
/** On a phone the keys are narrow. */
const narrowPx = 48;
const narrowLabelSizePx = 10;
const blackKeyShare = 0.56;

/** The seven white keys above C, in semitones from C: they are equally tall, though rows are not. */
const whiteSteps: readonly number[] = [0, 2, 4, 5, 7, 9, 11];

/** Which white key of its octave a pitch is, counted from C; -1 for a black one. */
const whitePlaces: readonly number[] = Array.from({ length: 12 }, (_, step) => whiteSteps.indexOf(step));

/**
 * A piano on its side whose black keys lie exactly in their rows and whose white keys share the octave evenly. Only keys
 * from `fromMidi` to `toMidi` are drawn, so that a key lighting up costs no more than itself and its neighbours.
 */
export function drawKeys(
	context: CanvasRenderingContext2D,
	content: KeysContent,
	fromMidi = lowestKeyMidi,
	toMidi = highestKeyMidi
): void {
	const { pitch, heightPx, pixelRatio } = content;
	context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
	context.textBaseline = 'middle';
	context.textAlign = 'right';
	const octavePx = 12 * pitch.semitonePx;
	for (let midi = Math.max(lowestKeyMidi, fromMidi); midi <= Math.min(highestKeyMidi, toMidi); midi++) {
		const place = whitePlaces[midi % 12] ?? -1;
		if (place < 0) continue;
		const bottom = rowTopPx(pitch, midi - (midi % 12)) + pitch.semitonePx;
		const top = bottom - ((place + 1) * octavePx) / 7;
		if (top < heightPx && top + octavePx / 7 > 0) drawWhiteKey(context, content, midi, top, octavePx / 7);
	}
	for (let midi = Math.max(lowestKeyMidi, fromMidi - 1); midi <= Math.min(highestKeyMidi, toMidi + 1); midi++) {
		if (isBlackKey(midi)) drawBlackKey(context, content, midi);
	}
}

function drawWhiteKey(context: CanvasRenderingContext2D, content: KeysContent, midi: number, top: number, height: number): void {
	const { palette, widthPx, pixelRatio, sounding } = content;
	const isSounding = sounding[midi] === 1;
	const snap = (px: number): number => Math.round(px * pixelRatio) / pixelRatio;
	const [from, to] = [snap(top), snap(top + height)];
	context.fillStyle = isSounding ? palette.keySounding : palette.keyWhite;
	context.fillRect(0, from, widthPx, to - from);
	context.fillStyle = palette.keyLine;
	context.fillRect(0, to - 1 / pixelRatio, widthPx, 1 / pixelRatio);
	if (midi % 12 !== 0 || height < labelSizePx - 2) return;
	context.font = palette.font(widthPx < narrowPx ? narrowLabelSizePx : labelSizePx, 600);
	context.fillStyle = isSounding ? palette.keyTextSounding : palette.keyText;
	context.fillText(pitchText(midi), widthPx - 4, top + height / 2 + 0.5);
}

function drawBlackKey(context: CanvasRenderingContext2D, content: KeysContent, midi: number): void {
	const { pitch, palette, widthPx, heightPx, sounding } = content;
	const top = rowTopPx(pitch, midi);
	if (top > heightPx || top < -pitch.semitonePx) return;
	const radius = Math.min(3, pitch.semitonePx / 3);
	context.fillStyle = sounding[midi] === 1 ? palette.keySounding : palette.keyBlack;
	context.beginPath();
	context.roundRect(0, top + 0.5, widthPx * blackKeyShare, pitch.semitonePx - 1, [0, radius, radius, 0]);
	context.fill();
}
