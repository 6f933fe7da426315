import { describe, expect, it } from 'vitest';
import { chordQualities } from './chord.ts';
import { toPitchClasses } from './chord-tones.ts';
import { toPianoVoicing } from './voicing.ts';

const every = chordQualities.flatMap((quality) => Array.from({ length: 12 }, (_, root) => ({ root, quality })));

describe('a chord on the piano', () => {
	it('has all of its tones under one hand, and its bass below, in every key', () => {
		for (const chord of every) {
			const { bassMidi, upperMidi } = toPianoVoicing(chord);
			expect(new Set(upperMidi.map((midi) => midi % 12)), JSON.stringify(chord)).toEqual(new Set(toPitchClasses(chord)));
			expect(bassMidi % 12).toBe(chord.root);
			expect(upperMidi.toSorted((a, b) => a - b)).toEqual(upperMidi);
			expect(upperMidi[0]).toBeGreaterThan(bassMidi);
			expect((upperMidi.at(-1) ?? 0) - (upperMidi[0] ?? 0)).toBeLessThan(13);
		}
	});

	it('puts a slash bass below and leaves it out above', () => {
		const { bassMidi, upperMidi } = toPianoVoicing({ root: 0, quality: 'maj', bass: 2 });
		expect(bassMidi).toBe(50);
		expect(upperMidi.map((midi) => midi % 12).sort((a, b) => a - b)).toEqual([0, 4, 7]);
	});

	it('moves as little as it can', () => {
		const c = toPianoVoicing({ root: 0, quality: 'maj' });
		const am = toPianoVoicing({ root: 9, quality: 'min' }, c);
		expect(am.upperMidi.filter((midi) => c.upperMidi.includes(midi))).toHaveLength(2);
	});
});
