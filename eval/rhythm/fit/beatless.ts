import { seededRandom } from '../../bootstrap.ts';
import { createRhythmListener } from '../../../src/lib/dsp/rhythm/hearing/listener.ts';
import { between, gaussian, oneOf, type Random } from './chance.ts';
import type { HeardPiece } from './made.ts';

const rate = 44_100;
const kinds = ['noise', 'drone', 'scattered', 'scattered', 'scattered', 'speech', 'speech', 'clicks', 'swells'] as const;

/** Adds a decaying tone with a few harmonics. */
function addTone(into: Float32Array, atSeconds: number, hz: number, loud: number, decaySeconds: number): void {
	const start = Math.round(atSeconds * rate);
	const length = Math.min(into.length - start, Math.round(5 * decaySeconds * rate));
	for (let i = 0; i < length; i++) {
		const envelope = loud * Math.min(1, i / 200) * Math.exp(-i / (decaySeconds * rate));
		const phase = (2 * Math.PI * hz * i) / rate;
		into[start + i] =
			(into[start + i] ?? 0) + envelope * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase));
	}
}

/** Syllables of a buzz or a hiss, of uneven length and with pauses, as speech has them. */
function speak(random: Random, into: Float32Array): void {
	const pitch = between(random, 90, 220);
	let at = between(random, 0, 0.5);
	while (at < into.length / rate) {
		const length = between(random, 0.07, 0.34);
		const hz = pitch * 2 ** (0.15 * gaussian(random));
		const isHiss = random() < 0.25;
		const tilt = between(random, 0.03, 0.3);
		let low = 0;
		const start = Math.round(at * rate);
		for (let i = 0; i < length * rate && start + i < into.length; i++) {
			const saw = isHiss ? 2 * random() - 1 : 2 * ((hz * i) / rate - Math.floor((hz * i) / rate)) - 1;
			low += tilt * (saw - low);
			into[start + i] = Math.sin((Math.PI * i) / (length * rate)) * (isHiss ? 0.3 * (saw - low) : low);
		}
		at += length + (random() < 0.12 ? between(random, 0.2, 1.2) : between(random, 0, 0.06));
	}
}

/** A sound in which there is no beat to be found. */
export function toBeatlessSound(seed: number, seconds: number): Float32Array {
	const random = seededRandom(seed * 6151 + 5);
	const out = new Float32Array(Math.round(seconds * rate));
	const kind = oneOf(random, kinds);
	const hiss = kind === 'noise' ? 0.3 : 10 ** between(random, -5, -2.5);
	if (kind === 'speech') speak(random, out);
	else if (kind === 'scattered') {
		const perSecond = between(random, 0.7, 7);
		const decay = between(random, 0.05, 0.8);
		for (let at = 0.1; at < seconds; at -= Math.log(1 - random()) / perSecond)
			addTone(out, at, 110 * 2 ** between(random, 0, 4), between(random, 0.1, 0.6), decay);
	} else if (kind === 'clicks') {
		for (let clicks = 1 + Math.floor(3 * random()); clicks > 0; clicks--) addTone(out, random() * seconds, 1500, 0.8, 0.01);
	} else if (kind === 'drone' || kind === 'swells') {
		const hz = between(random, 55, 440);
		const vibrato = between(random, 0, 0.01);
		const swell = kind === 'swells' ? between(random, 0.03, 0.2) : 0;
		let phase = 0;
		for (let i = 0; i < out.length; i++) {
			phase += (2 * Math.PI * hz * (1 + vibrato * Math.sin((2 * Math.PI * 5.5 * i) / rate))) / rate;
			const envelope = 0.3 * (swell > 0 ? 0.5 - 0.5 * Math.cos((2 * Math.PI * swell * i) / rate) : 1);
			out[i] = envelope * (Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(5 * phase));
		}
	}
	return out.map((sample) => sample + hiss * (random() + random() - 1));
}

export function hearBeatless(seed: number, seconds: number): HeardPiece {
	const listener = createRhythmListener();
	listener.push(toBeatlessSound(seed, seconds));
	return { features: listener.finish(), beats: [], downbeats: [] };
}
