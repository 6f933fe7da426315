import type { Rhythm } from '../../src/lib/core/analysis/analysis.ts';
import { createRhythmListener, trackRhythm } from '../../src/lib/dsp/rhythm/index.ts';
import { readMonoAt } from '../ffmpeg.ts';
import type { Analyser, HeardRhythm, ReadMono } from './analyser.ts';

const pushSamples = 65_536;

/** The sound that the app's analyst hears, mono at 44,100 Hz. */
export const readMonoWithFfmpeg: ReadMono = (audioPath) => readMonoAt(44_100, audioPath);

/** Our dsp in Node, for work on the tracker without a browser. */
export function openNodeAnalyser(readMono: ReadMono = readMonoWithFfmpeg): Analyser {
	return {
		name: 'woodshed',
		close: () => Promise.resolve(),
		analyse: async (path) => {
			const sound = await readMono(path);
			const listener = createRhythmListener();
			for (let from = 0; from < sound.length; from += pushSamples) listener.push(sound.subarray(from, from + pushSamples));
			return toHeardRhythm(trackRhythm(listener.finish()));
		}
	};
}

/** Of a rhythm what is measured. */
export function toHeardRhythm({ beatsSeconds, downbeats, tempo }: Rhythm): HeardRhythm {
	return { beats: beatsSeconds, downbeats: downbeats.map((index) => beatsSeconds[index] ?? 0), bpm: tempo?.bpm ?? null };
}
