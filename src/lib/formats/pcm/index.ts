/**
 * Recordings as the house keeps them for playing and listening: 44,100 Hz, mono or stereo, in blocks of 16,384 frames.
 * Each block holds 16-bit samples and one scale, so that neither a quiet take nor a float file above full scale loses
 * anything, and any frame is found by arithmetic. All numbers are little-endian.
 *
 * header (32 bytes): 'WSPC', u16 version, u16 channels, u32 sampleRateHz, u32 blockFrames, 16 bytes zero
 * block: f32 scale, then frames x channels interleaved i16; only the last block may be shorter
 */
export const pcmSampleRateHz = 44_100;
export const pcmBlockFrames = 16_384;
export const pcmHeaderBytes = 32;
const magic = 0x43505357; // 'WSPC'
const version = 1;
const scaleBytes = 4;

export interface PcmLayout {
	readonly channels: number;
	readonly sampleRateHz: number;
	readonly frameCount: number;
	readonly blockCount: number;
}

export function toPcmHeader(channels: 1 | 2): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(pcmHeaderBytes);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, magic, true);
	view.setUint16(4, version, true);
	view.setUint16(6, channels, true);
	view.setUint32(8, pcmSampleRateHz, true);
	view.setUint32(12, pcmBlockFrames, true);
	return bytes;
}

/** Reads a header and, from the file's size, how much follows; null when this is not such a file. */
export function fromPcmHeader(header: Uint8Array, fileBytes: number): PcmLayout | null {
	if (header.byteLength < pcmHeaderBytes || fileBytes < pcmHeaderBytes) return null;
	const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
	const channels = view.getUint16(6, true);
	if (view.getUint32(0, true) !== magic || view.getUint16(4, true) !== version) return null;
	if ((channels !== 1 && channels !== 2) || view.getUint32(12, true) !== pcmBlockFrames) return null;
	const fullBlockBytes = blockBytes(channels, pcmBlockFrames);
	const bodyBytes = fileBytes - pcmHeaderBytes;
	const fullBlocks = Math.floor(bodyBytes / fullBlockBytes);
	const restBytes = bodyBytes - fullBlocks * fullBlockBytes;
	const restFrames = Math.max(0, Math.floor((restBytes - scaleBytes) / (2 * channels)));
	return {
		channels,
		sampleRateHz: view.getUint32(8, true),
		frameCount: fullBlocks * pcmBlockFrames + restFrames,
		blockCount: fullBlocks + (restFrames > 0 ? 1 : 0)
	};
}

function blockBytes(channels: number, frames: number): number {
	return scaleBytes + frames * channels * 2;
}

/** Where block `index` lies in the file: offset and length in bytes, and how many frames it holds. */
export function pcmBlockAt(layout: PcmLayout, index: number): { offsetBytes: number; lengthBytes: number; frames: number } {
	const frames = Math.min(pcmBlockFrames, layout.frameCount - index * pcmBlockFrames);
	return {
		offsetBytes: pcmHeaderBytes + index * blockBytes(layout.channels, pcmBlockFrames),
		lengthBytes: blockBytes(layout.channels, frames),
		frames
	};
}

/**
 * One block from planar samples.
 * @param planes one array a channel, all of `frames` or more samples, any finite range
 * @param frames 1 to `pcmBlockFrames`
 */
export function toPcmBlock(planes: readonly Float32Array[], frames: number): Uint8Array<ArrayBuffer> {
	const channels = planes.length;
	let peak = 0;
	for (const plane of planes) {
		for (let i = 0; i < frames; i++) {
			const size = Math.abs(plane[i] ?? 0);
			if (size > peak) peak = size;
		}
	}
	const scale = peak > 0 ? peak / 32767 : 1;
	const bytes = new Uint8Array(blockBytes(channels, frames));
	new DataView(bytes.buffer).setFloat32(0, scale, true);
	const samples = new Int16Array(bytes.buffer, scaleBytes);
	const stepsPerUnit = 1 / scale;
	planes.forEach((plane, channel) => {
		// Rounds as Math.round does, which costs four times as much: cut off above zero, then moved back.
		for (let i = 0, at = channel; i < frames; i++, at += channels)
			samples[at] = (((plane[i] ?? 0) * stepsPerUnit + 32768.5) | 0) - 32768;
	});
	return bytes;
}

/**
 * Planar samples of one block as it lies in the file.
 * @param into one array a channel, filled from `intoOffset`
 * @returns frames written
 */
export function fromPcmBlock(
	bytes: Uint8Array<ArrayBuffer>,
	channels: number,
	into: readonly Float32Array[],
	intoOffset = 0
): number {
	const scale = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
	const frames = Math.floor((bytes.byteLength - scaleBytes) / (2 * channels));
	const aligned = (bytes.byteOffset + scaleBytes) % 2 === 0 ? bytes : bytes.slice();
	const samples = new Int16Array(aligned.buffer, aligned.byteOffset + scaleBytes, frames * channels);
	into.forEach((plane, channel) => {
		for (let i = 0; i < frames; i++) plane[intoOffset + i] = (samples[i * channels + channel] ?? 0) * scale;
	});
	return frames;
}
