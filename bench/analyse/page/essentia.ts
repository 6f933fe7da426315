import Essentia from 'essentia.js/dist/essentia.js-core.es.js';
import { EssentiaWASM } from 'essentia.js/dist/essentia-wasm.es.js';
import { songPlanes } from '../../site/song.ts';

/** Times of plain Essentia at its defaults, in this page's one thread, milliseconds. */
export interface EssentiaTimes {
	readonly beatsMs: number;
	readonly degaraMs: number;
	readonly keyMs: number;
	readonly chordsMs: number;
}

async function soundOf(song: number | string): Promise<Float32Array> {
	if (typeof song === 'number') return toMono(songPlanes(song));
	const context = new OfflineAudioContext(1, 1, 44_100);
	const buffer = await context.decodeAudioData(await (await fetch(song)).arrayBuffer());
	return toMono(Array.from({ length: buffer.numberOfChannels }, (_, i) => buffer.getChannelData(i)));
}

function toMono([left = new Float32Array(), right = left]: readonly Float32Array[]): Float32Array {
	return left.map((sample, i) => 0.5 * (sample + (right[i] ?? 0)));
}

const frameSize = 4096;
const hopSize = 2048;

async function benchEssentia(song: number | string): Promise<EssentiaTimes> {
	const sound = await soundOf(song);
	const essentia = new Essentia(EssentiaWASM);
	const signal = essentia.arrayToVector(sound);
	const timed = (work: () => void): number => {
		const startedMs = performance.now();
		work();
		return performance.now() - startedMs;
	};
	const times = {
		beatsMs: timed(() => essentia.RhythmExtractor2013(signal, 208, 'multifeature', 40)),
		degaraMs: timed(() => essentia.RhythmExtractor2013(signal, 208, 'degara', 40)),
		keyMs: timed(() => essentia.KeyExtractor(signal)),
		chordsMs: timed(() => chords(essentia, sound))
	};
	signal.delete();
	return times;
}

/** HPCP frame by frame at Essentia's defaults, then its chord detection. */
function chords(essentia: Essentia, sound: Float32Array): void {
	const pcp = new EssentiaWASM.VectorVectorFloat();
	for (let at = 0; at + frameSize <= sound.length; at += hopSize) {
		const frame = essentia.arrayToVector(sound.subarray(at, at + frameSize));
		const windowed = essentia.Windowing(frame, true, frameSize, 'blackmanharris62').frame;
		const spectrum = essentia.Spectrum(windowed, frameSize).spectrum;
		const peaks = essentia.SpectralPeaks(spectrum);
		const { hpcp } = essentia.HPCP(peaks.frequencies, peaks.magnitudes);
		pcp.push_back(hpcp);
		for (const vector of [frame, windowed, spectrum, peaks.frequencies, peaks.magnitudes, hpcp]) vector.delete();
	}
	essentia.ChordsDetection(pcp, hopSize);
	pcp.delete();
}

Object.assign(globalThis, { benchEssentia });
