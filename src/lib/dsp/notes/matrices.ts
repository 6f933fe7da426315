/** Bins of the note and onset matrices: MIDI 21 to 108. */
export const noteBins = 88;
/** Bins of the contour matrix: three a semitone, the middle one the tempered pitch (measured on notes in tune). */
export const contourBins = 264;

export function toContourCentre(noteBin: number): number {
	return 3 * noteBin + 1;
}
export const lowestNoteMidi = 21;
/** Good frames of one window of the model. */
export const framesPerWindow = 142;

/** Exact time of a frame of the whole recording: windows start every 36,164 samples, a little less than 142 frames. */
export function toFrameSeconds(frame: number): number {
	const window = Math.floor(frame / framesPerWindow);
	return (36_164 * window + 256 * (frame - window * framesPerWindow)) / 22_050;
}

/** What the model said about one window; bytes are 0 to 255 for 0 to 1, rows are frames. */
export interface PosteriorWindow {
	/** dBFS of the window's sound. */
	readonly levelDb: number;
	/** 142 x 88 */
	readonly notes: Uint8Array;
	/** 142 x 88 */
	readonly onsets: Uint8Array;
	/** 142 x 264 */
	readonly contours: Uint8Array;
}

/** Where the posteriors come from, a few windows at a time, so that a long recording need not be held in memory. */
export interface PosteriorSource {
	readonly windowCount: number;
	readonly durationSeconds: number;
	readWindows(from: number, count: number): Promise<readonly PosteriorWindow[]> | readonly PosteriorWindow[];
}

/** A stretch of frames, one every 11.6 ms, of a recording. */
export interface Matrices {
	readonly frames: number;
	/** frames x 88: is this pitch sounding? */
	readonly notes: Uint8Array;
	/** frames x 88: does it begin here? */
	readonly onsets: Uint8Array;
	/** frames x 264: where exactly does it lie? */
	readonly contours: Uint8Array;
}
