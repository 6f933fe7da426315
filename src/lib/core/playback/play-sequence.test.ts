import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAfter, framesLeft, framesUntilBreak, toFrameLoop, type PlaySequence } from './play-sequence.ts';

const sequences = fc
	.record({
		frameCount: fc.integer({ min: 3000, max: 50_000 }),
		start: fc.double({ min: 0, max: 1, noNaN: true }),
		ends: fc.tuple(fc.nat(), fc.nat()),
		isLoop: fc.boolean()
	})
	.map(({ frameCount, start, ends, isLoop }): PlaySequence => {
		const loop = toFrameLoop((ends[0] % frameCount) / 100, (ends[1] % frameCount) / 100, 100, frameCount);
		return { frameCount, startFrame: Math.floor(start * frameCount), loop: isLoop ? loop : null };
	});

describe('a play sequence', () => {
	it('is what stepping one frame at a time gives', () => {
		fc.assert(
			fc.property(sequences, (sequence) => {
				let frame = sequence.startFrame;
				const loop = sequence.loop !== null && frame < sequence.loop.endFrame ? sequence.loop : null;
				for (let elapsed = 0; elapsed < 12_000; elapsed++) {
					if (frameAfter(sequence, elapsed) !== frame)
						throw new Error(`after ${elapsed}: ${frameAfter(sequence, elapsed)}, not ${frame}`);
					const isBreak = framesUntilBreak(sequence, elapsed);
					if (isBreak !== (loop === null ? sequence.frameCount : loop.endFrame) - frame)
						throw new Error(`break after ${elapsed}`);
					frame = Math.min(frame + 1, sequence.frameCount);
					if (loop !== null && frame === loop.endFrame) frame = loop.startFrame;
				}
				expect(framesLeft(sequence, 0)).toBe(loop === null ? sequence.frameCount - sequence.startFrame : Infinity);
			}),
			{ numRuns: 50, seed: 1 }
		);
	});
});

describe('toFrameLoop', () => {
	it.each([
		['as it is', 1, 2, { startFrame: 44_100, endFrame: 88_200 }],
		['turned round', 2, 1, { startFrame: 44_100, endFrame: 88_200 }],
		['clamped', -5, 99, { startFrame: 0, endFrame: 441_000 }],
		['widened', 1, 1, { startFrame: 44_100, endFrame: 46_305 }],
		['widened at the end', 10, 10, { startFrame: 438_795, endFrame: 441_000 }],
		['none for what is no number', Number.NaN, 1, null]
	])('%s', (_, start, end, wanted) => expect(toFrameLoop(start, end, 44_100, 441_000)).toEqual(wanted));

	it('none in a source shorter than the shortest loop', () => expect(toFrameLoop(0, 1, 44_100, 100)).toBeNull());
});
