import { UserFixableError } from '$contracts/errors.ts';
import { standardCoefficients, type AdpcmLayout } from './adpcm.ts';
import { bytesPerSample, type PcmEncoding } from './pcm-samples.ts';

export interface WavHeader {
	readonly channels: number;
	readonly sampleRateHz: number;
	readonly isLittleEndian: boolean;
	readonly sound:
		| { readonly kind: 'pcm'; readonly encoding: PcmEncoding; readonly frameBytes: number }
		| { readonly kind: 'adpcm'; readonly layout: AdpcmLayout; readonly frames: number | null }
		/** Another codec in a WAVE file, by its format tag; its own stream lies in the data chunk. */
		| { readonly kind: 'other'; readonly formatTag: number };
	readonly dataOffset: number;
	/** What is there, not what is claimed. */
	readonly dataBytes: number;
	/** The data chunk claims more than the file holds, and not in the way streamed files do. */
	readonly isCut: boolean;
}

const maxChunks = 1000;
/** Writers that cannot go back put 0 or one of several numbers near the largest as the length. */
const streamedBytes = 0x7fff0000;

/**
 * Reads the chunks of a RIFF, RIFX or RF64 file. Throws `fileDamaged` when it ends inside its header, `headerInvalid`
 * when the format makes no sense, `noSamples` when there is no sound in it.
 */
export async function readWavHeader(blob: Blob, fileName: string): Promise<WavHeader> {
	const read = async (offset: number, length: number): Promise<DataView> =>
		new DataView(await blob.slice(offset, offset + length).arrayBuffer());
	const isLittleEndian = nameAt(await read(0, 4), 0) !== 'RIFX';
	let format: DataView | null = null;
	let data: { offset: number; claimedBytes: number } | null = null;
	let largeDataBytes: number | null = null;
	let factFrames: number | null = null;
	let offset = 12;
	for (let count = 0; offset + 8 <= blob.size && count < maxChunks; count++) {
		const head = await read(offset, 8);
		const name = nameAt(head, 0);
		const size = head.getUint32(4, isLittleEndian);
		const body = offset + 8;
		if (name === 'fmt ') {
			format = await read(body, Math.min(size, 1024));
			if (format.byteLength < Math.min(size, 1024)) format = null;
		} else if (name === 'data') {
			data = { offset: body, claimedBytes: largeDataBytes ?? size };
			if (format !== null) break;
		} else if (name === 'ds64' && size >= 16) {
			const sizes = await read(body, 16);
			if (sizes.byteLength === 16) largeDataBytes = Number(sizes.getBigUint64(8, isLittleEndian));
		} else if (name === 'fact' && size >= 4) {
			const fact = await read(body, 4);
			if (fact.byteLength === 4) factFrames = fact.getUint32(0, isLittleEndian);
		}
		offset = body + size + (size & 1);
	}
	if (format === null) throw new UserFixableError('fileDamaged', { fileName }, 'the file ends before its format is told');
	const header = toFormat(format, isLittleEndian, factFrames, fileName);
	if (data === null) throw new UserFixableError('noSamples', { fileName }, 'no data chunk');
	const restBytes = Math.max(0, blob.size - data.offset);
	const isStreamed = data.claimedBytes === 0 || data.claimedBytes >= streamedBytes;
	const dataBytes = isStreamed ? Math.min(restBytes, data.claimedBytes || restBytes) : Math.min(restBytes, data.claimedBytes);
	if (dataBytes === 0) throw new UserFixableError('noSamples', { fileName }, 'the data chunk is empty');
	return { ...header, dataOffset: data.offset, dataBytes, isCut: !isStreamed && data.claimedBytes > restBytes };
}

function toFormat(
	format: DataView,
	isLittleEndian: boolean,
	factFrames: number | null,
	fileName: string
): Pick<WavHeader, 'channels' | 'sampleRateHz' | 'isLittleEndian' | 'sound'> {
	if (format.byteLength < 14) throw new UserFixableError('fileDamaged', { fileName }, 'the format chunk is too short');
	const u16 = (at: number): number => (at + 2 <= format.byteLength ? format.getUint16(at, isLittleEndian) : 0);
	const channels = u16(2);
	const sampleRateHz = format.getUint32(4, isLittleEndian);
	const blockBytes = u16(12);
	const bits = u16(14) || 8;
	const tag = u16(0) === 0xfffe && format.byteLength >= 26 ? u16(24) : u16(0);
	const common = { channels, sampleRateHz, isLittleEndian };
	if (tag === 2 || tag === 0x11) {
		const layout: AdpcmLayout = { kind: tag === 2 ? 'ms' : 'ima', channels, blockBytes, coefficients: coefficientsOf(format) };
		return { ...common, sound: { kind: 'adpcm', layout, frames: factFrames } };
	}
	const encoding = toEncoding(tag, bits, channels > 0 ? blockBytes / channels : 0);
	if (encoding === null) return { ...common, sound: { kind: 'other', formatTag: tag } };
	const frameBytes = Math.max(blockBytes, channels * bytesPerSample[encoding]);
	return { ...common, sound: { kind: 'pcm', encoding, frameBytes } };
}

/** @param containerBytes bytes a sample takes, as block and channels say; 0 when they say nothing */
function toEncoding(tag: number, bits: number, containerBytes: number): PcmEncoding | null {
	if (tag === 6) return 'alaw';
	if (tag === 7) return 'ulaw';
	if (tag === 3) return bits === 64 ? 'f64' : bits === 32 ? 'f32' : null;
	if (tag !== 1) return null;
	// Odd depths such as 12 or 20 bits lie left-justified in whole bytes.
	const bytes = Number.isInteger(containerBytes) && containerBytes * 8 >= bits ? containerBytes : Math.ceil(bits / 8);
	return ([null, 'u8', 's16', 's24', 's32'] as const)[bytes] ?? null;
}

function coefficientsOf(format: DataView): AdpcmLayout['coefficients'] {
	if (format.byteLength < 22) return standardCoefficients;
	const count = Math.min(256, format.getUint16(20, true), Math.floor((format.byteLength - 22) / 4));
	if (count < 1) return standardCoefficients;
	return Array.from({ length: count }, (_, i) => [format.getInt16(22 + 4 * i, true), format.getInt16(24 + 4 * i, true)] as const);
}

function nameAt(view: DataView, at: number): string {
	let name = '';
	for (let i = at; i < Math.min(at + 4, view.byteLength); i++) name += String.fromCharCode(view.getUint8(i));
	return name;
}
