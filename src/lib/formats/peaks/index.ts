/**
 * The waveform of a recording at several zooms, for drawing. All numbers are little-endian.
 *
 * header (24 bytes): 'WSPK', u16 version, u16 levelCount, u32 sampleRateHz, u32 zero, f64 frameCount
 * then for each level, finest first: u32 samplesPerBin, u32 binCount
 * then for each level: i8 min x binCount, i8 max x binCount, u8 rms x binCount
 */
export interface Peaks {
	readonly sampleRateHz: number;
	readonly frameCount: number;
	/** Finest first. */
	readonly levels: readonly PeaksLevel[];
}

export interface PeaksLevel {
	readonly samplesPerBin: number;
	/** -127 to 127 for full scale, over all channels. */
	readonly min: Int8Array;
	readonly max: Int8Array;
	/** 0 to 255 for full scale. */
	readonly rms: Uint8Array;
}

/** A stretch of waveform, one value for each column of pixels; full scale is 1, silence and what is outside are 0. */
export interface PeakColumns {
	readonly min: Float32Array;
	readonly max: Float32Array;
	readonly rms: Float32Array;
}

const magic = 0x4b505357; // 'WSPK'
const version = 1;
const headerBytes = 24;
const levelHeaderBytes = 8;
const maxLevels = 16;

export function toPeaks(peaks: Peaks): Uint8Array<ArrayBuffer> {
	const bodyBytes = peaks.levels.reduce((sum, level) => sum + 3 * level.min.length, 0);
	const bytes = new Uint8Array(headerBytes + levelHeaderBytes * peaks.levels.length + bodyBytes);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, magic, true);
	view.setUint16(4, version, true);
	view.setUint16(6, peaks.levels.length, true);
	view.setUint32(8, peaks.sampleRateHz, true);
	view.setFloat64(16, peaks.frameCount, true);
	let at = headerBytes + levelHeaderBytes * peaks.levels.length;
	peaks.levels.forEach(({ samplesPerBin, min, max, rms }, index) => {
		view.setUint32(headerBytes + levelHeaderBytes * index, samplesPerBin, true);
		view.setUint32(headerBytes + levelHeaderBytes * index + 4, min.length, true);
		for (const values of [min, max, rms]) {
			bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.length), at);
			at += values.length;
		}
	});
	return bytes;
}

/** Views on the bytes, without copying; null when this is not such a file, or not all of it. */
export function fromPeaks(bytes: Uint8Array<ArrayBuffer>): Peaks | null {
	if (bytes.byteLength < headerBytes) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const levelCount = view.getUint16(6, true);
	const sampleRateHz = view.getUint32(8, true);
	const frameCount = view.getFloat64(16, true);
	if (view.getUint32(0, true) !== magic || view.getUint16(4, true) !== version || sampleRateHz === 0) return null;
	if (levelCount === 0 || levelCount > maxLevels || !Number.isInteger(frameCount) || frameCount < 0) return null;
	let at = headerBytes + levelHeaderBytes * levelCount;
	if (bytes.byteLength < at) return null;
	const levels: PeaksLevel[] = [];
	for (let index = 0; index < levelCount; index++) {
		const samplesPerBin = view.getUint32(headerBytes + levelHeaderBytes * index, true);
		const count = view.getUint32(headerBytes + levelHeaderBytes * index + 4, true);
		if (samplesPerBin === 0 || count !== Math.ceil(frameCount / samplesPerBin) || at + 3 * count > bytes.byteLength) return null;
		const start = bytes.byteOffset + at;
		levels.push({
			samplesPerBin,
			min: new Int8Array(bytes.buffer, start, count),
			max: new Int8Array(bytes.buffer, start + count, count),
			rms: new Uint8Array(bytes.buffer, start + 2 * count, count)
		});
		at += 3 * count;
	}
	return { sampleRateHz, frameCount, levels };
}

/**
 * The waveform between two times, at the coarsest zoom that still has a bin for every column: cheap enough for every
 * frame of a drag.
 * @param endSeconds after `startSeconds`; both may lie outside the recording
 * @param columns 1 or more
 */
export function peaksBetween(peaks: Peaks, startSeconds: number, endSeconds: number, columns: number): PeakColumns {
	const result = { min: new Float32Array(columns), max: new Float32Array(columns), rms: new Float32Array(columns) };
	const firstFrame = startSeconds * peaks.sampleRateHz;
	const framesPerColumn = ((endSeconds - startSeconds) * peaks.sampleRateHz) / columns;
	const level = peaks.levels.findLast(({ samplesPerBin }) => samplesPerBin <= framesPerColumn) ?? peaks.levels[0];
	if (!level || !(framesPerColumn > 0)) return result;
	const { samplesPerBin, min, max, rms } = level;
	for (let column = 0; column < columns; column++) {
		const from = Math.floor((firstFrame + column * framesPerColumn) / samplesPerBin);
		const to = Math.ceil((firstFrame + (column + 1) * framesPerColumn) / samplesPerBin);
		const firstBin = Math.max(0, from);
		const endBin = Math.min(min.length, Math.max(to, from + 1));
		if (endBin <= firstBin) continue;
		let low = 127;
		let high = -127;
		let power = 0;
		for (let bin = firstBin; bin < endBin; bin++) {
			const lowest = min[bin] ?? 0;
			const highest = max[bin] ?? 0;
			const mean = rms[bin] ?? 0;
			if (lowest < low) low = lowest;
			if (highest > high) high = highest;
			power += mean * mean;
		}
		result.min[column] = low / 127;
		result.max[column] = high / 127;
		result.rms[column] = Math.sqrt(power / (endBin - firstBin)) / 255;
	}
	return result;
}
