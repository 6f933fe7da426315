import { describe, expect, it } from 'vitest';
import { emptyGrid } from '$core/time/index.ts';
import { barBeside } from './while-playing.svelte.ts';

const grid = { beatsSeconds: Array.from({ length: 16 }, (_, i) => i), downbeats: [0, 4, 8, 12] };

describe('the bar beside', () => {
	it.each([
		[9.5, -1, 8],
		[8.5, -1, 4],
		[0.5, -1, 0],
		[9, 1, 12],
		[8, 1, 12],
		[15, 1, 15]
	] as const)('at %f s in direction %i begins at %f s', (seconds, direction, expected) => {
		expect(barBeside(grid, 16, seconds, direction)).toBe(expected);
	});

	it('is the beginning, or where one is, without bars', () => {
		expect(barBeside(emptyGrid, 16, 9, -1)).toBe(0);
		expect(barBeside(emptyGrid, 16, 9, 1)).toBe(9);
	});
});
