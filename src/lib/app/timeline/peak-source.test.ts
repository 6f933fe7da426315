import { describe, expect, it } from 'vitest';
import { gainForPeak, toPeakSource } from './peak-source.ts';

describe('the waveform to draw', () => {
	it.each([
		[1, 0.94],
		[0.1, 9.4],
		[0.0001, 32],
		[0, 1],
		[Number.NaN, 1]
	])('a peak of %d is drawn with a gain of %d', (peak, gain) => {
		expect(gainForPeak(peak)).toBeCloseTo(gain, 9);
	});

	it('reads a peaks file by seconds and lifts it to the full height', () => {
		const level = (samplesPerBin: number, count: number) => ({
			samplesPerBin,
			min: new Int8Array(count).fill(-32),
			max: new Int8Array(count).fill(16),
			rms: new Uint8Array(count).fill(51)
		});
		const source = toPeakSource({ sampleRateHz: 1000, frameCount: 4000, levels: [level(10, 400), level(100, 40)] });
		expect(source.durationSeconds).toBe(4);
		expect(source.gain).toBeCloseTo((0.94 * 127) / 32, 9);
		const span = source.between(1, 2, 10);
		expect([...span.max]).toEqual(Array.from({ length: 10 }, () => Math.fround(16 / 127)));
		expect(span.rms?.[3]).toBeCloseTo(0.2, 6);
	});
});
