import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { MonoMix } from '$contracts/workers/transcribe.contract.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmBlockFrames, pcmHeaderBytes, pcmSampleRateHz } from '$formats/pcm/index.ts';

export interface MonoSource {
	readonly frameCount: number;
	/** Blocks of at most 16,384 samples at 44,100 Hz, each valid until the next is asked for. */
	blocks(): AsyncGenerator<Float32Array>;
}

/**
 * Sound beyond this is a damaged block, not music: a float recording 60 dB above full scale is still below it. The model
 * squares its input in single precision, so that much larger values would turn into infinities.
 */
const largestSample = 1000;

/**
 * A kept recording as one signal. Throws `fileMissing` when it was removed, `recordCorrupt` when the file is not such a
 * recording, `noSamples` when nothing is in it.
 */
export async function openMono(files: FileStore, pcmPath: string, mix: MonoMix): Promise<MonoSource> {
	const file = await files.open(pcmPath);
	const layout = fromPcmHeader(await file.read(0, pcmHeaderBytes), file.sizeBytes);
	if (layout === null || layout.sampleRateHz !== pcmSampleRateHz) throw new UserFixableError('recordCorrupt', { path: pcmPath });
	if (layout.frameCount === 0) throw new UserFixableError('noSamples', { path: pcmPath });
	const { channels, frameCount, blockCount } = layout;
	const blockAt = (index: number): ReturnType<typeof pcmBlockAt> => pcmBlockAt(layout, index);

	async function* blocks(): AsyncGenerator<Float32Array> {
		const planes = Array.from({ length: channels }, () => new Float32Array(pcmBlockFrames));
		const [left, right] = planes;
		if (!left) return;
		const mono = new Float32Array(pcmBlockFrames);
		for (let index = 0; index < blockCount; index++) {
			const { offsetBytes, lengthBytes } = blockAt(index);
			const frames = fromPcmBlock(await file.read(offsetBytes, lengthBytes), channels, planes);
			for (let i = 0; i < frames; i++) {
				const sample = right ? mixed(left[i] ?? 0, right[i] ?? 0, mix) : (left[i] ?? 0);
				mono[i] = Math.abs(sample) <= largestSample ? sample : 0;
			}
			yield mono.subarray(0, frames);
		}
	}
	return { frameCount, blocks };
}

function mixed(left: number, right: number, mix: MonoMix): number {
	if (mix === 'left') return left;
	return mix === 'right' ? right : 0.5 * (left + right);
}
