import { describe, expect, test } from 'vitest';
import { floorDb, levelDbOf, meterPlace, silentMeter, stepMeter } from './meter-ballistics.ts';

test.each([
	[1, 0],
	[2, 0],
	[0.5, -6.0206],
	[0.001, -60],
	[0, -60],
	[-1, -60],
	[NaN, -60]
])('amplitude %d is %d dB', (amplitude, expected) => {
	expect(levelDbOf(amplitude)).toBeCloseTo(expected, 3);
});

describe('stepMeter', () => {
	test('rises at once and falls 20 dB in 1.7 s, however the time is cut', () => {
		const loud = stepMeter(silentMeter, 0.5, 1 / 60);
		expect(loud.levelDb).toBeCloseTo(-6.02, 2);
		const once = stepMeter(loud, 0, 1.7);
		let often = loud;
		for (let frame = 0; frame < 170; frame++) often = stepMeter(often, 0, 0.01);
		expect(once.levelDb).toBeCloseTo(-26.02, 2);
		expect(often.levelDb).toBeCloseTo(once.levelDb, 6);
	});

	test('the peak stands 1.5 s, then falls to the level', () => {
		let meter = stepMeter(silentMeter, 0.5, 0);
		for (let frame = 0; frame < 14; frame++) meter = stepMeter(meter, 0.01, 0.1);
		expect(meter.peakDb).toBeCloseTo(-6.02, 2);
		for (let frame = 0; frame < 100; frame++) meter = stepMeter(meter, 0.01, 0.1);
		expect(meter.peakDb).toBeCloseTo(meter.levelDb, 6);
		expect(meter.levelDb).toBeCloseTo(-40, 6);
	});

	test('the lamp stays lit after one sample at full scale, and silence never falls through the floor', () => {
		const clipped = stepMeter(silentMeter, 1, 0.01);
		expect(clipped.hasClipped).toBe(true);
		expect(stepMeter(clipped, 0.2, 60)).toMatchObject({ hasClipped: true });
		expect(stepMeter(silentMeter, 0, 60).levelDb).toBe(floorDb);
		expect(stepMeter(silentMeter, 0.999, 0.01).hasClipped).toBe(false);
	});
});

test.each([
	[0, 1],
	[-20, 0.5],
	[-60, 0],
	[-100, 0],
	[6, 1],
	[-40, 0.25]
])('%d dB stands at %d', (db, expected) => {
	expect(meterPlace(db)).toBeCloseTo(expected, 9);
});
