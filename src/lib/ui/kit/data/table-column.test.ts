import { expect, test } from 'vitest';
import { nextSort, rowForKey } from './table-column.ts';

test('a header sorts up, then down, then up; another begins anew', () => {
	const up = nextSort(null, 'title');
	const down = nextSort(up, 'title');
	expect([up.direction, down.direction, nextSort(down, 'title').direction]).toEqual(['ascending', 'descending', 'ascending']);
	expect(nextSort(down, 'artist')).toEqual({ columnId: 'artist', direction: 'ascending' });
});

test.each<[string, number, number, number | null]>([
	['ArrowDown', 0, 5, 1],
	['ArrowDown', 4, 5, 4],
	['ArrowUp', 0, 5, 0],
	['PageDown', 2, 50, 12],
	['PageUp', 2, 50, 0],
	['Home', 4, 5, 0],
	['End', 0, 5, 4],
	['Enter', 0, 5, null],
	['ArrowDown', 0, 0, null]
])('%s from row %d of %d', (key, at, count, expected) => {
	expect(rowForKey(key, at, count)).toBe(expected);
});
