import { isTag, writeTag, writeWavStart } from './wav-header.ts';

/**
 * A take is a WAV file of 24 bits with one chunk of ours before its samples: a journal of fixed size that says what the
 * take is and how it goes. Its sizes are written again as it grows, so a file whose writer was killed can be read by any
 * program, and is whole but for its last moment.
 */
export const takeHeaderBytes = 16_384;

const journalAt = 36;
const journalTag = 'wsTk';
const stateAt = 44;
const peakAt = 48;
const clippedAt = 52;
const overrunAt = 56;
const textLengthAt = 60;
const textAt = 64;
const dataTagAt = takeHeaderBytes - 8;
const mostTextBytes = dataTagAt - textAt;

export interface TakeHeader {
	readonly sampleRateHz: number;
	readonly channels: 1 | 2;
	readonly frames: number;
	/** False while it is being recorded, and for good when its writer was killed. */
	readonly isFinished: boolean;
	/** Linear. */
	readonly peak: number;
	readonly clippedSamples: number;
	readonly overrunFrames: number;
	/** JSON of what the take is. */
	readonly draft: string;
}

/** Throws a `RangeError` when the draft is longer than about 16,000 bytes. */
export function toTakeHeader(header: TakeHeader): Uint8Array<ArrayBuffer> {
	const text = new TextEncoder().encode(header.draft);
	if (text.byteLength > mostTextBytes) throw new RangeError(`A take's own words fit ${mostTextBytes} bytes.`);
	const bytes = new Uint8Array(takeHeaderBytes);
	const view = new DataView(bytes.buffer);
	writeWavStart(bytes, header.sampleRateHz, header.channels);
	writeTag(bytes, journalAt, journalTag);
	view.setUint32(journalAt + 4, dataTagAt - journalAt - 8, true);
	view.setUint32(stateAt, header.isFinished ? 1 : 0, true);
	view.setFloat32(peakAt, header.peak, true);
	view.setUint32(clippedAt, header.clippedSamples, true);
	view.setUint32(overrunAt, header.overrunFrames, true);
	view.setUint32(textLengthAt, text.byteLength, true);
	bytes.set(text, textAt);
	writeTag(bytes, dataTagAt, 'data');
	const dataBytes = header.frames * header.channels * 3;
	view.setUint32(4, takeHeaderBytes - 8 + dataBytes + (dataBytes % 2), true);
	view.setUint32(dataTagAt + 4, dataBytes, true);
	return bytes;
}

/**
 * @param fileBytes what the file really holds, header included; samples beyond it are not counted
 * @returns null when it is no take of ours
 */
export function fromTakeHeader(bytes: Uint8Array, fileBytes: number): TakeHeader | null {
	if (bytes.byteLength < takeHeaderBytes || fileBytes < takeHeaderBytes) return null;
	const isOurs =
		isTag(bytes, 0, 'RIFF') && isTag(bytes, 8, 'WAVE') && isTag(bytes, journalAt, journalTag) && isTag(bytes, dataTagAt, 'data');
	if (!isOurs) return null;
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	const channels = view.getUint16(22, true);
	const sampleRateHz = view.getUint32(24, true);
	const textLength = view.getUint32(textLengthAt, true);
	const peak = view.getFloat32(peakAt, true);
	if ((channels !== 1 && channels !== 2) || sampleRateHz === 0 || textLength > mostTextBytes) return null;
	const dataBytes = Math.min(view.getUint32(dataTagAt + 4, true), fileBytes - takeHeaderBytes);
	return {
		sampleRateHz,
		channels,
		frames: Math.floor(dataBytes / (3 * channels)),
		isFinished: view.getUint32(stateAt, true) === 1,
		peak: Number.isFinite(peak) ? peak : 0,
		clippedSamples: view.getUint32(clippedAt, true),
		overrunFrames: view.getUint32(overrunAt, true),
		draft: new TextDecoder().decode(bytes.slice(textAt, textAt + textLength))
	};
}

/** What is written again while a take grows: everything up to its words, and its size at the header's end. */
export function withTakeFrames(header: TakeHeader): {
	readonly start: Uint8Array<ArrayBuffer>;
	readonly end: Uint8Array<ArrayBuffer>;
	readonly endAt: number;
} {
	const bytes = toTakeHeader({ ...header, draft: '' });
	return { start: bytes.slice(0, textLengthAt), end: bytes.slice(dataTagAt), endAt: dataTagAt };
}
