import { describe, expect, it } from 'vitest';
import { toTunedNote } from './tuner.svelte.ts';

describe('toTunedNote', () => {
	it.each([
		[440, 0, 'A4', 69, 0],
		[261.63, 0, 'C4', 60, 0],
		[41.2, 0, 'E1', 28, 0],
		[445, 0, 'A4', 69, 20],
		[430, 0, 'A4', 69, -40],
		[432, -32, 'A4', 69, 0],
		[233.08, 0, 'B♭3', 58, 0]
	])('%d Hz in a tuning of %d cents is %s', (hz, tuning, name, pitchMidi, cents) => {
		expect(toTunedNote(hz, tuning)).toEqual({ name, pitchMidi, cents: expect.closeTo(cents, -0.5) });
	});
});
