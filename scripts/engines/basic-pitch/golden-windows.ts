/** Windows of the model with known content, the same on every machine: what the golden-vector tests listen to. */

const samples = 43_844;
const rateHz = 22_050;

/** Uniform in [-1, 1), from a 32-bit congruential generator (Numerical Recipes' constants). */
function seededNoise(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 31 - 1;
	};
}

function window(sampleAt: (seconds: number, index: number) => number): Float32Array {
	return Float32Array.from({ length: samples }, (_, i) => sampleAt(i / rateHz, i));
}

/** A decaying tone with eight harmonics. */
function pluck(seconds: number, onsetSeconds: number, midi: number): number {
	const since = seconds - onsetSeconds;
	if (since < 0) return 0;
	const hz = 440 * 2 ** ((midi - 69) / 12);
	let sum = 0;
	for (let harmonic = 1; harmonic <= 8 && harmonic * hz < rateHz / 2; harmonic++) {
		sum += Math.sin(2 * Math.PI * harmonic * hz * since) / harmonic ** 1.3;
	}
	return sum * Math.exp(-3 * since) * Math.min(1, since * 500);
}

const chord = [40, 47, 52, 56, 59, 64, 68, 71];

/** Sounds as they come from files: with some noise, or none but with silence. */
export function goldenWindows(): Record<string, Float32Array> {
	const white = seededNoise(1);
	const quiet = seededNoise(2);
	const hiss = seededNoise(3);
	const loud = seededNoise(4);
	const room = seededNoise(5);
	const rain = seededNoise(6);
	return {
		silence: new Float32Array(samples),
		impulse: window((_, i) => (i === 20_000 ? 1 : 0)),
		'white noise': window(() => 0.3 * white()),
		'very quiet noise': window(() => 1e-4 * quiet()),
		'half silence, half clipped': window((_, i) => (i < samples / 2 ? 0 : Math.max(-1, Math.min(1, 4 * loud())))),
		'a plucked melody over hiss': window(
			(t) => 0.2 * [57, 60, 64, 69, 72, 76].reduce((sum, midi, i) => sum + pluck(t, 0.1 + i * 0.3, midi), 0) + 0.003 * hiss()
		),
		'a dense chord in a room': window((t) => chord.reduce((sum, midi) => sum + 0.1 * pluck(t, 0.4, midi), 0) + 9e-4 * room()),
		'tones in rain': window(
			(t) => [110, 440, 660].reduce((sum, hz) => sum + 0.1 * Math.sin(2 * Math.PI * hz * t), 0) + 0.1 * rain()
		)
	};
}

/**
 * Tones as no microphone hears them. Where nothing sounds, the model normalises what single precision leaves of a sum that
 * should be zero: the published model itself differs by up to 7e-4 between TensorFlow.js's cpu and wasm, and more from exact
 * arithmetic.
 */
export function idealTones(): Record<string, Float32Array> {
	return {
		'constant offset': window(() => 0.25),
		'steady tone': window((t) => 0.5 * Math.sin(2 * Math.PI * 440 * t)),
		'pair of the lowest and highest notes': window(
			(t) => 0.4 * Math.sin(2 * Math.PI * 27.5 * t) + 0.2 * Math.sin(2 * Math.PI * 4186 * t)
		),
		chirp: window((t) => 0.6 * Math.sin(2 * Math.PI * (30 * t + (5000 / (2 * 1.9)) * t * t)))
	};
}
