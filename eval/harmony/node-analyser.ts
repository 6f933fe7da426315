import { spawnSync } from 'node:child_process';
import { analyseHarmony, createHarmonyListener } from '../../src/lib/dsp/harmony/index.ts';
import type { Analyser, ReadMono } from './analyser.ts';

const pushSamples = 65_536;

/** Reads with the system's ffmpeg: a stand-in for the app's own decoder, for checks without a browser. */
export const readMonoWithFfmpeg: ReadMono = (audioPath) => {
	const run = spawnSync('ffmpeg', ['-v', 'error', '-i', audioPath, '-ac', '1', '-ar', '44100', '-f', 'f32le', '-'], {
		maxBuffer: 2 ** 30
	});
	if (run.error !== undefined) throw new Error('Reading sound in Node needs ffmpeg on the path.', { cause: run.error });
	if (run.status !== 0) throw new Error(`${audioPath} cannot be decoded: ${run.stderr.toString().trim()}`);
	const { buffer, byteOffset, byteLength } = run.stdout;
	return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength - (byteLength % 4)));
};

/** Beats of mono sound at 44,100 Hz, seconds. */
export type FindBeats = (samples: Float32Array) => readonly number[];

/** Our dsp in Node; without a beat tracker chords lie on the plain grid. */
export function openNodeAnalyser(readMono: ReadMono, findBeats: FindBeats = () => []): Analyser {
	return {
		name: 'woodshed',
		close: () => Promise.resolve(),
		analyse: async (path) => {
			const samples = await readMono(path);
			const listener = createHarmonyListener();
			for (let from = 0; from < samples.length; from += pushSamples) listener.push(samples.subarray(from, from + pushSamples));
			return analyseHarmony(listener.finish(), findBeats(samples));
		}
	};
}
