import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Analyser, ReadMono } from './analyser.ts';

const require = createRequire(import.meta.url);

/** The few calls of essentia.js that are made here; its own types name the browser. */
interface Vector {
	delete(): void;
}
interface Essentia {
	arrayToVector(samples: Float32Array): Vector;
	vectorToArray(vector: Vector): Float32Array;
	RhythmExtractor2013(sound: Vector, maxTempo: number, method: string, minTempo: number): { bpm: number; ticks: Vector };
}
type EssentiaConstructor = new (wasm: object) => Essentia;

const wasmSchema = z.custom<object>((value) => typeof value === 'function' || typeof value === 'object');
const constructorSchema = z.custom<EssentiaConstructor>((value) => typeof value === 'function');

/**
 * Essentia's RhythmExtractor2013 at its defaults ('multifeature', 40 to 208 bpm; Zapata, Davies and Gómez, 2014), every fourth
 * beat taken as a downbeat, for it names none.
 */
export function openEssentiaAnalyser(readMono: ReadMono): Analyser {
	const wasm = wasmSchema.parse(require('essentia.js/dist/essentia-wasm.umd.js'));
	const EssentiaClass = constructorSchema.parse(require('essentia.js/dist/essentia.js-core.umd.js'));
	const module = 'EssentiaWASM' in wasm ? wasmSchema.parse(wasm.EssentiaWASM) : wasm;
	const essentia = new EssentiaClass(module);
	return {
		name: 'essentia RhythmExtractor2013',
		close: () => Promise.resolve(),
		analyse: async (path) => {
			const sound = essentia.arrayToVector(await readMono(path));
			try {
				const { bpm, ticks } = essentia.RhythmExtractor2013(sound, 208, 'multifeature', 40);
				const beats = [...essentia.vectorToArray(ticks)];
				ticks.delete();
				return { beats, downbeats: beats.filter((_, i) => i % 4 === 0), bpm: bpm > 0 ? bpm : null };
			} finally {
				sound.delete();
			}
		}
	};
}
