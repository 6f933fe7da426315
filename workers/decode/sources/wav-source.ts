import { adpcmFrames, decodeAdpcmBlock, type AdpcmLayout } from './adpcm.ts';
import type { AudioChunk, AudioSource } from './audio-source.ts';
import { deinterleave, type PcmEncoding } from './pcm-samples.ts';
import type { WavHeader } from './wav-header.ts';

const readBytes = 512 * 1024;

export interface PcmLayout {
	readonly container: string;
	readonly encoding: PcmEncoding;
	readonly isLittleEndian: boolean;
	readonly frameBytes: number;
	readonly channels: number;
	readonly sampleRateHz: number;
	readonly dataOffset: number;
	readonly dataBytes: number;
	readonly isCut: boolean;
}

/** Uncompressed samples lying in a file, read in pieces of half a megabyte. */
export function pcmSource(blob: Blob, layout: PcmLayout): AudioSource {
	const { encoding, isLittleEndian, frameBytes, channels, sampleRateHz } = layout;
	const frames = Math.floor(layout.dataBytes / frameBytes);
	const codec = encoding === 'alaw' || encoding === 'ulaw' ? encoding : `pcm-${encoding}`;
	const chunkFrames = Math.max(1, Math.floor(readBytes / frameBytes));
	let framesRead = 0;
	return {
		codec,
		container: layout.container,
		sampleRateHz,
		channels,
		claimedSeconds: frames / sampleRateHz,
		isClaimExact: true,
		endSeconds: null,
		isDamaged: layout.isCut,
		get readFraction() {
			return frames === 0 ? 1 : framesRead / frames;
		},
		async *chunks(): AsyncGenerator<AudioChunk, void, undefined> {
			const planes = Array.from({ length: channels }, () => new Float32Array(Math.min(chunkFrames, frames)));
			while (framesRead < frames) {
				const count = Math.min(chunkFrames, frames - framesRead);
				const start = layout.dataOffset + framesRead * frameBytes;
				const view = new DataView(await blob.slice(start, start + count * frameBytes).arrayBuffer());
				deinterleave(view, encoding, isLittleEndian, frameBytes, planes, count);
				framesRead += count;
				yield { planes, frames: count, sampleRateHz, atSeconds: null };
			}
		},
		close: () => undefined
	};
}

/** ADPCM blocks lying in a WAVE file. */
export function adpcmSource(blob: Blob, header: WavHeader, layout: AdpcmLayout, claimedFrames: number | null): AudioSource {
	const { channels, blockBytes } = layout;
	const { sampleRateHz, dataOffset, dataBytes } = header;
	const blockFrames = adpcmFrames(layout, blockBytes);
	const lastBytes = dataBytes % blockBytes;
	const heldFrames = Math.floor(dataBytes / blockBytes) * blockFrames + adpcmFrames(layout, lastBytes);
	const frames = claimedFrames === null || claimedFrames === 0 ? heldFrames : Math.min(claimedFrames, heldFrames);
	const chunkBlocks = Math.max(1, Math.floor(readBytes / 4 / blockBytes));
	let bytesRead = 0;
	return {
		codec: layout.kind === 'ms' ? 'adpcm-ms' : 'adpcm-ima',
		container: 'WAVE',
		sampleRateHz,
		channels,
		claimedSeconds: frames / sampleRateHz,
		isClaimExact: true,
		endSeconds: frames / sampleRateHz,
		isDamaged: header.isCut,
		get readFraction() {
			return bytesRead / dataBytes;
		},
		async *chunks(): AsyncGenerator<AudioChunk, void, undefined> {
			const planes = Array.from({ length: channels }, () => new Float32Array(chunkBlocks * blockFrames));
			while (bytesRead < dataBytes) {
				const start = dataOffset + bytesRead;
				const length = Math.min(chunkBlocks * blockBytes, dataBytes - bytesRead);
				const bytes = await blob.slice(start, start + length).arrayBuffer();
				let filled = 0;
				for (let at = 0; at < bytes.byteLength; at += blockBytes) {
					const block = new DataView(bytes, at, Math.min(blockBytes, bytes.byteLength - at));
					filled += decodeAdpcmBlock(layout, block, planes, filled);
				}
				bytesRead += length;
				if (filled > 0) yield { planes, frames: filled, sampleRateHz, atSeconds: null };
			}
		},
		close: () => undefined
	};
}
