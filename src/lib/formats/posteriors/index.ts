/**
 * What the transcription model heard, kept so that settings can change without running it again: for each window of
 * the model 142 good frames of three matrices, as bytes (0 to 255 for 0 to 1). All numbers are little-endian.
 *
 * header (32 bytes): 'WSPO', u16 version, u16 framesPerWindow, u32 windowCount, f64 durationSeconds, 12 bytes zero
 * window: f32 levelDb (power of the window's good part, dBFS), then 142 x 88 notes, 142 x 88 onsets, 142 x 264 contours
 */
export const framesPerWindow = 142;
export const noteBins = 88;
export const contourBins = 264;
export const windowHopSamples = 36_164;
export const frameHopSamples = 256;
export const modelSampleRateHz = 22_050;
export const posteriorsHeaderBytes = 32;
export const windowBytes = 4 + framesPerWindow * (2 * noteBins + contourBins);

const magic = 0x4f505357; // 'WSPO'
const version = 1;

export interface PosteriorsLayout {
	readonly windowCount: number;
	readonly durationSeconds: number;
}

export function toPosteriorsHeader(layout: PosteriorsLayout): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(posteriorsHeaderBytes);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, magic, true);
	view.setUint16(4, version, true);
	view.setUint16(6, framesPerWindow, true);
	view.setUint32(8, layout.windowCount, true);
	view.setFloat64(12, layout.durationSeconds, true);
	return bytes;
}

/** Null when this is not such a file, or when it is shorter than it says. */
export function fromPosteriorsHeader(header: Uint8Array, fileBytes: number): PosteriorsLayout | null {
	if (header.byteLength < posteriorsHeaderBytes) return null;
	const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
	if (view.getUint32(0, true) !== magic || view.getUint16(4, true) !== version) return null;
	const windowCount = view.getUint32(8, true);
	if (fileBytes < posteriorsHeaderBytes + windowCount * windowBytes) return null;
	return { windowCount, durationSeconds: view.getFloat64(12, true) };
}

/** Exact time of a good frame, seconds from the recording's start: windows do not hop by a whole number of frames. */
export function frameSeconds(frame: number): number {
	const window = Math.floor(frame / framesPerWindow);
	return (windowHopSamples * window + frameHopSamples * (frame - window * framesPerWindow)) / modelSampleRateHz;
}

/** One window's bytes as views, without copying; rows are frames. */
export interface PosteriorWindow {
	readonly levelDb: number;
	/** 142 x 88 */
	readonly notes: Uint8Array;
	/** 142 x 88 */
	readonly onsets: Uint8Array;
	/** 142 x 264 */
	readonly contours: Uint8Array;
}

export function fromPosteriorsWindow(bytes: Uint8Array): PosteriorWindow {
	const notesEnd = 4 + framesPerWindow * noteBins;
	const onsetsEnd = notesEnd + framesPerWindow * noteBins;
	return {
		levelDb: new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true),
		notes: bytes.subarray(4, notesEnd),
		onsets: bytes.subarray(notesEnd, onsetsEnd),
		contours: bytes.subarray(onsetsEnd, windowBytes)
	};
}

/**
 * One window from the model's own output, good frames only.
 * @param notes 142 x 88, onsets 142 x 88, contours 142 x 264, values 0 to 1
 */
export function toPosteriorsWindow(
	levelDb: number,
	notes: Float32Array,
	onsets: Float32Array,
	contours: Float32Array
): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(windowBytes);
	new DataView(bytes.buffer).setFloat32(0, levelDb, true);
	let at = 4;
	for (const matrix of [notes, onsets, contours]) {
		for (const value of matrix) bytes[at++] = Math.max(0, Math.min(255, Math.round(value * 255)));
	}
	return bytes;
}
