import { expect, it } from 'vitest';
import { toNotesJson } from './index.ts';

const about = {
	title: 'Schöne "Musik"\n🎹',
	artist: 'Ö',
	durationSeconds: 12.5,
	algorithm: 'a + b',
	bendStepSeconds: 256 / 22_050
};
const note = { onsetSeconds: 2, offsetSeconds: 3, pitchMidi: 60, velocity: 80, confidence: 0.5 };

it('reads back as what was written, sorted, without keys that are not known', () => {
	const odd = { ...note, onsetSeconds: 1, bendCents: [1, 2], id: 'x' };
	const text = toNotesJson([note, odd], about);
	expect(JSON.parse(text)).toEqual({
		format: 'woodshed-notes',
		version: 1,
		...about,
		notes: [{ ...note, onsetSeconds: 1, bendCents: [1, 2] }, note]
	});
	expect(text.split('\n').length).toBe(5);
});

it('is whole without notes and with 10,000', () => {
	expect(JSON.parse(toNotesJson([], about))).toMatchObject({ notes: [] });
	const many: unknown = JSON.parse(
		toNotesJson(
			Array.from({ length: 10_000 }, () => note),
			about
		)
	);
	expect(many).toMatchObject({ notes: { length: 10_000 } });
});
