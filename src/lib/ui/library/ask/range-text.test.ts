import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeFields } from '$core/intent/query.ts';
import { fromRangeText, toRangeText } from './range-text.ts';

test.each([
	['bpm', '92.5', 92.5],
	['bpm', '', undefined],
	['bpm', 'fast', null],
	['bpm', '-3', null],
	['durationSeconds', '3:30', 210],
	['durationSeconds', '1:02:03', 3723],
	['durationSeconds', '2,5', 150],
	['energy', '60 %', 0.6],
	['energy', '140', null],
	['integratedLufs', '14', -14],
	['integratedLufs', '−9.5', -9.5],
	['rating', '6', null]
] as const)('%s %j is %j', (field, text, value) => expect(fromRangeText(field, text)).toBe(value));

test('what stands in a field is read back as it was', () => {
	fc.assert(
		fc.property(fc.constantFrom(...rangeFields), fc.integer({ min: 0, max: 100 }), (field, percent) => {
			const value = {
				bpm: 40 + percent,
				durationSeconds: 6 * percent,
				energy: percent / 100,
				danceability: percent / 100,
				integratedLufs: -percent,
				rating: percent / 20
			}[field];
			const shown = fromRangeText(field, toRangeText(field, value));
			expect(Math.abs((shown ?? NaN) - value)).toBeLessThan(0.06);
		})
	);
});
