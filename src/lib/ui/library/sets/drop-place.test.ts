import { expect, test } from 'vitest';
import { dropPlace } from './drop-place.ts';

const rows = Array.from({ length: 5 }, (_, index) => ({ top: 10 * index, height: 10 }));

test.each([
	[2, 25, 2],
	[2, 34, 2],
	[2, 36, 3],
	[2, 400, 4],
	[2, 16, 2],
	[2, 14, 1],
	[2, -50, 0],
	[0, 9, 0],
	[4, 0, 0]
])('row %i held at %i lands at %i', (from, y, to) => expect(dropPlace(rows, from, y)).toBe(to));
