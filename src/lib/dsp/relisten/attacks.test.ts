import { describe, expect, it } from 'vitest';
import { toAttackEar } from './attacks.ts';

const hz = (pitchMidi: number): number => 440 * 2 ** ((pitchMidi - 69) / 12);

/** Plucked tones of four partials, each dying away. */
function toPlucks(rateHz: number, plucks: readonly { readonly pitchMidi: number; readonly atSeconds: number }[]): Float32Array {
	const samples = new Float32Array(3 * rateHz);
	for (const { pitchMidi, atSeconds } of plucks)
		for (let i = Math.ceil(atSeconds * rateHz); i < samples.length; i++) {
			const t = i / rateHz - atSeconds;
			const partial = (k: number): number => Math.sin(2 * Math.PI * hz(pitchMidi) * k * t) / k ** 1.5;
			samples[i] = (samples[i] ?? 0) + 0.2 * Math.exp(-2 * t) * [1, 2, 3, 4].reduce((sum, k) => sum + partial(k), 0);
		}
	return samples;
}

/** How far off the attacks are found that were heard `offSeconds` late, ms; what all are late by is taken off. */
function toErrorsMs(rateHz: number, pitches: readonly number[], offSeconds: number): number[] {
	const plucks = pitches.map((pitchMidi, i) => ({ pitchMidi, atSeconds: 0.3 + 0.2371 * i }));
	const onsetOf = toAttackEar(toPlucks(rateHz, plucks), rateHz);
	return plucks.map(({ pitchMidi, atSeconds }) => {
		const onsetSeconds = onsetOf({ pitchMidi, onsetSeconds: atSeconds + offSeconds, offsetSeconds: atSeconds + 0.2 });
		return 1000 * (onsetSeconds - atSeconds);
	});
}

describe.each([16_000, 22_050, 24_000])('the attack at %i Hz', (rateHz) => {
	it.each([-0.015, -0.008, 0])('is where it was, heard %f s beside it', (offSeconds) => {
		const errors = toErrorsMs(rateHz, [45, 52, 57, 64, 69, 72, 76, 81, 88], offSeconds);
		for (const error of errors) expect(Math.abs(error)).toBeLessThan(10);
		const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
		for (const error of errors) expect(Math.abs(error - mean)).toBeLessThan(4);
	});

	it('is that of its own pitch, not of the other that comes 35 ms after it', () => {
		const sound = toPlucks(rateHz, [
			{ pitchMidi: 60, atSeconds: 1 },
			{ pitchMidi: 67, atSeconds: 1.035 }
		]);
		const onsetOf = toAttackEar(sound, rateHz);
		const first = onsetOf({ pitchMidi: 60, onsetSeconds: 0.995, offsetSeconds: 2 });
		const second = onsetOf({ pitchMidi: 67, onsetSeconds: 1.025, offsetSeconds: 2 });
		expect(Math.abs(second - first - 0.035)).toBeLessThan(0.006);
	});
});

describe('what does not climb', () => {
	it('stays where it was heard: silence, a tone that sounds on, the world outside the recording', () => {
		const note = { pitchMidi: 69, onsetSeconds: 1, offsetSeconds: 2 };
		expect(toAttackEar(new Float32Array(44_100))(note)).toBe(1);
		const tone = Float32Array.from({ length: 66_150 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 22_050));
		expect(toAttackEar(tone)(note)).toBe(1);
		expect(toAttackEar(tone)({ ...note, onsetSeconds: 90, offsetSeconds: 91 })).toBe(90);
	});

	it('is never after the end of its note', () => {
		const onsetOf = toAttackEar(toPlucks(22_050, [{ pitchMidi: 69, atSeconds: 1.03 }]));
		expect(onsetOf({ pitchMidi: 69, onsetSeconds: 1, offsetSeconds: 1.02 })).toBeLessThanOrEqual(1.01);
	});
});
