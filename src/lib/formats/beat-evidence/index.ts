import { onsetBands, onsetRateHz, pitchBins, pitchRateHz, type RhythmFeatures } from '../../dsp/rhythm/hearing/features.ts';

/**
 * What a recording's beats were found in, kept so that they can be found again without the sound. Numbers are
 * little-endian.
 *
 * header (32 bytes): 'WSBE', u16 version, u8 onset bands, u8 pitch bins, u32 frames, u32 pitch frames, f64 seconds, 8 bytes zero
 * then frames x bands onsets, frames levels, pitch frames x bins pitches
 */
const magic = 0x45425357; // 'WSBE'
/** Goes up when the listener hears in another way. */
const version = 1;
const headerBytes = 32;
/** A day of sound. */
const mostFrames = 24 * 3600 * onsetRateHz;

export function toBeatEvidence(features: RhythmFeatures): Uint8Array<ArrayBuffer> {
	const { onsets, levels, pitches } = features;
	const bytes = new Uint8Array(headerBytes + onsets.length + levels.length + pitches.length);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, magic, true);
	view.setUint16(4, version, true);
	view.setUint8(6, onsetBands);
	view.setUint8(7, pitchBins);
	view.setUint32(8, features.frameCount, true);
	view.setUint32(12, features.pitchFrameCount, true);
	view.setFloat64(16, features.durationSeconds, true);
	bytes.set(onsets, headerBytes);
	bytes.set(levels, headerBytes + onsets.length);
	bytes.set(pitches, headerBytes + onsets.length + levels.length);
	return bytes;
}

/** Views into the bytes, without copying; null when this is not such a file, or another version's, or damaged. */
export function fromBeatEvidence(bytes: Uint8Array): RhythmFeatures | null {
	if (bytes.byteLength < headerBytes) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (view.getUint32(0, true) !== magic || view.getUint16(4, true) !== version) return null;
	if (view.getUint8(6) !== onsetBands || view.getUint8(7) !== pitchBins) return null;
	const frameCount = view.getUint32(8, true);
	const pitchFrameCount = view.getUint32(12, true);
	const durationSeconds = view.getFloat64(16, true);
	if (frameCount > mostFrames || bytes.byteLength !== toSize(frameCount, pitchFrameCount)) return null;
	// Both counts follow from the length of the sound; a header that says otherwise was damaged.
	if (!(Math.abs(durationSeconds * onsetRateHz - frameCount) <= 2)) return null;
	if (!(Math.abs(durationSeconds * pitchRateHz - pitchFrameCount) <= 2)) return null;
	const levelsFrom = headerBytes + frameCount * onsetBands;
	const pitchesFrom = levelsFrom + frameCount;
	return {
		durationSeconds,
		frameCount,
		onsets: bytes.subarray(headerBytes, levelsFrom),
		levels: bytes.subarray(levelsFrom, pitchesFrom),
		pitchFrameCount,
		pitches: bytes.subarray(pitchesFrom)
	};
}

function toSize(frameCount: number, pitchFrameCount: number): number {
	return headerBytes + frameCount * (onsetBands + 1) + pitchFrameCount * pitchBins;
}
