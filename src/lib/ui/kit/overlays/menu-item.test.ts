import { expect, test } from 'vitest';
import { itemForLetters, nextItem, type MenuItem } from './menu-item.ts';

const items: readonly MenuItem[] = [
	['Rename', false],
	['Duplicate', false],
	['Delete', true],
	['Download', false],
	['Save', false]
].map(([label, disabled]) => ({ id: String(label), label: String(label), disabled: disabled === true, run: () => undefined }));
const off = items.map((item) => ({ ...item, disabled: true }));

test.each<[string, number, number]>([
	['d', -1, 1],
	['d', 1, 3],
	['d', 3, 1],
	['dd', 1, 3],
	['do', 1, 3],
	['DO', -1, 3],
	['del', -1, -1],
	['s', 4, 4],
	['x', 0, -1]
])('letters %j from line %d lead to %d', (letters, from, expected) => {
	expect(itemForLetters(items, letters, from)).toBe(expected);
});

test.each<[number, 1 | -1, number]>([
	[-1, 1, 0],
	[1, 1, 3],
	[4, 1, 0],
	[3, -1, 1],
	[0, -1, 4],
	[5, -1, 4]
])('from line %d by %d is %d', (from, direction, expected) => {
	expect(nextItem(items, from, direction)).toBe(expected);
});

test('a menu with nothing to choose leads nowhere', () => {
	expect(nextItem(off, -1, 1)).toBe(-1);
	expect(nextItem([], -1, 1)).toBe(-1);
	expect(itemForLetters(off, 'r', -1)).toBe(-1);
});
