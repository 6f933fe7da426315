import { describe, expect, it } from 'vitest';
import { createResampler } from '../../src/lib/dsp/resample/index.ts';
import { loadSimdConvolver } from '../../wasm/resample/index.ts';

function resample(rateHz: number, isSimd: boolean): { left: number[]; right: number[] } {
	const makeConvolver = isSimd ? loadSimdConvolver() : undefined;
	if (makeConvolver === null) throw new Error('this Node has no WebAssembly SIMD');
	const resampler = createResampler({
		sourceRateHz: rateHz,
		targetRateHz: 44_100,
		channels: 2,
		...(makeConvolver ? { makeConvolver } : {})
	});
	const left: number[] = [];
	const right: number[] = [];
	const emit = (planes: readonly Float32Array[], frames: number): void => {
		left.push(...(planes[0]?.subarray(0, frames) ?? []));
		right.push(...(planes[1]?.subarray(0, frames) ?? []));
	};
	const chunk = Float32Array.from({ length: 1500 }, (_, i) => Math.sin(i * i * 0.01));
	for (let i = 0; i < 4; i++) resampler.push([chunk, chunk.toReversed()], 1500, emit);
	resampler.finish(emit);
	return { left, right };
}

describe('the SIMD kernel', () => {
	it.each([2000, 8000, 44_101, 47_999, 48_000, 96_000, 192_000, 768_000])('agrees with the plain loop from %i Hz', (rateHz) => {
		const plain = resample(rateHz, false);
		const simd = resample(rateHz, true);
		expect(simd.left.length).toBe(plain.left.length);
		for (const side of ['left', 'right'] as const) {
			const worst = simd[side].reduce((most, y, i) => Math.max(most, Math.abs(y - (plain[side][i] ?? 9))), 0);
			expect(worst).toBeLessThan(2e-6);
		}
	});
});
