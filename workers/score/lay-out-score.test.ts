import { describe, expect, it } from 'vitest';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { layoutFor } from './lay-out-score.ts';

const note = (onsetSeconds: number, pitchMidi: number, lastsSeconds = 1): NoteEvidence => ({
	id: `${onsetSeconds}/${pitchMidi}`,
	onsetSeconds,
	offsetSeconds: onsetSeconds + lastsSeconds,
	pitchMidi,
	velocity: 80,
	confidence: 0.9
});

describe('layoutFor', () => {
	const chords = [0, 1, 2, 3].flatMap((seconds) => [note(seconds, 40), note(seconds, 64), note(seconds, 67)]);
	const melody = [0, 1, 2, 3].map((seconds) => note(seconds, 50 + 10 * seconds, 0.9));

	it('writes what no instrument was named for in two hands where it is wide and full', () => {
		expect(layoutFor('other', chords)).toBe('piano');
		expect(layoutFor('other', melody)).toBe('other');
		expect(layoutFor('other', [note(0, 60), note(0, 64), note(1, 67)])).toBe('other');
		expect(layoutFor('other', [])).toBe('other');
	});

	it('keeps what was named', () => {
		expect(layoutFor('guitar', chords)).toBe('guitar');
		expect(layoutFor('bass', chords)).toBe('bass');
	});
});
