import type { RenderNote } from '../sounds/offline-synth.ts';

/**
 * "Shavings", written for Woodshed: eight bars in G at 92, two for the guitar, two for the piano, two for the bass, and two for
 * all three. Times are in quarters here and become seconds with a player's small unevenness.
 */
export const demoTitle = 'Shavings';
export const demoArtist = 'Woodshed';
export const tempoBpm = 92;

export type DemoPartName = 'guitar' | 'piano' | 'bass';

interface WrittenNote {
	readonly beat: number;
	readonly beats: number;
	readonly pitchMidi: number;
	readonly velocity: number;
}

const note = (beat: number, beats: number, pitchMidi: number, velocity: number): WrittenNote => ({
	beat,
	beats,
	pitchMidi,
	velocity
});
const chord = (beat: number, beats: number, pitches: readonly number[], velocity: number): WrittenNote[] =>
	pitches.map((pitchMidi, i) => note(beat, beats, pitchMidi, velocity + 3 * i));
const line = (beat: number, beats: number, pitches: readonly number[], velocity: number): WrittenNote[] =>
	pitches.map((pitchMidi, i) => note(beat + i * beats, beats * 0.95, pitchMidi, velocity + (i % 2 === 0 ? 8 : 0)));

/** G, Em7, Cadd9, D: picked in eighths, each bass note left to ring. */
const guitarPattern = (beat: number, bass: number, upper: readonly [number, number, number]): WrittenNote[] => [
	note(beat, 1.9, bass, 88),
	...line(beat + 0.5, 0.5, [upper[0], upper[1], upper[2]], 70)
];

const guitar: readonly WrittenNote[] = [
	...guitarPattern(0, 43, [59, 62, 67]),
	...guitarPattern(2, 40, [59, 62, 67]),
	...guitarPattern(4, 48, [60, 64, 67]),
	...guitarPattern(6, 50, [57, 62, 66]),
	...guitarPattern(24, 43, [59, 62, 67]),
	...guitarPattern(26, 40, [59, 62, 67]),
	...guitarPattern(28, 48, [60, 64, 67]),
	note(30, 4, 43, 86),
	note(30.04, 4, 59, 74),
	note(30.08, 4, 62, 74),
	note(30.12, 4, 67, 80)
];

const piano: readonly WrittenNote[] = [
	...chord(8, 1.9, [55, 59, 62], 62),
	...chord(10, 1.9, [52, 55, 59], 60),
	...chord(12, 1.9, [48, 55, 64], 62),
	...chord(14, 1.9, [50, 57, 66], 64),
	...line(8, 0.5, [74, 71, 67, 71], 78),
	note(10, 0.95, 76, 86),
	...line(11, 0.5, [74, 71], 76),
	...line(12, 0.5, [72, 76, 79, 76], 80),
	note(14, 0.95, 78, 86),
	note(15, 0.95, 74, 78),
	note(24, 1.4, 79, 84),
	note(25.5, 0.45, 78, 74),
	note(26, 1.9, 76, 82),
	note(28, 0.95, 76, 80),
	note(29, 0.95, 74, 78),
	...chord(30, 4, [71, 74, 79], 76)
];

const bass: readonly WrittenNote[] = [
	note(16, 0.95, 31, 96),
	...line(17, 0.5, [35, 38], 84),
	note(18, 0.95, 40, 92),
	...line(19, 0.5, [38, 35], 84),
	note(20, 0.95, 36, 96),
	...line(21, 0.5, [40, 43], 84),
	note(22, 0.95, 38, 94),
	...line(23, 0.5, [42, 38], 84),
	...line(24, 1, [31, 38, 40, 35], 90),
	...line(28, 1, [36, 38], 90),
	note(30, 4, 31, 92)
];

/** A small generator (mulberry32) so that the same seed gives the same playing. */
function dice(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const leadInSeconds = 0.35;
const unevenSeconds = 0.007;
const unevenVelocity = 5;

function played(written: readonly WrittenNote[], seed: number): RenderNote[] {
	const roll = dice(seed);
	const around = (spread: number): number => (roll() + roll() - 1) * spread;
	const secondsPerBeat = 60 / tempoBpm;
	return written.map(({ beat, beats, pitchMidi, velocity }) => {
		const onsetSeconds = leadInSeconds + beat * secondsPerBeat + around(unevenSeconds);
		return {
			onsetSeconds,
			offsetSeconds: onsetSeconds + beats * secondsPerBeat * (1 + around(0.03)),
			pitchMidi,
			velocity: Math.round(Math.max(1, Math.min(127, velocity + around(unevenVelocity))))
		};
	});
}

/** The piece as played, each part's notes in seconds. */
export function playDemo(seed: number): Readonly<Record<DemoPartName, readonly RenderNote[]>> {
	return { guitar: played(guitar, seed), piano: played(piano, seed + 1), bass: played(bass, seed + 2) };
}

export const demoSeconds = leadInSeconds + (34 * 60) / tempoBpm + 2;
