/** What this bench uses of essentia.js, whose ES builds carry no types. Vectors live outside the garbage collector: delete them. */
declare module 'essentia.js/dist/essentia-wasm.es.js' {
	export interface EssentiaVector {
		delete(): void;
	}
	export interface EssentiaMatrix extends EssentiaVector {
		push_back(vector: EssentiaVector): void;
	}
	export const EssentiaWASM: { readonly VectorVectorFloat: new () => EssentiaMatrix };
}

declare module 'essentia.js/dist/essentia.js-core.es.js' {
	import type { EssentiaMatrix, EssentiaVector, EssentiaWASM as Wasm } from 'essentia.js/dist/essentia-wasm.es.js';
	export default class Essentia {
		constructor(wasm: typeof Wasm);
		arrayToVector(samples: Float32Array): EssentiaVector;
		RhythmExtractor2013(signal: EssentiaVector, maxTempo: number, method: string, minTempo: number): unknown;
		KeyExtractor(signal: EssentiaVector): unknown;
		Windowing(frame: EssentiaVector, normalized: boolean, size: number, type: string): { readonly frame: EssentiaVector };
		Spectrum(frame: EssentiaVector, size: number): { readonly spectrum: EssentiaVector };
		SpectralPeaks(spectrum: EssentiaVector): { readonly frequencies: EssentiaVector; readonly magnitudes: EssentiaVector };
		HPCP(frequencies: EssentiaVector, magnitudes: EssentiaVector): { readonly hpcp: EssentiaVector };
		PitchYinFFT(spectrum: EssentiaVector, frameSize: number): { readonly pitch: number };
		ChordsDetection(pcp: EssentiaMatrix, hopSize: number): unknown;
	}
}
