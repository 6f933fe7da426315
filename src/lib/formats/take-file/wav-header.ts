export const wavHeaderBytes = 44;

/** The header of a plain WAV file of 24 bits. Throws a `RangeError` when its sizes do not fit 32 bits. */
export function toWavHeader(sampleRateHz: number, channels: number, frames: number): Uint8Array<ArrayBuffer> {
	const dataBytes = frames * channels * 3;
	if (dataBytes > 0xffff_ff00) throw new RangeError('A WAV file holds less than 4 GiB.');
	const bytes = new Uint8Array(wavHeaderBytes);
	writeWavStart(bytes, sampleRateHz, channels);
	const view = new DataView(bytes.buffer);
	view.setUint32(4, wavHeaderBytes - 8 + dataBytes + (dataBytes % 2), true);
	writeTag(bytes, 36, 'data');
	view.setUint32(40, dataBytes, true);
	return bytes;
}

/** The first 36 bytes: `RIFF`, `WAVE` and the format; the size stays zero. */
export function writeWavStart(bytes: Uint8Array<ArrayBuffer>, sampleRateHz: number, channels: number): void {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	writeTag(bytes, 0, 'RIFF');
	writeTag(bytes, 8, 'WAVE');
	writeTag(bytes, 12, 'fmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, channels, true);
	view.setUint32(24, sampleRateHz, true);
	view.setUint32(28, sampleRateHz * channels * 3, true);
	view.setUint16(32, channels * 3, true);
	view.setUint16(34, 24, true);
}

export function writeTag(bytes: Uint8Array, at: number, tag: string): void {
	for (let i = 0; i < 4; i++) bytes[at + i] = tag.charCodeAt(i);
}

export function isTag(bytes: Uint8Array, at: number, tag: string): boolean {
	return [0, 1, 2, 3].every((i) => bytes[at + i] === tag.charCodeAt(i));
}
