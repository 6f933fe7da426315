import type { ClickVoice } from '../src/lib/core/playback/index.ts';

/** One sound for each of `clickKinds`, at the output's rate. */
export type ClickSounds = readonly [Float32Array, Float32Array, Float32Array];

/** Partials of a sound: how high, how loud, how fast it dies away. */
interface Partial {
	readonly hz: number;
	readonly level: number;
	readonly decayMs: number;
}

const partials: Readonly<Record<ClickVoice, readonly Partial[]>> = {
	click: [
		{ hz: 2000, level: 0.6, decayMs: 6 },
		{ hz: 4300, level: 0.3, decayMs: 3 }
	],
	wood: [
		{ hz: 830, level: 0.6, decayMs: 14 },
		{ hz: 2260, level: 0.3, decayMs: 7 },
		{ hz: 3900, level: 0.1, decayMs: 4 }
	],
	beep: [{ hz: 880, level: 0.5, decayMs: 35 }]
};

/** Accents are a fourth higher and louder, subdivisions softer: told apart by ear at once. */
const kinds = [
	{ ratio: 4 / 3, gain: 1 },
	{ ratio: 1, gain: 0.7 },
	{ ratio: 1, gain: 0.28 }
] as const;

const attackMs = 0.5;

/** The sounds of a metronome. They die away to a thousandth, and peak at 1 or below. */
export function clickSounds(voice: ClickVoice, sampleRateHz: number): ClickSounds {
	const make = ({ ratio, gain }: (typeof kinds)[number]): Float32Array => {
		const longestMs = Math.max(...partials[voice].map(({ decayMs }) => decayMs));
		const frames = Math.ceil((7 * longestMs * sampleRateHz) / 1000);
		const sound = new Float32Array(frames);
		for (const { hz, level, decayMs } of partials[voice]) {
			for (let i = 0; i < frames; i++) {
				const ms = (i / sampleRateHz) * 1000;
				const envelope = Math.min(1, ms / attackMs) * Math.exp(-ms / decayMs);
				sound[i] = (sound[i] ?? 0) + gain * level * envelope * Math.sin((2 * Math.PI * hz * ratio * ms) / 1000);
			}
		}
		return sound;
	};
	return [make(kinds[0]), make(kinds[1]), make(kinds[2])];
}
