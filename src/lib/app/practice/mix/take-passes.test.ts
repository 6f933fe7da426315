import { describe, expect, it } from 'vitest';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { songSecondsAt } from '$dsp/latency/index.ts';
import { takeRecordOf } from '../../../../../tests/fixtures/recording/takes.ts';
import { toSongNotes, toTakePasses, usualPass } from './take-passes.ts';

const sound = (seconds: number): TakeRecord['sound'] => ({
	path: 'takes/t',
	sampleRateHz: 44_100,
	channels: 1,
	frames: Math.round(seconds * 44_100),
	peakDb: -6,
	clippedSamples: 0,
	overrunFrames: 0
});

const loop = { startSeconds: 4, endSeconds: 8 };

describe('toTakePasses', () => {
	it('knows no place of a take that was played alone', () => {
		const take = takeRecordOf('t', { place: { songSeconds: 3, speed: 0, loop: null, turns: [] }, sound: sound(5) });
		expect(toTakePasses(take)).toEqual([]);
	});

	it('is each time round a loop, without its last moment', () => {
		const take = takeRecordOf('t', {
			latencySeconds: 0.1,
			place: { songSeconds: 6, speed: 0.8, loop, turns: [] },
			sound: sound(0.1 + 2.5 + 5 + 5 + 0.4)
		});
		const passes = toTakePasses(take);
		expect(passes.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
			[6, 8],
			[4, 8],
			[4, 8]
		]);
		expect(usualPass(passes)).toBe(2);
	});

	it('goes on over a jump ahead and a change of speed, and begins anew after one back', () => {
		const take = takeRecordOf('t', {
			latencySeconds: 0,
			place: {
				songSeconds: 0,
				speed: 1,
				loop: null,
				turns: [
					{ takeSeconds: 3, songSeconds: 10, speed: 0.5 },
					{ takeSeconds: 7, songSeconds: 2, speed: 1 }
				]
			},
			sound: sound(9)
		});
		expect(toTakePasses(take).map(({ parts }) => parts.map((part) => [part.songStartSeconds, part.songEndSeconds]))).toEqual([
			[
				[0, 3],
				[10, 12]
			],
			[[2, 4]]
		]);
	});

	it('leaves out what was played before the song', () => {
		const take = takeRecordOf('t', {
			latencySeconds: 0.2,
			place: { songSeconds: -1, speed: 0.5, loop: null, turns: [] },
			sound: sound(6.2)
		});
		expect(toTakePasses(take)[0]?.parts).toEqual([
			{ takeStartSeconds: 2.2, takeEndSeconds: expect.closeTo(6.2, 6), songStartSeconds: 0, songEndSeconds: 2 }
		]);
	});

	it('says of every moment what the latency’s own place says', () => {
		const take = takeRecordOf('t', {
			latencySeconds: 0.13,
			place: {
				songSeconds: 5,
				speed: 0,
				loop,
				turns: [
					{ takeSeconds: 1.7, songSeconds: 5, speed: 0.8 },
					{ takeSeconds: 9.2, songSeconds: 4.5, speed: 1.2 }
				]
			},
			sound: sound(20)
		});
		const parts = toTakePasses(take).flatMap((pass) => pass.parts);
		expect(parts.length).toBeGreaterThan(4);
		for (const { takeStartSeconds, takeEndSeconds, songStartSeconds, songEndSeconds } of parts)
			for (const share of [0.01, 0.5, 0.99]) {
				const at = takeStartSeconds + share * (takeEndSeconds - takeStartSeconds);
				const song = songStartSeconds + share * (songEndSeconds - songStartSeconds);
				expect(song).toBeCloseTo(songSecondsAt(take.place, take.latencySeconds, at), 6);
			}
	});
});

describe('toSongNotes', () => {
	it('puts keys where they were played in the song, at the song’s own pitch', () => {
		const note = (onsetSeconds: number) => ({ onsetSeconds, offsetSeconds: onsetSeconds + 0.5, pitchMidi: 58, velocity: 90 });
		const plain = takeRecordOf('t');
		const take = takeRecordOf('t', {
			source: 'midi',
			latencySeconds: 0,
			sound: null,
			midi: { durationSeconds: 12, notes: [note(0.2), note(2), note(7)], pedals: [] },
			settings: { ...plain.settings, transposeCents: -200 },
			place: { songSeconds: 4, speed: 0, loop, turns: [{ takeSeconds: 1, songSeconds: 4, speed: 0.8 }] }
		});
		const [first, second] = toTakePasses(take).map((pass) => toSongNotes(take, pass));
		expect(first).toEqual([
			{ onsetSeconds: expect.closeTo(4.8, 6), offsetSeconds: expect.closeTo(5.2, 6), pitchMidi: 60, velocity: 90 }
		]);
		expect(second?.map(({ onsetSeconds }) => onsetSeconds)).toEqual([expect.closeTo(4.8, 6)]);
	});
});
