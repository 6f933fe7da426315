import Essentia from 'essentia.js/dist/essentia.js-core.es.js';
import { EssentiaWASM } from 'essentia.js/dist/essentia-wasm.es.js';
import { PitchTracker } from '../../../src/lib/dsp/pitch-tracking/index.ts';
import { countMoment, noCounts, truePitch, type PitchCounts, type PitchTruth } from './pitch-truth.ts';

export interface PitchReport {
	readonly seconds: number;
	readonly ours: PitchCounts;
	readonly essentia: PitchCounts;
	readonly oursMs: number;
	readonly essentiaMs: number;
}

const rate = 44_100;
/** Essentia's own defaults for PitchYinFFT. */
const frameSize = 2048;
const hopSize = 512;

/** The left channel: some stereo recordings cancel when mixed. */
async function leftOf(url: string): Promise<Float32Array> {
	const context = new OfflineAudioContext(1, 1, rate);
	return (await context.decodeAudioData(await (await fetch(url)).arrayBuffer())).getChannelData(0);
}

/**
 * Both trackers over one recording.
 * @param shiftSeconds what the truth's clock is early by
 */
async function benchPitch(url: string, truth: PitchTruth, shiftSeconds: number): Promise<PitchReport> {
	const sound = await leftOf(url);
	const ours = noCounts();
	const startedMs = performance.now();
	const tracker = new PitchTracker({ sampleRateHz: rate });
	const told: [number, number][] = [];
	tracker.push(sound, 0, sound.length, ({ atSample, frequencyHz }) => told.push([atSample / rate, frequencyHz]));
	const oursMs = performance.now() - startedMs;
	for (const [seconds, hz] of told) countMoment(ours, truePitch(truth, seconds - shiftSeconds), hz);
	const essentia = noCounts();
	const essentiaStartedMs = performance.now();
	const peer = essentiaPitches(sound);
	const essentiaMs = performance.now() - essentiaStartedMs;
	for (const [seconds, hz] of peer) countMoment(essentia, truePitch(truth, seconds - shiftSeconds), hz);
	return { seconds: sound.length / rate, ours, essentia, oursMs, essentiaMs };
}

function essentiaPitches(sound: Float32Array): [number, number][] {
	const essentia = new Essentia(EssentiaWASM);
	const told: [number, number][] = [];
	for (let at = 0; at + frameSize <= sound.length; at += hopSize) {
		const frame = essentia.arrayToVector(sound.subarray(at, at + frameSize));
		const windowed = essentia.Windowing(frame, true, frameSize, 'hann').frame;
		const spectrum = essentia.Spectrum(windowed, frameSize).spectrum;
		told.push([(at + frameSize / 2) / rate, essentia.PitchYinFFT(spectrum, frameSize).pitch]);
		for (const vector of [frame, windowed, spectrum]) vector.delete();
	}
	return told;
}

Object.assign(globalThis, { benchPitch });
