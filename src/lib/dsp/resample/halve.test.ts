import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Halver } from './halve.ts';

const rateHz = 44_100;

function halveInPieces(samples: Float32Array, pieces: readonly number[] = [samples.length]): Float32Array {
	const halver = new Halver();
	const made: number[] = [];
	let at = 0;
	for (const piece of pieces) {
		made.push(...halver.push(samples.subarray(at, at + piece)));
		at += piece;
	}
	made.push(...halver.push(samples.subarray(at)));
	made.push(...halver.finish());
	return Float32Array.from(made);
}

function sine(hz: number, count = 8192): Float32Array {
	return Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hz * i) / rateHz));
}

/** Largest sample away from the ends, where the filter reaches into silence. */
function steadyPeak(samples: Float32Array): number {
	return samples.subarray(200, samples.length - 200).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

describe('halving the rate', () => {
	it.each([20, 440, 2500, 7000, 9500, 10_000])('keeps a sine of %i Hz, on time', (hz) => {
		const halved = halveInPieces(sine(hz));
		for (let k = 200; k < halved.length - 200; k++) {
			const expected = Math.sin((2 * Math.PI * hz * 2 * k) / rateHz);
			expect(Math.abs((halved[k] ?? 0) - expected)).toBeLessThan(1.2e-4);
		}
	});

	it.each([12_100, 13_000, 15_000, 18_000, 21_000, 22_000])('leaves less than -80 dB of a sine of %i Hz', (hz) => {
		expect(20 * Math.log10(steadyPeak(halveInPieces(sine(hz))))).toBeLessThan(-80);
	});

	it('puts an impulse at an even sample where it was', () => {
		const samples = new Float32Array(1001);
		samples[500] = 1;
		const halved = halveInPieces(samples);
		expect(halved.length).toBe(501);
		expect(halved.indexOf(Math.max(...halved))).toBe(250);
		expect(halved[249]).toBe(halved[251]);
	});

	it('gives the same however the stream is cut, and half as many, rounded up', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 20_000 }),
				fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 6 }),
				(count, cuts) => {
					const samples = Float32Array.from({ length: count }, (_, i) => Math.sin(i * i * 0.001));
					const whole = halveInPieces(samples);
					expect(whole.length).toBe(Math.ceil(count / 2));
					expect(halveInPieces(samples, cuts)).toEqual(whole);
				}
			),
			{ numRuns: 40 }
		);
	});

	it('starts afresh after the end', () => {
		const halver = new Halver();
		halver.push(sine(300, 777));
		halver.finish();
		const again = [...halver.push(sine(300, 777)), ...halver.finish()];
		expect(Float32Array.from(again)).toEqual(halveInPieces(sine(300, 777)));
	});
});
