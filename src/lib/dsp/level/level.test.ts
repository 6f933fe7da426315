import { describe, expect, it } from 'vitest';
import { createLevelMeter } from './index.ts';

const tone = (gain: number, cycles = 50): Float32Array =>
	Float32Array.from({ length: 4410 }, (_, i) => gain * Math.sin((2 * Math.PI * cycles * i) / 4410));

function levelOf(...planes: Float32Array[]) {
	const meter = createLevelMeter();
	const half = Math.floor((planes[0]?.length ?? 0) / 2);
	meter.push(
		planes.map((plane) => plane.subarray(0, half)),
		half
	);
	meter.push(
		planes.map((plane) => plane.subarray(half)),
		(planes[0]?.length ?? 0) - half
	);
	return meter.level();
}

describe('the level meter', () => {
	it('reads a sine', () => {
		const { peakDb, rmsDb } = levelOf(tone(0.5));
		expect(peakDb).toBeCloseTo(-6.02, 1);
		expect(rmsDb).toBeCloseTo(-9.03, 1);
	});

	it('reads silence, nothing, and more than full scale', () => {
		expect(levelOf(new Float32Array(100))).toEqual({ peakDb: -200, rmsDb: -200, monoMix: 'mean' });
		expect(createLevelMeter().level()).toEqual({ peakDb: -200, rmsDb: -200, monoMix: 'mean' });
		expect(levelOf(tone(4)).peakDb).toBeCloseTo(12.04, 1);
	});

	it.each([
		['one channel', [tone(1)], 'mean'],
		['equal channels', [tone(1), tone(1)], 'mean'],
		['left alone', [tone(1), tone(0)], 'mean'],
		['unrelated channels', [tone(1, 50), tone(1, 91)], 'mean'],
		['opposite, left louder', [tone(1), tone(-0.9)], 'left'],
		['opposite, right louder', [tone(0.8), tone(-1)], 'right'],
		['opposite, equal', [tone(1), tone(-1)], 'left'],
		['opposite with a little in common', [tone(1), Float32Array.from(tone(-1), (y, i) => y + (tone(0.2, 91)[i] ?? 0))], 'right']
	] as const)('mixes %s by %s', (_, planes, monoMix) => {
		expect(levelOf(...planes).monoMix).toBe(monoMix);
	});
});
