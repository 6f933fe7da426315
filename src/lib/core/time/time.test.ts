import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barIndexAt, beatPositionAt, localBpm, nearestBeat, secondsAtBeat, tappedBpm, toBars, currentTaps } from './index.ts';

const grid = { beatsSeconds: [1, 1.5, 2, 3, 4], downbeats: [1, 3] };

/** Any ascending beats, 20 ms to 3 s apart. */
const anyBeats = fc
	.array(fc.double({ min: 0.02, max: 3, noNaN: true }), { minLength: 2, maxLength: 60 })
	.map((steps) => steps.reduce<number[]>((beats, step) => [...beats, (beats.at(-1) ?? 0) + step], []));

describe('the beat grid', () => {
	it.each([
		[1, 0],
		[1.25, 0.5],
		[2.5, 2.5],
		[4, 4],
		[5, 5],
		[0.5, -1]
	])('finds %f s at beat %f', (seconds, beat) => {
		expect(beatPositionAt(grid, seconds)).toBeCloseTo(beat, 9);
		expect(secondsAtBeat(grid, beat)).toBeCloseTo(seconds, 9);
	});

	it('goes to beats and back without moving, whatever the tempo does', () => {
		fc.assert(
			fc.property(anyBeats, fc.double({ min: -5, max: 200, noNaN: true }), (beatsSeconds, seconds) => {
				const any = { beatsSeconds, downbeats: [] };
				expect(secondsAtBeat(any, beatPositionAt(any, seconds))).toBeCloseTo(seconds, 5);
			})
		);
	});

	it('finds no place among fewer than two beats', () => {
		expect(beatPositionAt({ beatsSeconds: [1], downbeats: [] }, 1)).toBeNaN();
		expect(secondsAtBeat({ beatsSeconds: [], downbeats: [] }, 1)).toBeNaN();
	});

	it.each([
		[-3, 0],
		[1.2, 0],
		[1.25, 0],
		[1.3, 1],
		[2.6, 3],
		[99, 4]
	])('takes the beat nearest to %f s', (seconds, at) => {
		expect(nearestBeat(grid.beatsSeconds, seconds)).toBe(at);
	});

	it('finds no nearest beat where there is none', () => expect(nearestBeat([], 1)).toBe(-1));

	it('tells the tempo where it is asked for', () => {
		const drifting = Array.from({ length: 40 }, (_, at) => (at < 20 ? at * 0.5 : 10 + (at - 20) * 0.6));
		expect(localBpm({ beatsSeconds: drifting, downbeats: [] }, 3)).toBeCloseTo(120, 6);
		expect(localBpm({ beatsSeconds: drifting, downbeats: [] }, 19)).toBeCloseTo(100, 6);
	});

	it('cuts bars at downbeats, with a pickup before them', () => {
		expect(toBars(grid, 10).map((bar) => [bar.number, bar.startSeconds, bar.endSeconds, bar.beatCount])).toEqual([
			[0, 1, 1.5, 1],
			[1, 1.5, 3, 2],
			[2, 3, 4.75, 2]
		]);
		expect(toBars(grid, 4.2).at(-1)?.endSeconds).toBe(4.2);
		expect(toBars({ beatsSeconds: [], downbeats: [] }, 4)).toEqual([]);
	});

	it.each([
		[0, 0],
		[1.5, 1],
		[2.99, 1],
		[3, 2],
		[99, 2]
	])('finds the bar at %f s', (seconds, at) => expect(barIndexAt(toBars(grid, 10), seconds)).toBe(at));
});

describe('tapping a tempo', () => {
	const taps = (bpm: number, count: number, jitter: readonly number[] = [0]): number[] =>
		Array.from({ length: count }, (_, at) => (at * 60) / bpm + (jitter[at % jitter.length] ?? 0));

	it.each([40, 92.5, 128, 240])('hears %f', (bpm) => expect(tappedBpm(taps(bpm, 8))).toBeCloseTo(bpm, 6));
	it('evens out a hand', () => expect(tappedBpm(taps(120, 12, [0.012, -0.015, 0.004]))).toBeCloseTo(120, 0));
	it('counts a tap that was missed as two steps', () => {
		expect(tappedBpm(taps(120, 9).filter((_, at) => at !== 4))).toBeCloseTo(120, 6);
	});
	it('leaves out a tap that bounced', () => {
		expect(tappedBpm([...taps(120, 8), 1.03].sort((a, b) => a - b))).toBeCloseTo(120, 0);
	});
	it('begins again after a pause', () => {
		const again = [...taps(200, 6), ...taps(80, 6).map((seconds) => seconds + 20)];
		expect(currentTaps(again)).toHaveLength(6);
		expect(tappedBpm(again)).toBeCloseTo(80, 6);
	});
	it('has no tempo before the second tap', () => {
		expect(tappedBpm([])).toBeNull();
		expect(tappedBpm([3])).toBeNull();
		expect(tappedBpm([3, 3])).toBeNull();
	});
});
