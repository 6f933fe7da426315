import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { LoopRange } from '$contracts/player.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmBlockFrames, pcmHeaderBytes, pcmSampleRateHz } from '$formats/pcm/index.ts';

const wavHeaderBytes = 44;
/** Faded at both ends, so that the seam of a loop does not click. */
const fadeFrames = 256;

/** A stretch of a recording as a mono WAV of 16 bits. */
export async function readWav(files: FileStore, pcmPath: string, { startSeconds, endSeconds }: LoopRange): Promise<Blob> {
	const file = await files.open(pcmPath);
	const layout = fromPcmHeader(await file.read(0, pcmHeaderBytes), file.sizeBytes);
	if (layout === null) throw new UserFixableError('recordCorrupt', { path: pcmPath });
	const from = Math.max(0, Math.floor(startSeconds * pcmSampleRateHz));
	const to = Math.min(layout.frameCount, Math.ceil(endSeconds * pcmSampleRateHz));
	const mono = new Float32Array(Math.max(0, to - from));
	const planes = Array.from({ length: layout.channels }, () => new Float32Array(pcmBlockFrames));
	for (let block = Math.floor(from / pcmBlockFrames); block * pcmBlockFrames < to; block++) {
		const { offsetBytes, lengthBytes } = pcmBlockAt(layout, block);
		const frames = fromPcmBlock(await file.read(offsetBytes, lengthBytes), layout.channels, planes);
		for (let frame = 0; frame < frames; frame++) {
			const at = block * pcmBlockFrames + frame - from;
			if (at >= 0 && at < mono.length) mono[at] = planes.reduce((sum, plane) => sum + (plane[frame] ?? 0), 0) / planes.length;
		}
	}
	return toWav(mono);
}

function toWav(mono: Float32Array): Blob {
	const view = new DataView(new ArrayBuffer(wavHeaderBytes + 2 * mono.length));
	const word = (offset: number, text: string): void =>
		[...text].forEach((letter, at) => view.setUint8(offset + at, letter.charCodeAt(0)));
	word(0, 'RIFF');
	view.setUint32(4, view.byteLength - 8, true);
	word(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, pcmSampleRateHz, true);
	view.setUint32(28, 2 * pcmSampleRateHz, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	word(36, 'data');
	view.setUint32(40, 2 * mono.length, true);
	mono.forEach((sample, at) => {
		const fade = Math.min(1, at / fadeFrames, (mono.length - 1 - at) / fadeFrames);
		view.setInt16(wavHeaderBytes + 2 * at, Math.round(32767 * Math.min(1, Math.max(-1, sample * fade))), true);
	});
	return new Blob([view.buffer], { type: 'audio/wav' });
}
