import { AudioSample, AudioSampleSource, BufferTarget, canEncodeAudio, OggOutputFormat, Output } from 'mediabunny';
import { UserFixableError } from '$contracts/errors.ts';
import type { StoredFile } from '$contracts/file-store.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { createResampler } from '$dsp/resample/index.ts';
import type { TakeHeader } from '$formats/take-file/index.ts';
import { readTakeFrames } from './take-source.ts';

/** What Opus works at whatever it is given. */
const opusRateHz = 48_000;
/** Bits a second for each channel: transparent to nearly everyone. */
const bitrateEach = 96_000;
const blockFrames = 9600;
const scale = 8_388_608;

/**
 * Ogg Opus through the browser's own encoder.
 * @throws UserFixableError `encoderMissing` where there is none
 */
export async function exportOpus(file: StoredFile, header: TakeHeader, title: string, context: StageContext): Promise<Blob> {
	const { channels, sampleRateHz } = header;
	const bitrate = bitrateEach * channels;
	const isAble =
		'AudioEncoder' in globalThis &&
		(await canEncodeAudio('opus', { numberOfChannels: channels, sampleRate: opusRateHz, bitrate }));
	if (!isAble) throw new UserFixableError('encoderMissing', { format: 'Opus' });
	const target = new BufferTarget();
	const output = new Output({ format: new OggOutputFormat(), target });
	const source = new AudioSampleSource({ codec: 'opus', bitrate });
	output.addAudioTrack(source);
	output.setMetadataTags({ title });
	await output.start();
	let framesOut = 0;
	let queue: Promise<void> = Promise.resolve();
	const emit = (planes: readonly Float32Array[], frames: number): void => {
		const data = new Float32Array(channels * frames);
		planes.forEach((plane, channel) => data.set(plane.subarray(0, frames), channel * frames));
		const at = framesOut;
		framesOut += frames;
		queue = queue.then(async () => {
			const sample = new AudioSample({
				data,
				format: 'f32-planar',
				numberOfChannels: channels,
				sampleRate: opusRateHz,
				timestamp: at / opusRateHz
			});
			await source.add(sample);
			sample.close();
		});
	};
	const resampler = createResampler({ sourceRateHz: sampleRateHz, targetRateHz: opusRateHz, channels });
	const floats = Array.from({ length: channels }, () => new Float32Array(blockFrames));
	try {
		await readTakeFrames(file, header, blockFrames, context, async (planes, frames) => {
			floats.forEach((plane, channel) => {
				for (let i = 0; i < frames; i++) plane[i] = (planes[channel]?.[i] ?? 0) / scale;
			});
			resampler.push(floats, frames, emit);
			await queue;
		});
		resampler.finish(emit);
		await queue;
		await output.finalize();
	} catch (error) {
		await output.cancel();
		throw error;
	}
	return new Blob([target.buffer ?? new ArrayBuffer(0)], { type: 'audio/ogg' });
}
