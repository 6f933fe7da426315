import { describe, expect, it } from 'vitest';
import { emptyGrid, snapSeconds } from './index.ts';

const grid = { beatsSeconds: [1, 1.5, 2, 2.5, 3, 3.6, 4], downbeats: [0, 4] };

describe('snapping a time', () => {
	it.each([
		[1.6, 'beat', 1.5],
		[3.31, 'beat', 3.6],
		[3.3, 'beat', 3],
		[1.9, 'bar', 1],
		[2.1, 'bar', 3],
		[0, 'bar', 1],
		[9, 'beat', 4],
		[1.73, 'free', 1.73]
	] as const)('draws %f s to the nearest %s', (seconds, step, expected) => {
		expect(snapSeconds(seconds, step, grid)).toBe(expected);
	});

	it('leaves a time alone where no beat is known', () => {
		expect(snapSeconds(1.73, 'bar', emptyGrid)).toBe(1.73);
	});
});
