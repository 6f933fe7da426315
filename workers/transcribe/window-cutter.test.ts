import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WindowCutter, windowCountOf, windowSamples, type ModelWindow } from './window-cutter.ts';

const hop = 36_164;
const lead = 3840;

function cut(samples: Float32Array, pieces: readonly number[]): ModelWindow[] {
	const cutter = new WindowCutter();
	const windows: ModelWindow[] = [];
	let at = 0;
	for (const piece of pieces) {
		windows.push(...cutter.push(samples.subarray(at, at + piece)));
		at += piece;
	}
	return [...windows, ...cutter.push(samples.subarray(at)), ...cutter.finish()];
}

describe('cutting windows', () => {
	it.each([
		[0, 1],
		[1, 1],
		[hop, 1],
		[hop + 1, 2],
		[hop * 109 + 5, 110]
	])('covers %i samples with %i windows', (samples, windows) => {
		expect(windowCountOf(samples)).toBe(windows);
	});

	it('puts every sample where it belongs, however the stream is cut', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 4 * hop }),
				fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 5 }),
				(count, pieces) => {
					const samples = Float32Array.from({ length: count }, (_, i) => i + 1);
					const windows = cut(samples, pieces);
					expect(windows.length).toBe(windowCountOf(count));
					windows.forEach(({ audio }, w) => {
						expect(audio.length).toBe(windowSamples);
						for (const i of [0, lead - 1, lead, lead + 1, 20_000, lead + hop - 1, lead + hop, windowSamples - 1]) {
							expect(audio[i]).toBe(samples[w * hop + i - lead] ?? 0);
						}
					});
				}
			),
			{ numRuns: 30 }
		);
	});

	it('takes the level of the good part alone, and of a short last part what there is of it', () => {
		const samples = new Float32Array(hop + 1000).fill(1, 0, hop);
		samples.fill(0.1, hop);
		const levels = cut(samples, []).map(({ levelDb }) => levelDb);
		expect(levels[0]).toBeCloseTo(0, 6);
		expect(levels[1]).toBeCloseTo(-20, 4);
	});

	it('calls digital silence -200 dB', () => {
		expect(cut(new Float32Array(10), [])[0]?.levelDb).toBe(-200);
		expect(cut(new Float32Array(0), [])[0]?.levelDb).toBe(-200);
	});
});
