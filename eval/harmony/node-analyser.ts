import { analyseHarmony, createHarmonyListener } from '../../src/lib/dsp/harmony/index.ts';
import { createRhythmListener, trackRhythm } from '../../src/lib/dsp/rhythm/index.ts';
import type { Analyser, ReadMono } from './analyser.ts';

const pushSamples = 65_536;

/** Our dsp in Node: chords lie on the beats that the rhythm finds. */
export function openNodeAnalyser(readMono: ReadMono): Analyser {
	return {
		name: 'woodshed',
		close: () => Promise.resolve(),
		analyse: async (path) => {
			const samples = await readMono(path);
			const harmony = createHarmonyListener();
			const rhythm = createRhythmListener();
			for (let from = 0; from < samples.length; from += pushSamples) {
				harmony.push(samples.subarray(from, from + pushSamples));
				rhythm.push(samples.subarray(from, from + pushSamples));
			}
			return analyseHarmony(harmony.finish(), trackRhythm(rhythm.finish()).beatsSeconds);
		}
	};
}
