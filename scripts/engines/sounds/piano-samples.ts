import { MPEGDecoder } from 'mpg123-decoder';
import { stringPitchHz } from './pitch.ts';

/** One struck string of the grand, ready for a zone of the bank. */
export interface PianoSample {
	readonly name: string;
	readonly rootMidi: number;
	readonly left: Float32Array;
	readonly right: Float32Array;
	readonly sampleRateHz: number;
	/** Where its pitch lies against the tempered one, cents. */
	readonly detuneCents: number;
	/** Mean power of the first 0.4 s, dB. */
	readonly levelDb: number;
}

const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** The recorded keys: every third from A0 to C8. */
export const rootKeys: readonly number[] = Array.from({ length: 30 }, (_, i) => 21 + 3 * i);

export function sampleFileName(rootMidi: number): string {
	return `${names[rootMidi % 12]}${Math.floor(rootMidi / 12) - 1}v8.mp3`;
}

export function temperedHz(midi: number): number {
	return 440 * 2 ** ((midi - 69) / 12);
}

/** How long a string is kept: 12 s in the bass, 2.2 s at the top, where it has long died away. */
function keptSeconds(rootMidi: number): number {
	return Math.max(2.2, Math.min(12, 12 * 2 ** (-(rootMidi - 36) / 24)));
}

/**
 * A recording from the packet as played: cut to its attack, faded where it is cut off.
 * Throws when the file does not decode.
 */
export async function decodePianoSample(mp3: Uint8Array, rootMidi: number): Promise<PianoSample> {
	const decoder = new MPEGDecoder();
	await decoder.ready;
	const { channelData, samplesDecoded, sampleRate, errors } = decoder.decode(mp3);
	const [left, right] = channelData.map((plane) => plane.slice(0, samplesDecoded));
	decoder.free();
	if (left === undefined || right === undefined || errors.length > 0 || samplesDecoded < sampleRate) {
		throw new Error(`${sampleFileName(rootMidi)} of the piano samples does not decode; run npm ci again.`);
	}
	const start = attackStart(left, right, sampleRate);
	const length = Math.min(samplesDecoded - start, Math.round(keptSeconds(rootMidi) * sampleRate));
	const kept = [left, right].map((plane) => faded(plane.slice(start, start + length), sampleRate));
	const [keptLeft, keptRight] = [kept[0] ?? left, kept[1] ?? right];
	const louder = power(keptLeft, sampleRate) > power(keptRight, sampleRate) ? keptLeft : keptRight;
	const pitchHz = stringPitchHz(louder, sampleRate, temperedHz(rootMidi));
	return {
		name: sampleFileName(rootMidi).replace('v8.mp3', ''),
		rootMidi,
		left: keptLeft,
		right: keptRight,
		sampleRateHz: sampleRate,
		detuneCents: 1200 * Math.log2(pitchHz / temperedHz(rootMidi)),
		levelDb: 10 * Math.log10((power(keptLeft, sampleRate) + power(keptRight, sampleRate)) / 2)
	};
}

function power(plane: Float32Array, sampleRateHz: number): number {
	const head = plane.subarray(0, Math.round(0.4 * sampleRateHz));
	return head.reduce((sum, sample) => sum + sample * sample, 0) / head.length;
}

/** 1 ms before the sound first reaches a twentieth of its peak: the hammer's noise stays, the waiting goes. */
function attackStart(left: Float32Array, right: Float32Array, sampleRateHz: number): number {
	const loudest = (i: number): number => Math.max(Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0));
	let peak = 0;
	for (let i = 0; i < left.length; i++) peak = Math.max(peak, loudest(i));
	let at = 0;
	while (at < left.length && loudest(at) < 0.05 * peak) at++;
	return Math.max(0, at - Math.round(0.001 * sampleRateHz));
}

/** 0.7 ms in, the last third out along a raised cosine, ending at true zero. */
function faded(plane: Float32Array, sampleRateHz: number): Float32Array {
	const rise = Math.round(0.0007 * sampleRateHz);
	const fall = Math.round(plane.length / 3);
	return plane.map((sample, i) => {
		const up = Math.min(1, i / rise);
		const left = plane.length - 1 - i;
		return sample * up * (left >= fall ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * left) / fall));
	});
}
