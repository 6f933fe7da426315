import { describe, expect, it } from 'vitest';
import { evenGaps, type Column } from './even-gaps.ts';

const columns = (rows: readonly (readonly [tick: number, x: number])[]): Column[] =>
	rows.map(([tick, x]) => ({ tick, x, behindPx: 12, beforePx: 0 }));
const placed = (rows: readonly (readonly [tick: number, x: number])[]): number[] => evenGaps(columns(rows)).map(Math.round);

describe('gaps between the moments of a bar', () => {
	it('stay where each has its room', () => {
		const rows = [
			[0, 0],
			[1, 40],
			[2, 80],
			[4, 130]
		] as const;
		expect(placed(rows)).toEqual([0, 40, 80, 130]);
	});

	it('grow where they were too small, from those with room to spare (regression)', () => {
		expect(
			placed([
				[0, 0],
				[1, 50],
				[2, 100],
				[3, 108]
			])
		).toEqual([0, 42, 85, 108]);
	});

	it('are shared alike where there is not room for all', () => {
		expect(
			placed([
				[0, 0],
				[1, 20],
				[2, 30]
			])
		).toEqual([0, 15, 30]);
	});
});
