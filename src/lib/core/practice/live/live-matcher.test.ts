import { describe, expect, it } from 'vitest';
import { fromNotes } from '../index.ts';
import { madePiece } from '../made-take.ts';
import { LiveMatcher } from './index.ts';

const player = { toleranceMs: 70 };
/** C, C again, E a second later each, and a chord of two at 3 s. */
const piece = fromNotes(
	[
		{ id: 'a', onsetSeconds: 0, offsetSeconds: 0.9, pitchMidi: 60 },
		{ id: 'b', onsetSeconds: 1, offsetSeconds: 1.9, pitchMidi: 60 },
		{ id: 'c', onsetSeconds: 2, offsetSeconds: 2.9, pitchMidi: 64 },
		{ id: 'd', onsetSeconds: 3, offsetSeconds: 3.9, pitchMidi: 60 },
		{ id: 'e', onsetSeconds: 3, offsetSeconds: 3.9, pitchMidi: 67 }
	],
	{ beatsSeconds: [], downbeats: [] },
	4
);
const made = (speed = 1): LiveMatcher => new LiveMatcher(piece.notes, player, speed);
/** Moments of a voice, 12 ms apart. */
function sing(
	matcher: LiveMatcher,
	fromSeconds: number,
	toSeconds: number,
	exactMidi: number | null,
	isStruck = false
): number[] {
	const lit: number[] = [];
	for (let at = fromSeconds; at < toSeconds; at += 0.012) {
		const place = matcher.hear({ songSeconds: at, exactMidi, isOnset: isStruck && at === fromSeconds });
		if (place !== null) lit.push(place);
	}
	return lit;
}

describe('keys', () => {
	it.each([
		[1.13, 60, 1, 1],
		[0.87, 60, 1, 1],
		[1.15, 60, 1, null],
		[2, 76, 1, null],
		[2, 65, 1, null],
		[1.13, 60, 0.5, null],
		[1.26, 60, 2, 1]
	])('at %f s of %i at speed %f hit note %s', (seconds, pitch, speed, place) => {
		expect(made(speed).strike(seconds, pitch)).toBe(place);
	});

	it('hit a note once, and all of a chord', () => {
		const matcher = made();
		expect([matcher.strike(3, 67), matcher.strike(3.02, 60), matcher.strike(3.03, 60)]).toEqual([4, 3, null]);
		expect(matcher.tally(3, 4)).toEqual({ expected: 2, hit: 2, strays: 1 });
	});

	it('hit every note of a piece that is played with a human hand', () => {
		const long = madePiece(12);
		const matcher = new LiveMatcher(long.notes, player, 1);
		const lit = long.notes.map(({ onsetSeconds, pitchMidi }, at) =>
			matcher.strike(onsetSeconds + ((at % 7) - 3) * 0.01, pitchMidi)
		);
		expect(new Set(lit).size).toBe(long.notes.length);
		expect(matcher.passedBy(100)).toEqual([]);
	});
});

describe('a voice', () => {
	it('lights a note within two moments, and no second one by holding it', () => {
		const matcher = made();
		expect(sing(matcher, 0.01, 0.05, 60.3)).toEqual([0]);
		expect(sing(matcher, 0.05, 1.5, 60.3)).toEqual([]);
	});

	it('lights the same pitch again after an onset, or after a silence', () => {
		const struck = made();
		sing(struck, 0, 0.98, 60);
		expect(sing(struck, 1, 1.2, 60, true)).toEqual([1]);
		const sung = made();
		sing(sung, 0, 0.8, 60);
		sing(sung, 0.8, 1, null);
		expect(sing(sung, 1.02, 1.3, 60)).toEqual([1]);
	});

	it.each([
		['an octave above', 76],
		['60 cents too high', 64.6],
		['60 cents too low', 63.4]
	])('lights nothing %s', (_, exact) => {
		expect(sing(made(), 2, 2.5, exact)).toEqual([]);
	});

	it('lights nothing when it comes in too late, nor by a tone that began long before', () => {
		expect(sing(made(), 2.25, 2.8, 64)).toEqual([]);
		expect(sing(made(), 1.6, 2.5, 64)).toEqual([]);
	});
});

describe('passing', () => {
	it('tells what was not hit, once', () => {
		const matcher = made();
		matcher.strike(0, 60);
		expect(matcher.passedBy(1.1)).toEqual([]);
		expect(matcher.passedBy(2.2)).toEqual([1, 2]);
		expect(matcher.passedBy(2.3)).toEqual([]);
	});

	it('begins anew from where the song went back to', () => {
		const matcher = made();
		[0, 1].forEach((at) => matcher.strike(at, 60));
		matcher.strike(2.5, 90);
		expect(matcher.tally(1, 3)).toEqual({ expected: 2, hit: 1, strays: 1 });
		expect(matcher.beginAt(1)).toBe(1);
		expect([matcher.isHit(0), matcher.isHit(1)]).toEqual([true, false]);
		expect(matcher.tally(1, 3)).toEqual({ expected: 2, hit: 0, strays: 0 });
		expect(matcher.passedBy(1.5)).toEqual([1]);
	});
});
