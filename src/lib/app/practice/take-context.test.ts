import { describe, expect, it } from 'vitest';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { toTakeContext } from './take-context.ts';

const sound = (seconds: number) => ({
	path: 'takes/t',
	sampleRateHz: 44_100,
	channels: 1,
	frames: Math.round(seconds * 44_100),
	peakDb: -6,
	clippedSamples: 0,
	overrunFrames: 0
});

describe('toTakeContext', () => {
	it('passes once through the song from after the count-in', () => {
		const take = takeRecordOf('t', {
			latencySeconds: 0.1,
			place: { songSeconds: 4, speed: 0, loop: null, turns: [{ takeSeconds: 2, songSeconds: 4, speed: 0.5 }] },
			sound: sound(10.1)
		});
		expect(toTakeContext(take)).toMatchObject({
			source: 'audio',
			mode: 'song',
			speed: 0.5,
			countInSeconds: 2,
			latencySeconds: 0.1,
			passes: [{ startSeconds: 4, endSeconds: expect.closeTo(8, 6), takeSeconds: 2 }]
		});
	});

	it('goes round a loop as often as there was time for', () => {
		const take = takeRecordOf('t', {
			latencySeconds: 0,
			place: { songSeconds: 3, speed: 2, loop: { startSeconds: 2, endSeconds: 6 }, turns: [] },
			sound: sound(4)
		});
		expect(toTakeContext(take).passes).toEqual([
			{ startSeconds: 3, endSeconds: 6, takeSeconds: 0 },
			{ startSeconds: 2, endSeconds: 6, takeSeconds: 1.5 },
			{ startSeconds: 2, endSeconds: 3, takeSeconds: 3.5 }
		]);
	});

	it('is free where nothing played, and where the speed changed', () => {
		const alone = takeRecordOf('t', { place: { songSeconds: 0, speed: 0, loop: null, turns: [] }, sound: sound(4) });
		expect(toTakeContext(alone)).toMatchObject({ mode: 'free', speed: 1, passes: [], countInSeconds: 0 });
		const changed = takeRecordOf('t', {
			latencySeconds: 0,
			place: { songSeconds: 0, speed: 1, loop: null, turns: [{ takeSeconds: 2, songSeconds: 2, speed: 0.5 }] },
			sound: sound(4)
		});
		expect(toTakeContext(changed)).toMatchObject({ mode: 'free', speed: 0.75, passes: [] });
	});

	it('takes keys for keys, with the shift of the song', () => {
		const { settings } = takeRecordOf('t');
		const take = takeRecordOf('t', {
			source: 'midi',
			latencySeconds: 0,
			sound: null,
			midi: { durationSeconds: 3, notes: [], pedals: [] },
			settings: { ...settings, transposeCents: -200 },
			place: { songSeconds: 0, speed: 1, loop: null, turns: [] }
		});
		expect(toTakeContext(take)).toMatchObject({
			source: 'midi',
			transposeSemitones: -2,
			passes: [{ startSeconds: 0, endSeconds: 3, takeSeconds: 0 }]
		});
	});
});
