import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { camelotOf, fromCamelotText, keyAt, toCamelot, wheelSteps } from './camelot.ts';

describe('the Camelot wheel', () => {
	// As printed on Mark Davis's Camelot wheel.
	const majors = ['8B', '3B', '10B', '5B', '12B', '7B', '2B', '9B', '4B', '11B', '6B', '1B'];
	const minors = ['5A', '12A', '7A', '2A', '9A', '4A', '11A', '6A', '1A', '8A', '3A', '10A'];

	test('every key has the code that is printed', () => {
		expect(majors.map((_, tonic) => camelotOf({ tonic, mode: 'major' }))).toEqual(majors);
		expect(minors.map((_, tonic) => camelotOf({ tonic, mode: 'minor' }))).toEqual(minors);
	});

	test('a code gives its key back', () => {
		for (const mode of ['major', 'minor'] as const)
			for (let tonic = 0; tonic < 12; tonic++) {
				const key = { tonic, mode };
				expect(keyAt(toCamelot(key))).toEqual(key);
				expect(fromCamelotText(camelotOf(key))).toEqual(toCamelot(key));
			}
	});

	test.each(['', '0A', '13B', '8C', '8', 'A', '8AB', '-8A', '8.5A'])('%j is no code', (text) => {
		expect(fromCamelotText(text)).toBeNull();
	});

	test.each([
		['8A', '9A', 1],
		['12A', '1A', 1],
		['1B', '12B', -1],
		['2A', '8A', 6],
		['8A', '2A', 6],
		['8A', '8B', 0]
	])('%s to %s is %i', (from, to, steps) => {
		const one = fromCamelotText(from);
		const other = fromCamelotText(to);
		expect(one && other && wheelSteps(one, other)).toBe(steps);
	});

	test('there and back is no way at all, but for the far side', () => {
		const place = fc.record({ number: fc.integer({ min: 1, max: 12 }), letter: fc.constantFrom('A' as const, 'B' as const) });
		fc.assert(
			fc.property(place, place, (one, other) => {
				const there = wheelSteps(one, other);
				expect(Math.abs(there)).toBeLessThanOrEqual(6);
				if (there !== 6) expect(wheelSteps(other, one)).toBe(there === 0 ? 0 : -there);
			})
		);
	});
});
