import { expect, test } from 'vitest';
import { visibleLines } from './tree-node.ts';

test('only lines under open nodes are seen', () => {
	const nodes = [
		{ id: 'a', label: 'A', children: [{ id: 'b', label: 'B', children: [{ id: 'c', label: 'C' }] }] },
		{ id: 'd', label: 'D' }
	];
	const seen = (open: string[]): string[] =>
		visibleLines(nodes, new Set(open)).map((line) => `${line.node.id}${line.level}${line.place}/${line.siblings}`);
	expect(seen([])).toEqual(['a11/2', 'd12/2']);
	expect(seen(['b'])).toEqual(['a11/2', 'd12/2']);
	expect(seen(['a', 'b'])).toEqual(['a11/2', 'b21/1', 'c31/1', 'd12/2']);
	expect(visibleLines(nodes, new Set(['a', 'b']))[2]?.parentId).toBe('b');
});
