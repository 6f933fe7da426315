import { describe, expect, it } from 'vitest';
import { judgeTake, plainContext } from '../index.ts';
import { madePiece, playedRight } from '../made-take.ts';
import { toSongPasses } from './to-song-passes.ts';

const place = { songSeconds: 4, speed: 1, loop: null, turns: [] };

describe('passes of the song under a take', () => {
	it.each([
		['straight on', place, 10, [[4, 14, 0, 1]]],
		['at half speed', { ...place, speed: 0.5 }, 10, [[4, 9, 0, 0.5]]],
		[
			'round a loop, the last time not to its end',
			{ ...place, loop: { startSeconds: 3, endSeconds: 6 } },
			7,
			[
				[4, 6, 0, 1],
				[3, 6, 2, 1],
				[3, 5, 5, 1]
			]
		],
		['behind a loop', { ...place, songSeconds: 8, loop: { startSeconds: 3, endSeconds: 6 } }, 2, [[8, 10, 0, 1]]],
		[
			'with a pause, a jump and another speed',
			{
				...place,
				turns: [
					{ takeSeconds: 2, songSeconds: 6, speed: 0 },
					{ takeSeconds: 5, songSeconds: 0, speed: 2 }
				]
			},
			6,
			[
				[4, 6, 0, 1],
				[0, 2, 5, 2]
			]
		],
		['while it stood still', { ...place, speed: 0 }, 9, []]
	] as const)('%s', (_, own, durationSeconds, passes) => {
		expect(
			toSongPasses(own, durationSeconds).map(({ startSeconds, endSeconds, takeSeconds, speed }) => [
				startSeconds,
				endSeconds,
				takeSeconds,
				speed
			])
		).toEqual(passes);
	});

	it('do not go on for ever round a loop of nothing', () => {
		expect(toSongPasses({ ...place, loop: { startSeconds: 5, endSeconds: 5 } }, 10).length).toBeLessThan(3);
	});

	it('are what a take is judged by, each at its own speed', () => {
		const piece = madePiece(4);
		// The whole song at its tempo, a second of silence, then once more at half of it.
		const again = { takeSeconds: 9, songSeconds: 0, speed: 0.5 };
		const turns = [{ takeSeconds: 8, songSeconds: 8, speed: 0 }, again];
		const passes = toSongPasses({ songSeconds: 0, speed: 1, loop: null, turns }, 25);
		const slow = playedRight(piece, { clock: (song) => again.takeSeconds + song / again.speed });
		const judged = judgeTake(piece, [...playedRight(piece), ...slow], { ...plainContext, mode: 'song', passes });
		expect(judged.figures?.whole).toMatchObject({ right: 2 * piece.notes.length, missed: 0, extra: 0, early: 0, late: 0 });
	});
});
