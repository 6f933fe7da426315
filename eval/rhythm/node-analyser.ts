import { spawnSync } from 'node:child_process';
import { createRhythmListener, trackRhythm } from '../../src/lib/dsp/rhythm/index.ts';
import type { Analyser, ReadMono } from './analyser.ts';

const pushSamples = 65_536;

/** Reads with the system's ffmpeg: a stand-in for the app's own decoder. */
export const readMonoWithFfmpeg: ReadMono = (audioPath) => {
	const run = spawnSync('ffmpeg', ['-v', 'error', '-i', audioPath, '-ac', '1', '-ar', '44100', '-f', 'f32le', '-'], {
		maxBuffer: 2 ** 30
	});
	if (run.error !== undefined) throw new Error('Reading sound in Node needs ffmpeg on the path.', { cause: run.error });
	if (run.status !== 0) throw new Error(`${audioPath} cannot be decoded: ${run.stderr.toString().trim()}`);
	const { buffer, byteOffset, byteLength } = run.stdout;
	return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength - (byteLength % 4)));
};

/** Our dsp in Node, for work on the tracker without a browser. */
export function openNodeAnalyser(readMono: ReadMono = readMonoWithFfmpeg): Analyser {
	return {
		name: 'woodshed',
		close: () => Promise.resolve(),
		analyse: async (path) => {
			const sound = await readMono(path);
			const listener = createRhythmListener();
			for (let from = 0; from < sound.length; from += pushSamples) listener.push(sound.subarray(from, from + pushSamples));
			const { beatsSeconds, downbeats, tempo } = trackRhythm(listener.finish());
			return { beats: beatsSeconds, downbeats: downbeats.map((index) => beatsSeconds[index] ?? 0), bpm: tempo?.bpm ?? null };
		}
	};
}
