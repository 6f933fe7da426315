import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFretboard, tunings } from '../tunings.ts';
import { alternativesFor } from './index.ts';
import type { FingerNote } from './finger-note.ts';
import { finger } from './finger.ts';

const board = toFretboard(tunings[0] ?? expect.fail());
const line = (...pitches: number[]): FingerNote[] =>
	pitches.map((pitchMidi, at) => ({
		id: `${at}`,
		pitchMidi,
		onsetTick: at * 5040,
		endTick: (at + 1) * 5040,
		onsetSeconds: at / 4,
		endSeconds: (at + 1) / 4
	}));
const alternatives = (id: string, notes: readonly FingerNote[]): string[] =>
	alternativesFor(id, notes, finger(notes, board), board).map(({ string, fret }) => `${string}/${fret}`);

describe('alternatives for a note', () => {
	it('are its other strings, the nearest to where the hand is first', () => {
		expect(alternatives('1', line(60, 64, 67))).toEqual(['2/5', '3/9', '4/14', '5/19']);
	});

	it('are none for a note with one place, nor for one that is not there', () => {
		expect(alternatives('0', line(40))).toEqual([]);
		expect(alternatives('9', line(40))).toEqual([]);
	});

	it('leave out what would take a note from the chord', () => {
		const chord = line(40, 64).map((note) => ({ ...note, onsetTick: 0, endTick: 5040 }));
		const fretted = [{ ...(chord[0] ?? expect.fail()), pitchMidi: 41 }, chord[1] ?? expect.fail()];
		// 64 lies at the fourth fret from the first on no string but the first, open.
		expect(alternatives('1', fretted)).toEqual([]);
	});

	it('are what locking the note gives (property)', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 40, max: 80 }), { minLength: 1, maxLength: 15 }), fc.nat(), (pitches, pick) => {
				const notes = line(...pitches);
				const id = `${pick % notes.length}`;
				const now = finger(notes, board);
				for (const { string, fret, changes } of alternativesFor(id, notes, now, board)) {
					const then = finger(
						notes.map((note) => (note.id === id ? { ...note, lockedString: string } : note)),
						board
					);
					const changed = then.filter((each, at) => {
						const before = now[at];
						return each.noteId !== id && each.isPlayed && before?.isPlayed === true && before.string !== each.string;
					});
					expect(then.find(({ noteId }) => noteId === id)).toMatchObject({ string, fret });
					expect(changes.map(({ noteId }) => noteId)).toEqual(changed.map(({ noteId }) => noteId));
				}
			})
		);
	});
});
