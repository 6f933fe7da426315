import { describe, expect, it } from 'vitest';
import { AnchorMap, type Anchor } from './anchor-map.ts';
import { equalPowerGains, volumeGain } from './balance.ts';

const sequence = { startFrame: 1000, frameCount: 100_000, loop: null };
const anchor = (change: Partial<Anchor>): Anchor => ({
	request: 1,
	contextFrame: 5000,
	sequence,
	elapsedFrames: 0,
	rate: 1,
	...change
});

describe('AnchorMap', () => {
	it('knows nothing before an anchor and waits at it until it is heard', () => {
		const map = new AnchorMap();
		expect(map.frameAt(0)).toBeNull();
		map.push(anchor({}));
		expect(map.frameAt(4000)).toBe(1000);
		expect(map.frameAt(5000)).toBe(1000);
		expect(map.frameAt(6000)).toBe(2000);
	});

	it('stands still at a pause, which is heard later than it is made', () => {
		const map = new AnchorMap();
		map.push(anchor({}));
		map.push(anchor({ contextFrame: 7000, elapsedFrames: 2000, rate: 0 }));
		expect(map.frameAt(6500)).toBe(2500);
		expect(map.frameAt(9000)).toBe(3000);
	});

	it('forgets what was before a jump', () => {
		const map = new AnchorMap();
		map.push(anchor({}));
		map.push(anchor({ request: 2, contextFrame: 8000, sequence: { ...sequence, startFrame: 50_000 } }));
		expect(map.frameAt(7000)).toBe(50_000);
		expect(map.frameAt(8100)).toBe(50_100);
	});

	it('goes round loops and follows another speed', () => {
		const map = new AnchorMap();
		map.push(anchor({ sequence: { ...sequence, loop: { startFrame: 2000, endFrame: 3000 } }, rate: 0.5 }));
		expect(map.frameAt(5000 + 2 * 2500)).toBe(2500);
		expect(map.frameAt(5000 + 2 * 1000)).toBe(2000);
	});
});

describe('balance and volume', () => {
	it.each([0, 0.2, 0.5, 0.8, 1])('keep the power at balance %d', (balance) => {
		const { first, second } = equalPowerGains(balance);
		expect(first ** 2 + second ** 2).toBeCloseTo(1, 12);
	});

	it('are silent at the ends, even in what is no number or out of range', () => {
		expect(equalPowerGains(0)).toEqual({ first: 1, second: 0 });
		expect(equalPowerGains(1)).toEqual({ first: 0, second: 1 });
		expect(equalPowerGains(9).first).toBe(0);
		expect(equalPowerGains(Number.NaN).first).toBeCloseTo(Math.SQRT1_2);
		expect([volumeGain(0), volumeGain(1), volumeGain(5), volumeGain(Number.NaN)]).toEqual([0, 1, 1, 0]);
		expect(volumeGain(0.5)).toBe(0.25);
	});
});
