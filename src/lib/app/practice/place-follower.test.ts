import { describe, expect, it } from 'vitest';
import { songSecondsAt } from '$dsp/latency/index.ts';
import { PlaceFollower } from './place-follower.ts';

/** Looks every 50 ms of `seconds` at a song whose place is known at any time. */
function follow(seconds: number, songAt: (takeSeconds: number) => number, speedAt: (takeSeconds: number) => number) {
	const loop = null;
	const follower = new PlaceFollower(100, { songSeconds: songAt(0), speed: speedAt(0), loop, turns: [] });
	for (let at = 0; at <= seconds; at += 0.05) follower.look(100 + at, songAt(at), speedAt(at));
	return follower.place;
}

describe('PlaceFollower', () => {
	it('finds the moment when the song begins after its count-in', () => {
		const place = follow(
			6,
			(at) => 8 + Math.max(0, at - 2.013),
			(at) => (at < 2.013 ? 0 : 1)
		);
		expect(place.turns).toHaveLength(1);
		expect(place.turns[0]?.takeSeconds).toBeCloseTo(2.013, 3);
		expect(songSecondsAt(place, 0, 5)).toBeCloseTo(8 + 5 - 2.013, 6);
	});

	it('finds pauses and changes of speed', () => {
		const speeds = (at: number): number => (at < 1.02 ? 1 : at < 3.31 ? 0 : 0.5);
		const songAt = (at: number): number => Math.min(at, 1.02) + 0.5 * Math.max(0, at - 3.31);
		const place = follow(5, songAt, speeds);
		expect(place.turns.map(({ speed }) => speed)).toEqual([0, 0.5]);
		for (const at of [0.5, 2, 4.7]) expect(songSecondsAt(place, 0, at)).toBeCloseTo(songAt(at), 3);
	});

	it('finds a jump, and takes a wrap of the loop for none', () => {
		const jumped = follow(
			3,
			(at) => (at < 1 ? at : at + 10),
			() => 1
		);
		expect(jumped.turns).toEqual([{ takeSeconds: expect.closeTo(1, 1), songSeconds: expect.closeTo(11, 1), speed: 1 }]);
		const follower = new PlaceFollower(0, { songSeconds: 2, speed: 1, loop: { startSeconds: 2, endSeconds: 4 }, turns: [] });
		for (let at = 0; at < 9; at += 0.05) expect(follower.look(at, 2 + (at % 2), 1)).toBe(false);
	});
});
