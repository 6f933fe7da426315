import { describe, expect, it } from 'vitest';
import { noteOf as note, partOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import type { Part, ScoreNote } from '../../score/score.ts';
import { toFretboard, tunings } from '../tunings.ts';
import { fingerPart, toFingerNotes } from './index.ts';

const tempoMap = [
	{ tick: 0, seconds: 0 },
	{ tick: 10_080, seconds: 0.5 }
];
const part = (...notes: ScoreNote[]): Part =>
	partOf(notes, {
		name: 'Guitar',
		programme: 25,
		staves: [{ clef: 'treble8vb' }],
		fretboard: toFretboard(tunings[0] ?? expect.fail())
	});

describe('a fingered part', () => {
	it('has a string and a fret on what can be played and none on what cannot', () => {
		const { part: then, fingered } = fingerPart(
			part(note('a', 0, 100, 64), note('b', 100, 100, 20, { string: 3, fret: 1 })),
			tempoMap
		);
		expect(then.notes[0]).toMatchObject({ string: 1, fret: 0 });
		expect(then.notes[1]).toEqual(note('b', 100, 100, 20));
		expect(fingered[1]).toMatchObject({ isPlayed: false, reason: 'below' });
	});

	it('keeps locks, also those that cannot be kept now', () => {
		const locked = { isStringLocked: true };
		const { part: then } = fingerPart(
			part(note('a', 0, 100, 64, { string: 3, fret: 9, ...locked }), note('b', 100, 100, 40, { string: 1, fret: 0, ...locked })),
			tempoMap
		);
		expect(then.notes[0]).toMatchObject({ string: 3, fret: 9, isStringLocked: true });
		expect(then.notes[1]).toEqual(note('b', 100, 100, 40, { string: 1, isStringLocked: true }));
	});

	it('strikes grace notes one after the other before their note', () => {
		const notes = toFingerNotes(
			part(
				note('g', 10_080, 0, 62, { grace: 'plain' }),
				note('h', 10_080, 0, 63, { grace: 'plain' }),
				note('a', 10_080, 100, 64)
			),
			tempoMap
		);
		expect(notes.map(({ onsetTick }) => onsetTick)).toEqual([8820, 9450, 10_080]);
		expect(notes[0]?.onsetSeconds).toBeCloseTo(0.4375);
	});

	it('leaves harmonics where they were put, and parts without frets alone', () => {
		const harmonic = note('a', 0, 100, 76, { string: 1, fret: 12, technique: { harmonic: 'natural' } });
		expect(fingerPart(part(harmonic), tempoMap).part.notes[0]).toEqual(harmonic);
		const { fretboard: _, ...voice } = part(note('a', 0, 100, 60));
		expect(fingerPart(voice, tempoMap)).toEqual({ part: voice, fingered: [] });
	});
});
