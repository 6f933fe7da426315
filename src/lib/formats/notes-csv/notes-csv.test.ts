import { expect, it } from 'vitest';
import { toNotesCsv } from './index.ts';

it('writes a header and a row for each note', () => {
	const notes = [
		{ onsetSeconds: 0.5, offsetSeconds: 1.00004, pitchMidi: 60, velocity: 90, confidence: 0.98765 },
		{ onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 21, velocity: 1, confidence: 0 },
		{ onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 70, velocity: 127, confidence: 1 }
	];
	expect(toNotesCsv(notes).split('\r\n')).toEqual([
		'onset_s,offset_s,pitch_midi,note,velocity,confidence',
		'0.5000,1.0000,60,C4,90,0.988',
		'1.0000,2.0000,21,A0,1,0.000',
		'1.0000,2.0000,70,A#4,127,1.000',
		''
	]);
});

it('is a header alone without notes', () => {
	expect(toNotesCsv([])).toBe('onset_s,offset_s,pitch_midi,note,velocity,confidence\r\n');
});
