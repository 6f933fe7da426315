import { describe, expect, it } from 'vitest';
import type { HeardNote } from './heard-technique.ts';
import { heardTechniques } from './index.ts';

const stepSeconds = 256 / 22_050;
/** Cents along a second, from the share of it that has gone. */
const along = (cents: (share: number) => number): number[] => Array.from({ length: 86 }, (_, at) => cents(at / 86));
const note = (id: string, at: number, fret: number, more: Partial<HeardNote> = {}): HeardNote => ({
	id,
	string: 2,
	fret,
	onsetSeconds: at,
	endSeconds: at + 1,
	velocity: 90,
	...more
});
const of = (...notes: HeardNote[]): unknown => Object.fromEntries(heardTechniques(notes, stepSeconds));

describe('techniques heard', () => {
	it.each<[string, number[], unknown]>([
		['a whole step held', along((share) => Math.min(200, share * 800)), { a: { bendSemitones: 2 } }],
		['a half step held', along((share) => Math.min(100, share * 800)), { a: { bendSemitones: 1 } }],
		['a steady note', along(() => 5), {}],
		['a note out of tune', along(() => 45), {}],
		['one stray value', along((share) => (share > 0.5 && share < 0.512 ? 200 : 0)), {}],
		['vibrato', along((share) => 30 * Math.sin(2 * Math.PI * 6 * share)), { a: { hasVibrato: true } }],
		['a slow drift', along((share) => 30 * share), {}],
		['a fall', along((share) => -200 * share), {}]
	])('%s', (_, bendCents, expected) => expect(of(note('a', 0, 7, { bendCents }))).toEqual(expected));

	it('does not bend an open string', () => {
		expect(of(note('a', 0, 0, { bendCents: along((share) => Math.min(200, share * 800)) }))).toEqual({});
	});

	it('slides where a steady note leaves for the next one of its string', () => {
		const bendCents = along((share) => (share < 0.92 ? 0 : (share - 0.92) * 1500));
		expect(of(note('a', 0, 5, { bendCents }), note('b', 1, 7))).toEqual({ a: { slide: 'shift' } });
		expect(of(note('a', 0, 5, { bendCents }), note('b', 1, 7, { velocity: 40 }))).toEqual({ a: { slide: 'legato' } });
		expect(of(note('a', 0, 5, { bendCents }), note('b', 1, 3))).toEqual({});
		expect(of(note('a', 0, 5, { bendCents }), note('b', 1, 7, { string: 1 }))).toEqual({});
		expect(of(note('a', 0, 5, { bendCents }), note('b', 1.5, 7))).toEqual({});
	});

	it('hammers on and pulls off where the next note is at once and much softer', () => {
		const first = note('a', 0, 5, { endSeconds: 0.2 });
		const soft = { velocity: 50 };
		expect(of(first, note('b', 0.2, 7, soft))).toEqual({ a: { isLegatoToNext: true } });
		expect(of(first, note('b', 0.2, 3, soft))).toEqual({ a: { isLegatoToNext: true } });
		expect(of(first, note('b', 0.2, 7))).toEqual({});
		expect(of(first, note('b', 0.2, 12, soft))).toEqual({});
		expect(of(first, note('b', 0.4, 7, soft))).toEqual({});
		expect(of(first, note('b', 0.2, 5, soft))).toEqual({});
	});
});
