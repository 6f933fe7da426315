import { inputRateHz, toHz } from './hearing/note-axis.ts';

/** Additive sound with known harmony, for tests: same arguments, same samples. */
export interface MadeChord {
	readonly seconds: number;
	readonly pitchesMidi: readonly number[];
}

export interface MadeOptions {
	/** Concert pitch off 440 Hz. */
	readonly cents?: number;
	/** Noise at this level under the tones, dB; none when left out. */
	readonly snrDb?: number;
	/** Of each overtone to the one before. */
	readonly fall?: number;
}

/** A small seeded generator of even noise, -1 to 1 (a linear congruential one: Numerical Recipes). */
export function toNoise(length: number, seed = 1): Float32Array {
	let state = seed >>> 0;
	return Float32Array.from({ length }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2147483648 - 1;
	});
}

/** Chords one after another at 44,100 Hz, each struck and fading a little, with eight overtones. */
export function toMadeSound(chords: readonly MadeChord[], { cents = 0, snrDb, fall = 0.6 }: MadeOptions = {}): Float32Array {
	const total = chords.reduce((sum, { seconds }) => sum + Math.round(seconds * inputRateHz), 0);
	const out = new Float32Array(total);
	// Progressions come back: a chord is made once.
	const made = new Map<string, Float32Array>();
	let from = 0;
	for (const chord of chords) {
		const name = `${chord.seconds} ${chord.pitchesMidi.join()}`;
		const samples = made.get(name) ?? toSamples(chord, cents, fall);
		made.set(name, samples);
		out.set(samples, from);
		from += samples.length;
	}
	if (snrDb === undefined) return out;
	const power = out.reduce((sum, value) => sum + value * value, 0) / Math.max(1, total);
	const gain = Math.sqrt(3 * power) * 10 ** (-snrDb / 20);
	const noise = toNoise(total);
	for (let i = 0; i < total; i++) out[i] = (out[i] ?? 0) + gain * (noise[i] ?? 0);
	return out;
}

function toSamples({ seconds, pitchesMidi }: MadeChord, cents: number, fall: number): Float32Array {
	const length = Math.round(seconds * inputRateHz);
	const out = new Float32Array(length);
	for (const pitch of pitchesMidi) {
		for (let partial = 1; partial <= 8; partial++) {
			const hz = partial * toHz(pitch + cents / 100);
			if (hz > 12_000) break;
			// A turning pair of numbers instead of a sine for each sample.
			const c = Math.cos((2 * Math.PI * hz) / inputRateHz);
			const s = Math.sin((2 * Math.PI * hz) / inputRateHz);
			let x = 0.1 * fall ** (partial - 1) * Math.cos(pitch * partial);
			let y = 0.1 * fall ** (partial - 1) * Math.sin(pitch * partial);
			for (let i = 0; i < length; i++) {
				out[i] = (out[i] ?? 0) + y;
				const next = x * c - y * s;
				y = x * s + y * c;
				x = next;
			}
		}
	}
	for (let i = 0; i < length; i++)
		out[i] = (out[i] ?? 0) * Math.min(1, i / 400, (length - i) / 400) * Math.exp((-0.8 * i) / inputRateHz);
	return out;
}

/** Noise bursts on every beat over a falling thump, as of a kit: no pitch that lasts. */
export function toMadeDrums(seconds: number, beatSeconds: number): Float32Array {
	const length = Math.round(seconds * inputRateHz);
	const out = toNoise(length, 7);
	for (let i = 0; i < length; i++) {
		const inBeat = (i / inputRateHz) % beatSeconds;
		const beat = Math.floor(i / inputRateHz / beatSeconds);
		const snap = (out[i] ?? 0) * Math.exp(-inBeat / 0.04) * (beat % 2 === 1 ? 0.5 : 0.12);
		const thump =
			beat % 2 === 0 ? 0.6 * Math.exp(-inBeat / 0.08) * Math.sin(2 * Math.PI * (50 * inBeat - 4 * Math.exp(-inBeat / 0.03))) : 0;
		out[i] = snap + thump;
	}
	return out;
}
