import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { MonoMix } from '$contracts/workers/transcribe.contract.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmBlockFrames, pcmHeaderBytes, pcmSampleRateHz } from '$formats/pcm/index.ts';

/** Samples of a stretch of a recording, each array valid until the next block is asked for. */
export interface RecordingBlock {
	/** One array a channel, cut to the block's length. */
	readonly planes: readonly Float32Array[];
	/** The channels as one, mixed as the recording asks for. */
	readonly mono: Float32Array;
}

export interface Recording {
	readonly frameCount: number;
	readonly channels: number;
	/** Blocks of at most 16,384 frames at 44,100 Hz, from the first to the last. */
	blocks(): AsyncGenerator<RecordingBlock>;
}

/**
 * Sound beyond this is a damaged block, not music: a float recording 60 dB above full scale is still below it. Models
 * square their input in single precision, so that much larger values would turn into infinities.
 */
const largestSample = 1000;

/**
 * A kept recording as a stream. Throws `fileMissing` when it was removed, `recordCorrupt` when the file is not such a
 * recording, `noSamples` when nothing is in it.
 */
export async function openRecording(files: FileStore, pcmPath: string, mix: MonoMix): Promise<Recording> {
	const file = await files.open(pcmPath);
	const layout = fromPcmHeader(await file.read(0, pcmHeaderBytes), file.sizeBytes);
	if (layout === null || layout.sampleRateHz !== pcmSampleRateHz) throw new UserFixableError('recordCorrupt', { path: pcmPath });
	if (layout.frameCount === 0) throw new UserFixableError('noSamples', { path: pcmPath });
	const { channels, frameCount, blockCount } = layout;
	const blockAt = (index: number): ReturnType<typeof pcmBlockAt> => pcmBlockAt(layout, index);

	async function* blocks(): AsyncGenerator<RecordingBlock> {
		const planes = Array.from({ length: channels }, () => new Float32Array(pcmBlockFrames));
		const mixed = new Float32Array(pcmBlockFrames);
		for (let index = 0; index < blockCount; index++) {
			const { offsetBytes, lengthBytes } = blockAt(index);
			const frames = fromPcmBlock(await file.read(offsetBytes, lengthBytes), channels, planes);
			const cut = planes.map((plane) => plane.subarray(0, frames));
			for (const plane of cut) silenceDamage(plane);
			yield { planes: cut, mono: toMono(cut, mix, mixed.subarray(0, frames)) };
		}
	}
	return { frameCount, channels, blocks };
}

function silenceDamage(plane: Float32Array): void {
	for (let i = 0; i < plane.length; i++) {
		if (!(Math.abs(plane[i] ?? 0) <= largestSample)) plane[i] = 0;
	}
}

function toMono([left, right]: readonly Float32Array[], mix: MonoMix, into: Float32Array): Float32Array {
	if (!left) return into.fill(0);
	if (!right || mix === 'left') return left;
	if (mix === 'right') return right;
	for (let i = 0; i < into.length; i++) into[i] = 0.5 * ((left[i] ?? 0) + (right[i] ?? 0));
	return into;
}
