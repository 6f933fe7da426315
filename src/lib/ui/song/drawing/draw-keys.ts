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

/** Middles of the seven white keys above C, in semitones from C's lower edge: white keys are equally tall, rows are not. */
const whiteSteps: readonly number[] = [0, 2, 4, 5, 7, 9, 11];

/** A piano on its side whose black keys lie exactly in their rows and whose white keys share the octave evenly. */
export function drawKeys(context: CanvasRenderingContext2D, content: KeysContent): void {
	const { pitch, palette, widthPx, heightPx, pixelRatio, sounding } = content;
	const line = 1 / pixelRatio;
	context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
	context.fillStyle = palette.keyWhite;
	context.fillRect(0, 0, widthPx, heightPx);
	const octavePx = 12 * pitch.semitonePx;
	const whitePx = octavePx / 7;
	context.textBaseline = 'middle';
	context.textAlign = 'right';
	for (let octave = 12; octave <= highestKeyMidi; octave += 12) {
		const bottom = rowTopPx(pitch, octave) + pitch.semitonePx;
		if (bottom < -octavePx || bottom - octavePx > heightPx) continue;
		for (let white = 0; white < 7; white++) {
			const midi = octave + (whiteSteps[white] ?? 0);
			if (midi < lowestKeyMidi || midi > highestKeyMidi) continue;
			const top = bottom - (white + 1) * whitePx;
			const isSounding = sounding[midi] === 1;
			if (isSounding) {
				context.fillStyle = palette.keySounding;
				context.fillRect(0, top, widthPx, whitePx);
			}
			context.fillStyle = palette.keyLine;
			context.fillRect(0, Math.round((top + whitePx) * pixelRatio) / pixelRatio - line, widthPx, line);
			if (white === 0 && whitePx >= labelSizePx - 2) {
				context.font = palette.font(widthPx < narrowPx ? narrowLabelSizePx : labelSizePx, 600);
				context.fillStyle = isSounding ? palette.keyTextSounding : palette.keyText;
				context.fillText(pitchText(midi), widthPx - 4, top + whitePx / 2 + 0.5);
			}
		}
	}
	drawBlackKeys(context, content);
}

function drawBlackKeys(context: CanvasRenderingContext2D, { pitch, palette, widthPx, heightPx, sounding }: KeysContent): void {
	const width = widthPx * blackKeyShare;
	const radius = Math.min(3, pitch.semitonePx / 3);
	for (let midi = lowestKeyMidi; midi <= highestKeyMidi; midi++) {
		if (!isBlackKey(midi)) continue;
		const top = rowTopPx(pitch, midi);
		if (top > heightPx || top < -pitch.semitonePx) continue;
		context.fillStyle = sounding[midi] === 1 ? palette.keySounding : palette.keyBlack;
		context.beginPath();
		context.roundRect(0, top + 0.5, width, pitch.semitonePx - 1, [0, radius, radius, 0]);
		context.fill();
	}
}
