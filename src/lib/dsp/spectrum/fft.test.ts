import { describe, expect, it } from 'vitest';
import { RealFft, toHannWindow } from './fft.ts';

function toSeededNoise(count: number): Float32Array {
	let state = 7;
	return Float32Array.from({ length: count }, () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 31 - 1;
	});
}

/** The definition, term by term. */
function toSpectrum(input: Float32Array): { re: number[]; im: number[] } {
	const re: number[] = [];
	const im: number[] = [];
	for (let k = 0; k <= input.length / 2; k++) {
		let real = 0;
		let imaginary = 0;
		for (const [n, value] of input.entries()) {
			const angle = (2 * Math.PI * k * n) / input.length;
			real += value * Math.cos(angle);
			imaginary -= value * Math.sin(angle);
		}
		re.push(real);
		im.push(imaginary);
	}
	return { re, im };
}

describe('RealFft', () => {
	it.each([4, 8, 16, 32, 64, 256, 512, 2048])('agrees with the definition for %i samples', (size) => {
		const input = toSeededNoise(size);
		const fft = new RealFft(size);
		const re = new Float64Array(fft.binCount);
		const im = new Float64Array(fft.binCount);
		fft.forward(input, re, im);
		const expected = toSpectrum(input);
		for (let k = 0; k < fft.binCount; k++) {
			expect(re[k]).toBeCloseTo(expected.re[k] ?? NaN, 8);
			expect(im[k]).toBeCloseTo(expected.im[k] ?? NaN, 8);
		}
	});

	it('leaves its input as it was and gives the same again', () => {
		const input = toSeededNoise(1024);
		const copy = input.slice();
		const fft = new RealFft(1024);
		const first = [new Float32Array(513), new Float32Array(513)] as const;
		const second = [new Float32Array(513), new Float32Array(513)] as const;
		fft.forward(input, ...first);
		fft.forward(input, ...second);
		expect(input).toEqual(copy);
		expect(second).toEqual(first);
	});

	it('puts a sine at its bin, half its size times the samples', () => {
		const fft = new RealFft(64);
		const re = new Float32Array(33);
		const im = new Float32Array(33);
		fft.forward(
			Float32Array.from({ length: 64 }, (_, n) => Math.sin((2 * Math.PI * 5 * n) / 64)),
			re,
			im
		);
		expect(im[5]).toBeCloseTo(-32, 4);
		expect(re.every((value) => Math.abs(value) < 1e-4)).toBe(true);
	});

	it.each([0, 1, 2, 3, 6, 1000, -8, 4.5, NaN])('refuses %d samples', (size) => {
		expect(() => new RealFft(size)).toThrow(RangeError);
	});
});

describe('toHannWindow', () => {
	it('adds up to one with itself moved by half', () => {
		const window = toHannWindow(16);
		for (let n = 0; n < 8; n++) expect((window[n] ?? NaN) + (window[n + 8] ?? NaN)).toBeCloseTo(1, 6);
	});
});
