import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { countBefore, noteAt, soundingAt, toNoteIndex, verticalNeighbour, visitBetween } from './note-index.ts';

const note = (onsetSeconds: number, lengthSeconds: number, pitchMidi = 60): NoteEvidence => ({
	id: `${onsetSeconds}-${pitchMidi}`,
	onsetSeconds,
	offsetSeconds: onsetSeconds + lengthSeconds,
	pitchMidi,
	velocity: 80,
	confidence: 0.8
});

const anyNotes = fc
	.array(
		fc.tuple(
			fc.double({ min: 0, max: 100, noNaN: true }),
			fc.double({ min: 0.01, max: 60, noNaN: true }),
			fc.integer({ min: 21, max: 108 })
		),
		{
			maxLength: 300
		}
	)
	.map((rows) =>
		rows.map(([onset, length, pitch]) => note(onset, length, pitch)).sort((a, b) => a.onsetSeconds - b.onsetSeconds)
	);

function between(notes: readonly NoteEvidence[], start: number, end: number): number[] {
	const found: number[] = [];
	visitBetween(toNoteIndex(notes), start, end, (at) => found.push(at));
	return found;
}

describe('the index of notes', () => {
	it('finds what a plain search finds', () => {
		const time = fc.double({ min: -5, max: 110, noNaN: true });
		fc.assert(
			fc.property(anyNotes, time, time, (notes, a, b) => {
				const [start, end] = [Math.min(a, b), Math.max(a, b)];
				const plain = notes.flatMap((n, at) => (n.onsetSeconds < end && n.offsetSeconds > start ? [at] : []));
				expect(between(notes, start, end)).toEqual(plain);
			})
		);
	});

	it('finds what sounds at a moment, as a plain search does', () => {
		fc.assert(
			fc.property(anyNotes, fc.double({ min: 0, max: 110, noNaN: true }), (notes, seconds) => {
				const into = new Int32Array(300);
				const count = soundingAt(toNoteIndex(notes), seconds, into);
				const plain = notes.flatMap((n, at) => (n.onsetSeconds < seconds + 1e-9 && n.offsetSeconds > seconds ? [at] : []));
				expect([...into.subarray(0, count)]).toEqual(plain);
			})
		);
	});

	it('finds a long note from before the stretch, and stops at the size of the answer', () => {
		const notes = [note(0, 90, 36), ...Array.from({ length: 200 }, (_, at) => note(1 + at * 0.1, 0.05))];
		expect(between(notes, 50, 51)).toEqual([0]);
		const small = new Int32Array(1);
		expect(soundingAt(toNoteIndex(notes), 1.02, small)).toBe(1);
	});

	it('is empty without notes', () => {
		const index = toNoteIndex([]);
		expect(countBefore(index, 5)).toBe(0);
		expect(noteAt(index, 1, 60, 1)).toBe(-1);
		expect(index.lowestMidi).toBe(Infinity);
	});

	it('answers the note under a point: the later of two on each other, the nearest within reach', () => {
		const index = toNoteIndex([note(1, 3), note(2, 0.5), note(6, 1), note(6, 1, 64)]);
		expect(noteAt(index, 2.2, 60)).toBe(1);
		expect(noteAt(index, 1.5, 60)).toBe(0);
		expect(noteAt(index, 5.9, 60)).toBe(-1);
		expect(noteAt(index, 5.9, 60, 0.2)).toBe(2);
		expect(noteAt(index, 6.5, 62, 0.2)).toBe(-1);
	});

	it('goes up and down to the next pitch, first in the chord, then around it', () => {
		const index = toNoteIndex([note(1, 1, 48), note(1.01, 1, 60), note(1.02, 1, 64), note(3, 1, 62), note(8, 1, 90)]);
		expect(verticalNeighbour(index, 0, 1)).toBe(1);
		expect(verticalNeighbour(index, 1, 1)).toBe(2);
		expect(verticalNeighbour(index, 2, -1)).toBe(1);
		expect(verticalNeighbour(index, 0, -1)).toBe(-1);
		expect(verticalNeighbour(index, 2, 1)).toBe(4);
		expect(verticalNeighbour(index, 99, 1)).toBe(-1);
	});
});
