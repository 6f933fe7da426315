import type { HarmonyFeatures } from './features.ts';
import { binCount, binsPerNote, frameSeconds, listenRateHz, lowestNoteMidi, noteCount, windowSamples } from './note-axis.ts';
import { ApproximateTranscriber } from './transcription.ts';
import { Whitener } from './whitening.ts';

/** Registers in which pitch classes are told apart: bass, middle and top. */
export const registerCount = 3;
export const chromaValues = 12 * registerCount;

/** Chroma of three registers by frame: `chromaValues` each, C first, bass first; and how far each frame can be trusted. */
export interface Salience {
	readonly frameCount: number;
	readonly chroma: Float32Array;
	/** 0 to 1: level over the recording's loud parts, 0 in silence. */
	readonly loudness: Float32Array;
}

/** Weights of a note in the three registers: cosine flanks around E3 and E4 (MIDI 52 and 66), and the ends let go. */
function toRegisterWeights(): Float32Array {
	const weights = new Float32Array(noteCount * registerCount);
	const rise = (midi: number, from: number, to: number): number =>
		midi <= from ? 0 : midi >= to ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (midi - from)) / (to - from));
	for (let note = 0; note < noteCount; note++) {
		const midi = lowestNoteMidi + note;
		const aboveBass = rise(midi, 48, 58);
		const top = rise(midi, 62, 72);
		weights[note * registerCount] = rise(midi, 24, 30) * (1 - aboveBass);
		weights[note * registerCount + 1] = aboveBass * (1 - top);
		weights[note * registerCount + 2] = top * (1 - rise(midi, 90, 102));
	}
	return weights;
}

const registerWeights = toRegisterWeights();
/** Below this under the loudest part a frame counts as silent, dB. */
const quietDb = 45;
const silentDb = -75;
/** What sounds for no longer than this is a knock to the windows that hear it: it has no pitch to speak of. */
const leastSoundingSeconds = windowSamples / listenRateHz + 0.15;

/** Hears the notes of every frame on the recording's own tuning. */
export function toSalience(features: HarmonyFeatures, tuningCents: number): Salience {
	const { frameCount } = features;
	const chroma = new Float32Array(frameCount * chromaValues);
	const loudness = toLoudness(features);
	const transcriber = new ApproximateTranscriber();
	const whitener = new Whitener();
	const heard = new Float32Array(binCount);
	const tuned = new Float32Array(binCount);
	const notes = new Float32Array(noteCount);
	for (let frame = 0; frame < frameCount; frame++) {
		if ((loudness[frame] ?? 0) === 0) continue;
		features.readSpectrum(frame, heard);
		shift(heard, (tuningCents * binsPerNote) / 100, tuned);
		whitener.whiten(tuned);
		transcriber.transcribe(tuned, notes);
		const at = frame * chromaValues;
		for (let note = 0; note < noteCount; note++) {
			const value = notes[note] ?? 0;
			if (value <= 0) continue;
			const pitchClass = (lowestNoteMidi + note) % 12;
			for (let register = 0; register < registerCount; register++) {
				const index = at + register * 12 + pitchClass;
				chroma[index] = (chroma[index] ?? 0) + (registerWeights[note * registerCount + register] ?? 0) * value;
			}
		}
	}
	return { frameCount, chroma, loudness };
}

/** Frames over the 95th percentile of the levels, as a power law of a third: about as loudness grows. */
function toLoudness(features: HarmonyFeatures): Float32Array {
	const levels = Float32Array.from({ length: features.frameCount }, (_, frame) => features.levelDb(frame));
	const loud = levels.slice().sort()[Math.floor(0.95 * (levels.length - 1))] ?? -200;
	const loudness = levels.map((level) =>
		level < silentDb || level < loud - quietDb ? 0 : Math.min(1.5, 10 ** ((level - loud) / 60))
	);
	for (let from = 0; from < loudness.length;) {
		let to = from + 1;
		while (to < loudness.length && loudness[to] !== 0 && loudness[from] !== 0) to++;
		if ((to - from) * frameSeconds < leastSoundingSeconds) loudness.fill(0, from, to);
		from = to;
	}
	return loudness;
}

/** `out[bin]` is `spectrum` at `bin + bins`, between two bins in proportion. */
function shift(spectrum: Float32Array, bins: number, out: Float32Array): void {
	const whole = Math.floor(bins);
	const part = bins - whole;
	for (let bin = 0; bin < binCount; bin++) {
		const from = bin + whole;
		out[bin] = (1 - part) * (spectrum[from] ?? 0) + part * (spectrum[from + 1] ?? 0);
	}
}
