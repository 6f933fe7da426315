/** The pitches on the screen: the edge at the top, as a fractional MIDI number, and the height of one semitone. */
export interface PitchView {
	/** A note's row reaches from half a semitone above its number to half a semitone below it. */
	readonly topMidi: number;
	readonly semitonePx: number;
}

/** The piano's keys. */
export const lowestKeyMidi = 21;
export const highestKeyMidi = 108;
const lowestEdge = lowestKeyMidi - 0.5;
const highestEdge = highestKeyMidi + 0.5;
const keyCount = highestKeyMidi - lowestKeyMidi + 1;
const tallestSemitonePx = 44;
/** A fit is never narrower than this, so that three notes do not become three beams. */
const fewestFittedSemitones = 28;
const fitMarginSemitones = 3;

export function clampPitchView(view: PitchView, heightPx: number): PitchView {
	const shortest = heightPx / keyCount;
	const semitonePx = Math.min(Math.max(tallestSemitonePx, shortest), Math.max(shortest, view.semitonePx));
	const visible = heightPx / semitonePx;
	const topMidi = Math.min(highestEdge, Math.max(lowestEdge + visible, view.topMidi));
	return { topMidi, semitonePx };
}

/** Shows pitches `lowestMidi` to `highestMidi` with room around them; middle C's neighbourhood when there are none. */
export function fitPitch(heightPx: number, lowestMidi: number, highestMidi: number): PitchView {
	const low = Number.isFinite(lowestMidi) ? lowestMidi : 48;
	const high = Number.isFinite(highestMidi) ? highestMidi : 76;
	const rows = Math.max(fewestFittedSemitones, high - low + 1 + 2 * fitMarginSemitones);
	const semitonePx = heightPx / rows;
	return clampPitchView({ topMidi: (low + high) / 2 + rows / 2, semitonePx }, heightPx);
}

/** Zooms so that the pitch under `yPx` stays there; a factor above 1 comes closer. */
export function zoomPitch(view: PitchView, heightPx: number, factor: number, yPx: number): PitchView {
	const { semitonePx } = clampPitchView({ ...view, semitonePx: view.semitonePx * factor }, heightPx);
	return clampPitchView({ topMidi: midiAt(view, yPx) + yPx / semitonePx, semitonePx }, heightPx);
}

/** Positive `deltaPx` shows lower pitches, as a scroll bar moved down does. */
export function panPitch(view: PitchView, heightPx: number, deltaPx: number): PitchView {
	return clampPitchView({ ...view, topMidi: view.topMidi - deltaPx / view.semitonePx }, heightPx);
}

/** Whether the view has anything above or below it to be panned to. */
export function isWholeKeyboard(view: PitchView, heightPx: number): boolean {
	return heightPx / view.semitonePx >= keyCount - 0.01;
}

/** The fractional pitch at a height; the row it lies in is its rounding. */
export function midiAt(view: PitchView, yPx: number): number {
	return view.topMidi - yPx / view.semitonePx;
}

/** The top of a pitch's row. */
export function rowTopPx(view: PitchView, pitchMidi: number): number {
	return (view.topMidi - pitchMidi - 0.5) * view.semitonePx;
}

const blackKeys: readonly boolean[] = [false, true, false, true, false, false, true, false, true, false, true, false];

export function isBlackKey(pitchMidi: number): boolean {
	return blackKeys[((pitchMidi % 12) + 12) % 12] ?? false;
}
