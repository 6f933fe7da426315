import type { FileStore } from '$contracts/file-store.ts';
import { Halver } from '$dsp/resample/halve.ts';
import { fromInt24, fromTakeHeader, takeHeaderBytes } from '$formats/take-file/index.ts';

const chunkFrames = 65_536;
/** Faster takes are halved until they are not: partials are looked at up to 6 kHz. */
const mostRateHz = 24_000;

/** A take's sound, small enough to be held whole: 160 MB an hour. */
export interface TakeSound {
	/** The mean of the channels. */
	readonly samples: Int16Array;
	/** 12,000 to 24,000, or what it was recorded at. */
	readonly sampleRateHz: number;
}

/** @returns null when there is no take of that name, or none of ours */
export async function readTakeSound(files: FileStore, path: string, signal: AbortSignal): Promise<TakeSound | null> {
	if ((await files.stat(path)) === null) return null;
	const file = await files.open(path);
	const header = fromTakeHeader(await file.read(0, takeHeaderBytes), file.sizeBytes);
	if (header === null) return null;
	const { frames, channels, sampleRateHz: recordedHz, peak } = header;
	const halvings = Math.max(0, Math.ceil(Math.log2(recordedHz / mostRateHz)));
	const halvers = Array.from({ length: halvings }, () => new Halver());
	const samples = new Int16Array(Math.ceil(frames / 2 ** halvings) + halvings);
	const planes = Array.from({ length: channels }, () => new Int32Array(chunkFrames));
	const mono = new Float32Array(chunkFrames);
	// What was recorded quietly keeps its shades.
	const gain = 32_000 / (Math.max(peak, 1e-4) * 8_388_608 * channels);
	let filled = 0;
	const keep = (made: Float32Array): void => {
		for (const sample of made) samples[filled++] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
	};
	for (let frame = 0; frame < frames; frame += chunkFrames) {
		signal.throwIfAborted();
		const count = Math.min(chunkFrames, frames - frame);
		const bytes = await file.read(takeHeaderBytes + 3 * channels * frame, 3 * channels * count);
		fromInt24(bytes, count, planes);
		for (let i = 0; i < count; i++) mono[i] = gain * planes.reduce((sum, plane) => sum + (plane[i] ?? 0), 0);
		keep(halvers.reduce<Float32Array>((given, halver) => halver.push(given), mono.subarray(0, count)));
	}
	halvers.forEach((halver, at) =>
		keep(halvers.slice(at + 1).reduce<Float32Array>((given, next) => next.push(given), halver.finish()))
	);
	return { samples: samples.subarray(0, filled), sampleRateHz: recordedHz / 2 ** halvings };
}
