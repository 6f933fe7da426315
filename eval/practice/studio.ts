import { readFileSync } from 'node:fs';
import { renderPart } from '../../scripts/engines/sounds/offline-synth.ts';
import { Halver } from '../../src/lib/dsp/resample/halve.ts';
import { seededRandom } from '../bootstrap.ts';
import { engineFile } from './hear.ts';
import type { PlantedTake } from './planted-take.ts';

/**
 * The studio behind the reported figures: the app's sampled grand and its General MIDI guitars, in a room with noise. Thresholds
 * are chosen in another one (`fit/made-studio.ts`), with other samples, another room and other noise.
 */

const rate = 44_100;
const heardRate = 22_050;
/** Silence after the last note, seconds. */
const tailSeconds = 1.5;

/** Mono sound of a take at 22,050 Hz. */
export async function recordTake({ notes, group, id }: PlantedTake, programme: number): Promise<Float32Array> {
	const bank = readFileSync(engineFile(group === 'piano' ? 'grand-piano' : 'gm-sounds'));
	const seconds = notes.reduce((end, { offsetSeconds }) => Math.max(end, offsetSeconds), 0) + tailSeconds;
	const [left, right] = await renderPart({ bank, programme, notes, reverb: 0, pan: 64 }, seconds, rate);
	const random = seededRandom([...id].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) >>> 0, 5381));
	return withNoise(inRoom(halved(left, right), random), random);
}

function halved(left: Float32Array, right: Float32Array): Float32Array {
	const halver = new Halver();
	const parts = [halver.push(left.map((value, at) => (value + (right[at] ?? 0)) / 2)).slice(), halver.finish().slice()];
	const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out;
}

/** A living room: velvet noise that dies away in 0.3 to 0.6 s (Karjalainen and Järveläinen 2007), 9 to 15 dB below the sound. */
function inRoom(dry: Float32Array, random: () => number): Float32Array {
	const decaySeconds = 0.3 + 0.3 * random();
	const wet = 10 ** (-(9 + 6 * random()) / 20);
	const taps: { delay: number; gain: number }[] = [];
	let energy = 0;
	for (let seconds = 0.006; seconds < decaySeconds; seconds += (0.5 + random()) / 700) {
		const gain = (random() < 0.5 ? -1 : 1) * 10 ** ((-3 * seconds) / decaySeconds);
		taps.push({ delay: Math.round(seconds * heardRate), gain });
		energy += gain * gain;
	}
	const out = dry.slice();
	for (const { delay, gain } of taps) {
		const own = (wet * gain) / Math.sqrt(energy);
		for (let at = delay; at < out.length; at++) out[at] = (out[at] ?? 0) + own * (dry[at - delay] ?? 0);
	}
	return out;
}

/** Pink noise 46 to 54 dB below the loudest moment (Paul Kellet's filter), and a level short of full. */
function withNoise(samples: Float32Array, random: () => number): Float32Array {
	const peak = samples.reduce((loudest, value) => Math.max(loudest, Math.abs(value)), 1e-6);
	const noise = 10 ** (-(46 + 8 * random()) / 20);
	const gain = 10 ** (-(1 + 8 * random()) / 20) / peak;
	let [slow, middle, fast] = [0, 0, 0];
	return samples.map((value) => {
		const white = 2 * random() - 1;
		slow = 0.99765 * slow + white * 0.099046;
		middle = 0.963 * middle + white * 0.2965164;
		fast = 0.57 * fast + white * 1.0526913;
		return gain * (value + (noise * peak * (slow + middle + fast + white * 0.1848)) / 4);
	});
}
