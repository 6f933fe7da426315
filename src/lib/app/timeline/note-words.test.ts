import { describe, expect, it } from 'vitest';
import { certaintyOf, noteWords, pitchText, widestBendCents } from './note-words.ts';

const note = { id: 'a', onsetSeconds: 1.2, offsetSeconds: 1.74, pitchMidi: 60, velocity: 80, confidence: 0.92 };

describe('notes in words', () => {
	it.each([
		[60, 'C4'],
		[21, 'A0'],
		[108, 'C8'],
		[61, 'C♯4'],
		[70, 'B♭4']
	])('%d is %s', (midi, name) => {
		expect(pitchText(midi)).toBe(name);
	});

	it('says pitch, time, certainty and length', () => {
		expect(noteWords(note)).toBe('C4, 1.20 s, certain 92%, 0.54 s long');
	});

	it('says how far a note bends, and which way', () => {
		const bent = { ...note, pitchMidi: 63, confidence: 0.3, bendCents: [0, 12, -48, -20] };
		expect(widestBendCents(bent)).toBe(-48);
		expect(noteWords(bent)).toBe('E flat 4, 1.20 s, doubtful 30%, 0.54 s long, bends 48 cents down');
	});

	it.each([
		[1, 'certain'],
		[0.65, 'certain'],
		[0.5, 'likely'],
		[0.39, 'doubtful']
	])('a confidence of %d is %s', (confidence, certainty) => {
		expect(certaintyOf(confidence)).toBe(certainty);
	});
});
