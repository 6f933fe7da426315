import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCamelotText, keyAt } from '../camelot.ts';
import { canFollow, rankFollowers, toKeyMove, toTempoChange, toTransition, type Mixable } from './follow.ts';
import { energyArcs, orderSet, setScore } from './order-set.ts';
import { transitionReasons } from './transition-words.ts';

function song(id: string, code: string | null, bpm: number | null = 120, energy: number | null = 0.5): Mixable {
	const place = code === null ? null : fromCamelotText(code);
	return { id, key: place === null ? null : keyAt(place), bpm, energy };
}

const move = (from: string, to: string): string => toKeyMove(song('a', from).key, song('b', to).key);

describe('from one song to the next', () => {
	test.each([
		['8A', '8A', 'same'],
		['8A', '8B', 'relative'],
		['8A', '9A', 'fifth-up'],
		['8A', '7A', 'fifth-down'],
		['12A', '1A', 'fifth-up'],
		['8A', '9B', 'diagonal'],
		['8B', '7A', 'diagonal'],
		['8B', '9A', 'diagonal'],
		['8A', '10A', 'two-up'],
		['8A', '11B', 'parallel'],
		['8A', '2A', 'far'],
		['8A', '6A', 'far']
	])('%s to %s: %s', (from, to, expected) => expect(move(from, to)).toBe(expected));

	test.each([
		[120, 120, 0, 'same'],
		[126, 120, 5, 'same'],
		[120, 60, 0, 'half'],
		[70, 143, -2.1, 'double'],
		[120, 90, 33.3, 'same']
	])('%i after which %i: %f%%, %s', (from, to, percent, relation) => {
		const change = toTempoChange(from, to);
		expect(change?.percent).toBeCloseTo(percent, 1);
		expect(change?.relation).toBe(relation);
	});

	test('the tempo may be 6% away, in halves and doubles too, and no more', () => {
		const from = song('a', '8A', 100);
		const fits = (bpm: number): boolean => canFollow(from, song('b', '9A', bpm));
		expect([95, 106, 47.5, 53, 190, 212].map(fits)).toEqual([true, true, true, true, true, true]);
		expect([93, 108, 46, 55, 185, 220, 75].map(fits)).toEqual([false, false, false, false, false, false, false]);
	});

	test('what is not known is not promised: no key fits nothing, no beat fits on key alone', () => {
		expect(canFollow(song('a', '8A'), song('b', null))).toBe(false);
		expect(canFollow(song('a', '8A'), song('b', '8A', null))).toBe(true);
		expect(toTransition(song('a', null), song('b', '8A')).score).toBeLessThan(
			toTransition(song('a', '8A'), song('b', '8A')).score
		);
	});

	test('followers are ranked with their reasons', () => {
		const from = song('this', '8A', 120, 0.5);
		const ranked = rankFollowers(from, [
			from,
			song('far', '2B'),
			song('diagonal', '9B'),
			song('same', '8A', 120, 0.55),
			song('fifth', '9A', 124, 0.55),
			song('too fast', '8A', 135)
		]);
		expect(ranked.map(({ song: { id } }) => id)).toEqual(['same', 'fifth', 'diagonal']);
		const fifth = ranked[1];
		expect(fifth && transitionReasons(fifth.transition)).toEqual([
			'8A to 9A: a fifth up, one note apart',
			'3.2% slower to meet it',
			'a bit more energy'
		]);
	});
});

const anySong = (index: number): fc.Arbitrary<Mixable> =>
	fc.record({
		id: fc.constant(`s${index}`),
		key: fc.option(
			fc.record({ tonic: fc.integer({ min: 0, max: 11 }), mode: fc.constantFrom('major' as const, 'minor' as const) })
		),
		bpm: fc.option(fc.double({ min: 50, max: 200, noNaN: true })),
		energy: fc.option(fc.double({ min: 0, max: 1, noNaN: true }))
	});
const songs = (most: number): fc.Arbitrary<Mixable[]> =>
	fc.integer({ min: 0, max: most }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anySong(index))));
const arc = fc.constantFrom(...energyArcs);

function permutations<T>(items: readonly T[]): T[][] {
	if (items.length < 2) return [[...items]];
	return items.flatMap((item, index) =>
		permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest])
	);
}

describe('a set put in order', () => {
	test('holds the same songs, whatever they are', () => {
		fc.assert(
			fc.property(songs(20), arc, (given, arc) => {
				const ids = (list: readonly Mixable[]): string[] => list.map(({ id }) => id).sort();
				expect(ids(orderSet(given, arc))).toEqual(ids(given));
			}),
			{ numRuns: 60 }
		);
	});

	test('is the best of all orders while there are few songs', () => {
		fc.assert(
			fc.property(songs(6), arc, (given, arc) => {
				const best = Math.max(...permutations(given).map((order) => setScore(order, arc)));
				expect(setScore(orderSet(given, arc), arc)).toBeCloseTo(best, 9);
			}),
			{ numRuns: 40 }
		);
	});

	test('does not depend on the order given, opens with the song asked for, and is close to the best for many', () => {
		// A walk round the wheel with rising energy, which is as good as it gets, shuffled.
		const walk = Array.from({ length: 24 }, (_, index) =>
			song(`s${String(index).padStart(2, '0')}`, `${(index % 12) + 1}A`, 120, index / 23)
		);
		const shuffled = walk.map((_, index) => walk[(index * 7) % 24]).filter((one) => one !== undefined);
		const ordered = orderSet(shuffled, 'rise');
		expect(orderSet([...shuffled].reverse(), 'rise')).toEqual(ordered);
		expect(setScore(ordered, 'rise')).toBeGreaterThan(setScore(walk, 'rise') - 0.01);
		expect(setScore(ordered, 'rise')).toBeGreaterThan(setScore(shuffled, 'rise') + 0.3);
		expect(orderSet(shuffled, 'rise', 's05')[0]?.id).toBe('s05');
		expect(orderSet(shuffled.slice(0, 5), 'fall', shuffled[2]?.id)[0]).toBe(shuffled[2]);
	});

	test('energy runs as asked when the keys leave the choice', () => {
		const same = [0.9, 0.1, 0.5, 0.3, 0.7].map((energy, index) => song(`s${index}`, '8A', 120, energy));
		const energies = (arc: (typeof energyArcs)[number]): (number | null)[] => orderSet(same, arc).map(({ energy }) => energy);
		expect(energies('rise')).toEqual([0.1, 0.3, 0.5, 0.7, 0.9]);
		expect(energies('fall')).toEqual([0.9, 0.7, 0.5, 0.3, 0.1]);
		const peak = energies('peak');
		expect(Math.max(...peak.slice(0, 2).map((energy) => energy ?? 0))).toBeLessThan(0.9);
		expect(peak.indexOf(0.9)).toBeGreaterThanOrEqual(2);
		expect(peak.at(-1)).toBeLessThan(0.9);
	});
});
