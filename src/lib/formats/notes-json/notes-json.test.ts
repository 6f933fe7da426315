import { expect, it } from 'vitest';
import { toNotesJson } from './index.ts';

it('holds the song and its notes, bends only where there are some', () => {
	const note = { onsetSeconds: 0.123456, offsetSeconds: 1, pitchMidi: 60, velocity: 90, confidence: 0.5 };
	const song = { title: 'Tëst "1"', artist: '', durationSeconds: 2, algorithm: 'a', bendStepSeconds: 0.0116 };
	expect(JSON.parse(toNotesJson(song, [note, { ...note, bendCents: [0, 33] }]))).toEqual({
		format: 'woodshed-notes',
		version: 1,
		...song,
		notes: [
			{ onset: 0.12346, offset: 1, pitch: 60, velocity: 90, confidence: 0.5 },
			{ onset: 0.12346, offset: 1, pitch: 60, velocity: 90, confidence: 0.5, bendCents: [0, 33] }
		]
	});
	expect(JSON.parse(toNotesJson(song, []))).toMatchObject({ notes: [] });
});
