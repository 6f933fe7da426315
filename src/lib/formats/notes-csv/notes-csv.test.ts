import { describe, expect, it } from 'vitest';
import { toNotesCsv } from './index.ts';
import { pitchName } from './pitch-name.ts';

describe('toNotesCsv', () => {
	it('writes its columns, sorted, with bends in one field', () => {
		const csv = toNotesCsv([
			{ onsetSeconds: 1, offsetSeconds: 1.5, pitchMidi: 61, velocity: 90, confidence: 0.98765 },
			{ onsetSeconds: 0.1234567, offsetSeconds: 1, pitchMidi: 60, velocity: 1, confidence: 1, bendCents: [0, -12, 30] }
		]);
		expect(csv).toBe(
			'onset_seconds,offset_seconds,pitch_midi,pitch_name,velocity,confidence,bend_cents\r\n' +
				'0.123457,1.000000,60,C4,1,1.000,0 -12 30\r\n' +
				'1.000000,1.500000,61,C#4,90,0.988,\r\n'
		);
	});

	it('has the header alone without notes, and a line for each of 10,000', () => {
		expect(toNotesCsv([]).split('\r\n').length).toBe(2);
		const many = Array.from({ length: 10_000 }, (_, i) => ({
			onsetSeconds: i,
			offsetSeconds: i + 1,
			pitchMidi: 60,
			velocity: 80,
			confidence: 0.5
		}));
		expect(toNotesCsv(many).split('\r\n').length).toBe(10_002);
	});
});

it.each([
	[0, 'C-1'],
	[21, 'A0'],
	[60, 'C4'],
	[66, 'F#4'],
	[127, 'G9']
])('pitchName(%i) is %s', (pitch, name) => expect(pitchName(pitch)).toBe(name));
