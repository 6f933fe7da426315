import { UserFixableError } from '$contracts/errors.ts';
import type { AudioSource } from './audio-source.ts';
import { bytesPerSample, type PcmEncoding } from './pcm-samples.ts';
import { pcmSource } from './wav-source.ts';

const maxChunks = 1000;

/** AIFF and AIFF-C with uncompressed samples. Source: Apple, "Audio Interchange File Format AIFF-C", 1991. */
export async function openAiff(blob: Blob, fileName: string): Promise<AudioSource> {
	const read = async (offset: number, length: number): Promise<DataView> =>
		new DataView(await blob.slice(offset, offset + length).arrayBuffer());
	let common: DataView | null = null;
	let sound: { offset: number; bytes: number } | null = null;
	for (let offset = 12, count = 0; offset + 8 <= blob.size && count < maxChunks; count++) {
		const head = await read(offset, 8);
		const size = head.getUint32(4);
		if (head.getUint32(0) === 0x434f4d4d) common = await read(offset + 8, Math.min(size, 64));
		if (head.getUint32(0) === 0x53534e44 && offset + 16 <= blob.size) {
			const skip = (await read(offset + 8, 4)).getUint32(0);
			sound = { offset: offset + 16 + skip, bytes: Math.max(0, size - 8 - skip) };
		}
		offset += 8 + size + (size & 1);
	}
	if (common === null || common.byteLength < 18) throw new UserFixableError('fileDamaged', { fileName }, 'no COMM chunk');
	if (sound === null) throw new UserFixableError('noSamples', { fileName }, 'no SSND chunk');
	const channels = common.getUint16(0);
	const compression =
		common.byteLength >= 22 ? String.fromCharCode(...[18, 19, 20, 21].map((at) => common.getUint8(at))) : 'NONE';
	const format = toEncoding(compression, Math.ceil(common.getUint16(6) / 8));
	if (format === null) throw new UserFixableError('codecUnsupported', { fileName, codec: `AIFF-C ${compression.trim()}` });
	const restBytes = Math.max(0, blob.size - sound.offset);
	return pcmSource(blob, {
		...format,
		container: 'AIFF',
		frameBytes: channels * bytesPerSample[format.encoding],
		channels,
		sampleRateHz: Math.round(extendedAt(common, 8)),
		dataOffset: sound.offset,
		dataBytes: Math.min(sound.bytes, restBytes),
		isCut: sound.bytes > restBytes
	});
}

function toEncoding(compression: string, bytes: number): { encoding: PcmEncoding; isLittleEndian: boolean } | null {
	const isLittleEndian = compression === 'sowt';
	const whole = ([null, 's8', 's16', 's24', 's32'] as const)[bytes] ?? null;
	switch (compression) {
		case 'NONE':
		case 'twos':
		case 'sowt':
			return whole && { encoding: whole, isLittleEndian };
		case 'in24':
			return { encoding: 's24', isLittleEndian };
		case 'in32':
			return { encoding: 's32', isLittleEndian };
		case 'fl32':
		case 'FL32':
			return { encoding: 'f32', isLittleEndian };
		case 'fl64':
		case 'FL64':
			return { encoding: 'f64', isLittleEndian };
		case 'alaw':
		case 'ALAW':
			return { encoding: 'alaw', isLittleEndian };
		case 'ulaw':
		case 'ULAW':
			return { encoding: 'ulaw', isLittleEndian };
		default:
			return null;
	}
}

/** An 80-bit extended number; sample rates need only its first 32 bits of mantissa. */
function extendedAt(view: DataView, at: number): number {
	return view.getUint32(at + 2) * 2 ** ((view.getUint16(at) & 0x7fff) - 16383 - 31);
}
