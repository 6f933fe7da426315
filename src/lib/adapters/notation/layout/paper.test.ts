import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingMm, layOnSheets, papers } from './paper.ts';

const heightsArb = fc.array(fc.integer({ min: 60, max: 2500 }), { minLength: 1, maxLength: 80 });

describe('sheets of paper', () => {
	it('hold every line once, in order, inside their margins unless one line is higher than a sheet', () => {
		fc.assert(
			fc.property(heightsArb, fc.constantFrom('a4', 'letter'), fc.boolean(), (heights, size, hasTitle) => {
				const headMm = headingMm({ title: hasTitle ? 'A' : '', artist: '' });
				const { tops, sheets } = layOnSheets(heights, size, { scale: 0.175, headMm });
				expect(sheets.flatMap(({ first, last }) => heights.slice(first, last + 1))).toEqual(heights);
				expect(tops).toHaveLength(heights.length);
				for (const { first, last, topPx, heightPx, marginPx } of sheets) {
					expect(heightPx).toBeCloseTo(papers[size].heightMm / 0.175, 6);
					expect(tops[first]).toBeGreaterThanOrEqual(topPx + marginPx);
					for (let line = first + 1; line <= last; line++)
						expect(tops[line]).toBeGreaterThanOrEqual((tops[line - 1] ?? 0) + (heights[line - 1] ?? 0) - 1e-6);
					if (last > first)
						expect((tops[last] ?? 0) + (heights[last] ?? 0)).toBeLessThanOrEqual(topPx + heightPx - 16 / 0.175 + 1e-6);
				}
			})
		);
	});

	it('leave room for the title on the first alone', () => {
		const { tops, sheets } = layOnSheets(Array<number>(12).fill(400), 'a4', { scale: 0.175, headMm: 20 });
		const offsets = sheets.map(({ first, topPx, marginPx }) => (tops[first] ?? 0) - topPx - marginPx);
		expect(offsets[0]).toBeCloseTo(20 / 0.175, 6);
		expect(offsets.slice(1)).not.toHaveLength(0);
		for (const offset of offsets.slice(1)) expect(offset).toBeCloseTo(0, 6);
	});
});
