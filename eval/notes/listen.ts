import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { framesPerWindow, type PosteriorSource, type PosteriorWindow } from '../../src/lib/dsp/notes/matrices.ts';
import {
	fromPosteriorsWindow,
	modelSampleRateHz,
	toPosteriorsWindow,
	windowHopSamples
} from '../../src/lib/formats/posteriors/index.ts';

const windowSamples = 43_844;
const leadingZeros = 3_840;

const enginesFolder = 'static/engines';

/**
 * The path of the transcription model, as `npm run engines` builds it.
 * @throws {Error} when it is not built
 */
export function findModel(): string {
	const name = existsSync(enginesFolder)
		? readdirSync(enginesFolder).find((file) => /^basic-pitch\..*\.onnx$/.test(file))
		: undefined;
	if (name === undefined) throw new Error('The model is not built yet. Run: npm run engines');
	return join(enginesFolder, name);
}

/** One window's three matrices without their unreliable edges, 0 to 1. */
export interface HeardWindow {
	readonly levelDb: number;
	readonly notes: Float32Array;
	readonly onsets: Float32Array;
	readonly contours: Float32Array;
}

/** The transcription model in Node, for fitting and for checks without a browser. */
export async function openListener(
	modelPath: string,
	threads = 2
): Promise<(samples: Float32Array) => AsyncGenerator<HeardWindow>> {
	const session = await ort.InferenceSession.create(modelPath, { intraOpNumThreads: threads });
	const good = (values: unknown, width: number): Float32Array => {
		if (!(values instanceof Float32Array)) throw new TypeError('The model did not answer with floats.');
		// The model answers good frames only; another length would shift every note.
		if (values.length !== framesPerWindow * width) throw new RangeError(`The model answered ${values.length / width} frames.`);
		return values;
	};
	return async function* (samples) {
		for (let window = 0; window * windowHopSamples < samples.length; window++) {
			const start = window * windowHopSamples;
			const input = new Float32Array(windowSamples);
			const from = Math.max(0, start - leadingZeros);
			input.set(samples.subarray(from, start - leadingZeros + windowSamples), from - (start - leadingZeros));
			const heard = await session.run({ audio: new ort.Tensor('float32', input, [1, windowSamples, 1]) });
			let energy = 0;
			const own = samples.subarray(start, start + windowHopSamples);
			for (const value of own) energy += value * value;
			yield {
				levelDb: 10 * Math.log10(energy / own.length + 1e-20),
				notes: good(heard['note']?.data, 88),
				onsets: good(heard['onset']?.data, 88),
				contours: good(heard['contour']?.data, 264)
			};
		}
	};
}

/** As the app keeps it: bytes. */
export function toPosteriorWindow(heard: HeardWindow): PosteriorWindow {
	return fromPosteriorsWindow(toPosteriorsWindow(heard.levelDb, heard.notes, heard.onsets, heard.contours));
}

export function toSource(windows: readonly PosteriorWindow[], sampleCount: number): PosteriorSource {
	return {
		windowCount: windows.length,
		durationSeconds: sampleCount / modelSampleRateHz,
		readWindows: (from, count) => windows.slice(from, from + count)
	};
}
