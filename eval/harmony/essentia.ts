import { createRequire } from 'node:module';
import type { ChordSpan } from '../../src/lib/core/analysis/analysis.ts';
import { fromHarte } from '../../src/lib/core/harmony/chord-names-harte.ts';
import { fromKeyName } from '../../src/lib/core/harmony/keys.ts';
import type { Analyser, ReadMono } from './analyser.ts';

/** A vector of Essentia's: it lives outside the garbage collector. */
interface Vector {
	readonly delete: () => void;
	readonly push_back: (value: unknown) => void;
	readonly get: (index: number) => unknown;
	readonly size: () => number;
}

/** The part of essentia.js that plain key and chord estimation needs. */
interface Essentia {
	readonly arrayToVector: (samples: Float32Array) => Vector;
	readonly FrameGenerator: (samples: Float32Array, frameSize: number, hopSize: number) => Vector;
	readonly KeyExtractor: (audio: Vector) => { readonly key: string; readonly scale: string };
	readonly Windowing: (frame: unknown, normalized: boolean, size: number, type: string) => { readonly frame: Vector };
	readonly Spectrum: (frame: Vector) => { readonly spectrum: Vector };
	readonly SpectralPeaks: (
		spectrum: Vector,
		threshold: number,
		maxFrequency: number,
		maxPeaks: number,
		minFrequency: number,
		orderBy: string
	) => { readonly frequencies: Vector; readonly magnitudes: Vector };
	readonly HPCP: (frequencies: Vector, magnitudes: Vector) => { readonly hpcp: Vector };
	readonly ChordsDetection: (pcp: unknown) => { readonly chords: Vector; readonly strength: Vector };
	readonly module: { readonly VectorVectorFloat: new () => Vector };
}

const frameSize = 4096;
const hopSize = 2048;
const rateHz = 44_100;

/** Essentia's own estimators at their defaults: KeyExtractor, and ChordsDetection on HPCP of windows of 4096 every 2048. */
export function openPlainEssentia(readMono: ReadMono): Analyser {
	const require = createRequire(import.meta.url);
	const wasm: unknown = require('essentia.js/dist/essentia-wasm.umd.js');
	const core: unknown = require('essentia.js/dist/essentia.js-core.umd.js');
	const isMaker = (value: unknown): value is new (module: unknown) => Essentia => typeof value === 'function';
	if (!isMaker(core)) throw new Error('essentia.js cannot be loaded.');
	const essentia = new core(wasm);
	return {
		name: 'plain Essentia',
		close: () => Promise.resolve(),
		analyse: async (path) => {
			const samples = await readMono(path);
			const vector = essentia.arrayToVector(samples);
			const { key, scale } = essentia.KeyExtractor(vector);
			vector.delete();
			const heard = fromKeyName(`${key} ${scale}`);
			return { keys: heard === null ? [] : [{ ...heard, confidence: 1 }], chords: toChords(essentia, samples) };
		}
	};
}

function toChords(essentia: Essentia, samples: Float32Array): ChordSpan[] {
	const frames = essentia.FrameGenerator(samples, frameSize, hopSize);
	const profiles = new essentia.module.VectorVectorFloat();
	for (let i = 0; i < frames.size(); i++) {
		const windowed = essentia.Windowing(frames.get(i), true, frameSize, 'blackmanharris62').frame;
		const spectrum = essentia.Spectrum(windowed).spectrum;
		const peaks = essentia.SpectralPeaks(spectrum, 1e-5, 5000, 60, 40, 'magnitude');
		const { hpcp } = essentia.HPCP(peaks.frequencies, peaks.magnitudes);
		profiles.push_back(hpcp);
		for (const vector of [windowed, spectrum, peaks.frequencies, peaks.magnitudes, hpcp]) vector.delete();
	}
	const { chords, strength } = essentia.ChordsDetection(profiles);
	const spans: ChordSpan[] = [];
	for (let i = 0; i < chords.size(); i++) {
		spans.push({
			startSeconds: (i * hopSize) / rateHz,
			endSeconds: Math.min(samples.length, (i + 1) * hopSize) / rateHz,
			chord: fromHarte(toLabel(String(chords.get(i)))) ?? null,
			confidence: 1
		});
	}
	for (const vector of [frames, profiles, chords, strength]) vector.delete();
	return spans;
}

/** "F#m" to "F#:min". */
function toLabel(name: string): string {
	const match = /^([A-G][b#]?)(m?)$/.exec(name);
	return match === null ? 'N' : `${match[1] ?? 'C'}:${match[2] === 'm' ? 'min' : 'maj'}`;
}
