import { describe, expect, it } from 'vitest';
import { barOf, noteOf, partOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { notateStaff } from '../notate/index.ts';
import { ticksPerQuarter, type ScoreNote } from '../score.ts';
import { describeBar } from './describe.ts';
import { walkTo } from './walk.ts';

const quarter = ticksPerQuarter;
const makeNote = (id: string, quarters: number, length: number, pitchMidi: number, more: Partial<ScoreNote> = {}): ScoreNote =>
	noteOf(id, quarters * quarter, length * quarter, pitchMidi, more);

const notes = [
	makeNote('bass', 0, 4, 48, { staff: 1 }),
	makeNote('a', 0, 1.5, 60),
	makeNote('b', 0, 1.5, 63),
	makeNote('c', 2, 3, 67),
	makeNote('d', 5, 1, 68, { string: 1, fret: 4 })
];
const part = partOf(notes);
const key = { fifths: -3, mode: 'minor' as const };
const score = scoreOf(notes, {
	bars: [barOf('1', { key }), barOf('2', { key })],
	parts: [part],
	tempoMap: [
		{ tick: 0, seconds: 0 },
		{ tick: quarter, seconds: 1 }
	],
	chords: [{ id: 'c', tick: 0, chord: { root: 0, quality: 'min' } }],
	sections: [{ id: 's', tick: 0, label: 'Verse' }]
});

const words = (index: number): string => {
	const staves = [0, 1].map((staff) => notateStaff(score, part, staff)[index]).filter((one) => one !== undefined);
	return describeBar(score, part, staves);
};

describe('words for a bar', () => {
	it('says what changes, the chords and what each hand plays', () => {
		expect(words(0)).toBe(
			'Bar 1. Verse. C minor. 4 4 time. Chords Cm. Right hand: C 4 and E flat 4 dotted quarter, eighth rest, G 4 half, tied. ' +
				'Left hand: C 3 whole.'
		);
	});

	it('says strings and rests, and nothing that did not change', () => {
		expect(words(1)).toBe(
			'Bar 2. Right hand: G 4 quarter, A flat 4 (string 1 fret 4) quarter, half rest. Left hand: whole bar rest.'
		);
	});
});

describe('walking by keyboard', () => {
	it.each([
		['a', 'next', 'c'],
		['c', 'next', 'd'],
		['d', 'next', null],
		['c', 'previous', 'b'],
		['a', 'previous', null],
		['a', 'higher', 'b'],
		['a', 'lower', 'bass'],
		['b', 'higher', null]
	] as const)('from %s, %s', (from, step, to) => {
		expect(walkTo(notes, from, step, 0)?.id ?? null).toBe(to);
	});

	it('begins at the cursor', () => {
		expect(walkTo(notes, null, 'next', 1.2 * quarter)?.id).toBe('c');
	});
});
