import { describe, expect, it } from 'vitest';
import { toPartialEar } from './struck-partials.ts';

/** A tone of three partials at A4 from a second on, over one at E4 that sounds all the time. */
const toSound = (rateHz: number): Float32Array =>
	Float32Array.from({ length: 2 * rateHz }, (_, i) => {
		const partial = (hz: number, gain: number): number => gain * Math.sin((2 * Math.PI * hz * i) / rateHz);
		return partial(329.63, 0.2) + (i < rateHz ? 0 : partial(440, 0.3) + partial(880, 0.15) + partial(1320, 0.1));
	});

describe.each([16_000, 22_050, 24_000])('the partials at %i Hz', (rateHz) => {
	const listen = toPartialEar(toSound(rateHz), rateHz);
	const gains = (pitchMidi: number, seconds: number): number[] => {
		const { before, after } = listen(pitchMidi, seconds);
		return [...after].map((power, k) => power - (before[k] ?? 0));
	};

	it('gain where a tone begins, as strongly as they sound', () => {
		const [first = 0, second = 0, third = 0, fourth = 0] = gains(69, 1);
		expect(second / first).toBeCloseTo(0.25, 1);
		expect(third / first).toBeCloseTo(0.11, 1);
		expect(fourth / first).toBeLessThan(0.001);
	});
	it('gain nothing where a tone sounds on', () => {
		const { before, after } = listen(64, 1);
		expect((after[0] ?? 0) / (before[0] ?? 1)).toBeCloseTo(1, 1);
	});
	it('are silent outside the recording', () => {
		const { before, after } = listen(69, 90);
		expect([...before, ...after].every((power) => power === 0)).toBe(true);
	});
	it('are one at least, and ten at most', () => {
		expect(listen(127, 1).after).toHaveLength(1);
		expect(listen(30, 1).after).toHaveLength(10);
	});
});
