import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createResampler } from './index.ts';

const targetRateHz = 44_100;

function resample(input: Float32Array, sourceRateHz: number, chunkFrames = 4096): Float32Array {
	const parts: Float32Array[] = [];
	const emit = (planes: readonly Float32Array[], frames: number) => parts.push((planes[0] ?? input).slice(0, frames));
	const resampler = createResampler({ sourceRateHz, targetRateHz, channels: 1 });
	for (let at = 0; at < input.length; at += chunkFrames) {
		const chunk = input.subarray(at, at + chunkFrames);
		resampler.push([chunk], chunk.length, emit);
	}
	resampler.finish(emit);
	const output = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		output.set(part, at);
		at += part.length;
	}
	return output;
}

const sine = (frequencyHz: number, rateHz: number, frames: number): Float32Array =>
	Float32Array.from({ length: frames }, (_, i) => Math.sin((2 * Math.PI * frequencyHz * i) / rateHz));

/** Gain and phase error of a known sine, and what is left when it is taken away, over the middle half. */
function against(output: Float32Array, frequencyHz: number): { gainDb: number; phaseRadians: number; residueDb: number } {
	const from = Math.floor(output.length / 4);
	const to = Math.floor((3 * output.length) / 4);
	// Least squares for a sin + b cos, because the stretch holds no whole number of periods.
	let ss = 0;
	let sc = 0;
	let cc = 0;
	let ys = 0;
	let yc = 0;
	for (let i = from; i < to; i++) {
		const angle = (2 * Math.PI * frequencyHz * i) / targetRateHz;
		const [s, c, y] = [Math.sin(angle), Math.cos(angle), output[i] ?? 0];
		ss += s * s;
		sc += s * c;
		cc += c * c;
		ys += y * s;
		yc += y * c;
	}
	const determinant = ss * cc - sc * sc;
	const a = (ys * cc - yc * sc) / determinant;
	const b = (yc * ss - ys * sc) / determinant;
	let residue = 0;
	for (let i = from; i < to; i++) {
		const angle = (2 * Math.PI * frequencyHz * i) / targetRateHz;
		residue += ((output[i] ?? 0) - a * Math.sin(angle) - b * Math.cos(angle)) ** 2;
	}
	return {
		gainDb: 20 * Math.log10(Math.hypot(a, b)),
		phaseRadians: Math.atan2(b, a),
		residueDb: 10 * Math.log10(residue / (to - from) / 0.5 + 1e-30)
	};
}

const powerDb = (output: Float32Array): number => {
	const middle = output.subarray(Math.floor(output.length / 4), Math.floor((3 * output.length) / 4));
	return 10 * Math.log10(middle.reduce((sum, y) => sum + y * y, 0) / middle.length / 0.5 + 1e-30);
};

const rates = [2000, 8000, 11_025, 22_050, 32_000, 44_099, 44_101, 47_999, 48_000, 88_200, 96_000, 192_000, 768_000];

describe('the resampler', () => {
	it.each(rates)('passes tones below 0.9 of the lower Nyquist frequency unchanged and in place, from %i Hz', (rateHz) => {
		const nyquistHz = Math.min(rateHz, targetRateHz) / 2;
		for (const share of [0.013, 0.31, 0.62, 0.9]) {
			const frequencyHz = share * nyquistHz;
			const output = resample(sine(frequencyHz, rateHz, Math.round(rateHz * 0.25)), rateHz);
			const { gainDb, phaseRadians, residueDb } = against(output, frequencyHz);
			expect(Math.abs(gainDb)).toBeLessThan(0.005);
			expect(Math.abs(phaseRadians)).toBeLessThan(1e-3);
			expect(residueDb).toBeLessThan(-90);
		}
	});

	it.each(rates.filter((rateHz) => rateHz > targetRateHz + 1000))('folds nothing back from %i Hz', (rateHz) => {
		const [lowestHz, highestHz] = [targetRateHz / 2, rateHz / 2];
		for (const share of [0, 0.02, 0.3, 0.7, 0.99]) {
			const frequencyHz = lowestHz + share * (highestHz - lowestHz);
			expect(powerDb(resample(sine(frequencyHz, rateHz, Math.round(rateHz * 0.25)), rateHz))).toBeLessThan(-90);
		}
	});

	it('keeps an impulse where it was', () => {
		for (const rateHz of rates) {
			const input = new Float32Array(Math.round(rateHz * 0.5));
			// A place that both rates share, so that the peak falls on a sample.
			const seconds = 0.2;
			input[Math.round(rateHz * seconds)] = 1;
			const output = resample(input, rateHz);
			let loudest = 0;
			output.forEach((y, i) => {
				if (Math.abs(y) > Math.abs(output[loudest] ?? 0)) loudest = i;
			});
			expect(Math.abs(loudest - (Math.round(rateHz * seconds) * targetRateHz) / rateHz)).toBeLessThanOrEqual(0.5);
		}
	});

	it('keeps DC and the length, to the frame', () => {
		fc.assert(
			fc.property(fc.constantFrom(...rates), fc.integer({ min: 0, max: 5000 }), (rateHz, frames) => {
				const output = resample(new Float32Array(frames).fill(0.5), rateHz);
				expect(output.length).toBe(Math.round((frames * targetRateHz) / rateHz));
				if (frames > 2500 && rateHz <= 48_000) expect(output[output.length >> 1]).toBeCloseTo(0.5, 5);
			}),
			{ numRuns: 60 }
		);
	});

	it('gives the same output for every chunk size', () => {
		const noise = Float32Array.from({ length: 12_000 }, (_, i) => Math.sin(i * i * 0.37));
		for (const rateHz of [8000, 47_999, 48_000, 96_000]) {
			const whole = resample(noise, rateHz, noise.length);
			for (const chunkFrames of [7, 127, 5000]) expect(resample(noise, rateHz, chunkFrames)).toEqual(whole);
		}
	});

	it('hands on the very samples when the rates are equal', () => {
		const noise = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
		expect(resample(noise, targetRateHz)).toEqual(noise);
	});

	it.each([0, -1, 44_100.5, Number.NaN])('refuses %s as a rate', (sourceRateHz) => {
		expect(() => createResampler({ sourceRateHz, targetRateHz, channels: 1 })).toThrow(RangeError);
	});
});
