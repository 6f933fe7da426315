import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MPEGDecoder } from 'mpg123-decoder';
import { SoundBankLoader, SpessaSynthProcessor, type BasicSoundBank } from 'spessasynth_core';
import { seededRandom } from '../../bootstrap.ts';
import type { Piece } from './pieces.ts';

const rate = 44_100;

/** What made music is rendered with: the project's own General MIDI sounds beside another's, and the sampled grand. */
export async function readFitSounds(grandFolder: string): Promise<Sounds> {
	const engines = 'static/engines';
	const gmSounds = readdirSync(engines).find((file) => /^gm-sounds\..*\.sf3$/.test(file));
	if (gmSounds === undefined) throw new Error('The sounds are not built yet. Run: npm run engines');
	const banks = ['node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', join(engines, gmSounds)].map(readBank);
	return { banks, grand: await readGrand(grandFolder) };
}

export function readBank(path: string): BasicSoundBank {
	const bytes = readFileSync(path);
	return SoundBankLoader.fromArrayBuffer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Half the rate, behind a windowed-sinc low pass, so that nothing above the new Nyquist folds back. */
export function halved(samples: Float32Array): Float32Array {
	const reach = 31;
	const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
		const x = i - reach;
		const sinc = x === 0 ? 0.48 : Math.sin(Math.PI * 0.48 * x) / (Math.PI * x);
		return sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (reach + 1)));
	});
	const out = new Float32Array(Math.floor(samples.length / 2));
	for (let i = 0; i < out.length; i++) {
		let sum = 0;
		for (let k = -reach; k <= reach; k++) sum += (taps[k + reach] ?? 0) * (samples[2 * i + k] ?? 0);
		out[i] = sum;
	}
	return out;
}

interface Timed {
	readonly seconds: number;
	readonly act: (synth: SpessaSynthProcessor) => void;
}

/** Mono sound of a piece at 44,100 Hz through a General MIDI bank, with some of the bank's own reverb. */
export async function playBank(piece: Piece, bank: BasicSoundBank, reverb: number): Promise<Float32Array> {
	const synth = new SpessaSynthProcessor(rate, { eventsEnabled: false });
	synth.soundBankManager.addSoundBank(bank, 'main');
	await synth.processorInitialized;
	for (const [channel, programme] of piece.programmes) {
		synth.programChange(channel, programme);
		synth.controllerChange(channel, 91, Math.round(reverb * 127));
		synth.controllerChange(channel, 93, 0);
	}
	const timed: Timed[] = [...piece.notes, ...piece.drums].flatMap((note) => [
		{ seconds: note.onset, act: (on) => on.noteOn(note.channel, note.pitch, note.velocity) },
		{ seconds: note.offset, act: (on) => on.noteOff(note.channel, note.pitch) }
	]);
	for (const { seconds, isDown } of piece.pedal)
		timed.push({ seconds, act: (on) => on.controllerChange(0, 64, isDown ? 127 : 0) });
	timed.sort((a, b) => a.seconds - b.seconds);
	const length = Math.ceil(piece.durationSeconds * rate);
	const left = new Float32Array(length);
	const right = new Float32Array(length);
	let next = 0;
	for (let at = 0; at < length; at += 64) {
		for (let event = timed[next]; event !== undefined && event.seconds * rate < at + 32; event = timed[++next]) event.act(synth);
		synth.process(left, right, at, Math.min(64, length - at));
	}
	for (let i = 0; i < length; i++) left[i] = ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
	return left;
}

export interface GrandSample {
	readonly pitch: number;
	readonly samples: Float32Array;
}

/** The sampled grand: every third key, one velocity. */
export async function readGrand(folder: string): Promise<GrandSample[]> {
	const out: GrandSample[] = [];
	const decoder = new MPEGDecoder();
	await decoder.ready;
	for (let pitch = 21; pitch <= 108; pitch += 3) {
		const name = `${['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'][pitch % 12] ?? ''}${Math.floor(pitch / 12) - 1}`;
		await decoder.reset();
		const decoded = decoder.decode(new Uint8Array(readFileSync(join(folder, `${name}v8.mp3`))));
		const [left, right] = decoded.channelData;
		if (left === undefined) throw new Error(`No sound in the sample of ${name}.`);
		const mono = left.map((value, i) => (value + (right?.[i] ?? value)) / 2);
		const loudest = mono.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
		const start = mono.findIndex((value) => Math.abs(value) > 0.02 * loudest);
		out.push({ pitch, samples: mono.subarray(Math.max(0, start - 60)) });
	}
	decoder.free();
	return out;
}

/** Mono sound of a piano piece at 44,100 Hz from the sampled grand: dampers fall at key-up unless the pedal is down. */
export function playGrand(piece: Piece, grand: readonly GrandSample[]): Float32Array {
	const length = Math.ceil(piece.durationSeconds * rate);
	const out = new Float32Array(length);
	for (const note of piece.notes) {
		const sample = grand.reduce((best, other) =>
			Math.abs(other.pitch - note.pitch) < Math.abs(best.pitch - note.pitch) ? other : best
		);
		const step = 2 ** ((note.pitch - sample.pitch) / 12);
		const gain = (note.velocity / 100) ** 1.8;
		const softness = 0.25 + 0.75 * Math.min(1, note.velocity / 90);
		const lift = piece.pedal.find(({ seconds, isDown }) => !isDown && seconds > note.offset);
		const down = lift === undefined ? undefined : piece.pedal[piece.pedal.indexOf(lift) - 1];
		const isHeld = lift !== undefined && down !== undefined && down.seconds < note.offset;
		const release = Math.round((isHeld ? lift.seconds : note.offset) * rate);
		const start = Math.round(note.onset * rate);
		const damping = note.pitch > 88 ? 1 : Math.exp(-1 / (0.09 * rate));
		let envelope = gain;
		let low = 0;
		for (let i = 0; start + i < length; i++) {
			const position = i * step;
			const index = Math.floor(position);
			if (index + 1 >= sample.samples.length || envelope < 1e-5) break;
			const value =
				(sample.samples[index] ?? 0) + (position - index) * ((sample.samples[index + 1] ?? 0) - (sample.samples[index] ?? 0));
			low += softness * (value - low);
			if (start + i > release) envelope *= damping;
			out[start + i] = (out[start + i] ?? 0) + envelope * low;
		}
	}
	return out;
}

/** A small room (four combs), a high cut as of a cheap microphone, hiss and hum, and a level from soft to hot. */
function recorded(samples: Float32Array, seed: number): Float32Array {
	const random = seededRandom(seed * 31 + 7);
	const out = samples.slice();
	if (random() < 0.55) {
		const wet = 0.03 + 0.22 * random();
		const seconds = 0.3 + 1.2 * random();
		for (const delay of [653, 787, 919, 1093]) {
			const ring = new Float32Array(delay);
			const feedback = 10 ** ((-3 * delay) / (22_050 * seconds));
			let low = 0;
			for (let i = 0; i < samples.length; i++) {
				const heard = ring[i % delay] ?? 0;
				low += 0.6 * (heard - low);
				ring[i % delay] = (samples[i] ?? 0) + feedback * low;
				out[i] = (out[i] ?? 0) + wet * heard;
			}
		}
	}
	if (random() < 0.35) {
		const cut = 0.25 + 0.5 * random();
		let low = 0;
		for (let i = 0; i < out.length; i++) out[i] = low += cut * ((out[i] ?? 0) - low);
	}
	const peak = out.reduce((loudest, value) => Math.max(loudest, Math.abs(value)), 1e-6);
	const gain = 10 ** ((-28 * random() ** 2) / 20) / peak;
	const hiss = random() < 0.6 ? 10 ** (-(45 + 35 * random()) / 20) : 0;
	const hum = random() < 0.2 ? 10 ** (-(50 + 25 * random()) / 20) : 0;
	for (let i = 0; i < out.length; i++) {
		out[i] =
			(out[i] ?? 0) * gain + (hiss * (random() + random() - 1) + hum * Math.sin((2 * Math.PI * 50 * i) / 22_050)) * gain * peak;
	}
	return out;
}

export interface Sounds {
	readonly banks: readonly BasicSoundBank[];
	readonly grand: readonly GrandSample[];
}

/** A made recording of a piece: mono, 22,050 Hz; the same seed gives the same sound. */
export async function toRecording(piece: Piece, sounds: Sounds, seed: number): Promise<Float32Array> {
	const random = seededRandom(seed * 131 + 3);
	const isGrand = piece.group === 'piano' && (piece.programmes.get(0) ?? 9) < 2 && random() < 0.6;
	const bank = sounds.banks[seed % sounds.banks.length];
	if (bank === undefined) throw new RangeError('No sound bank was given.');
	const reverb = random() < 0.5 ? 0.6 * random() : 0;
	return recorded(halved(isGrand ? playGrand(piece, sounds.grand) : await playBank(piece, bank, reverb)), seed);
}
