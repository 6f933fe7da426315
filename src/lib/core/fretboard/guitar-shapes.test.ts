import { describe, expect, it } from 'vitest';
import { chordQualities, type Chord } from '../harmony/chord.ts';
import { toPitchClasses } from '../harmony/chord-tones.ts';
import { standardTuning, toGuitarShapes } from './guitar-shapes.ts';

const written = (chord: Chord, capoFret = 0): string =>
	toGuitarShapes(chord, { capoFret })[0]
		?.frets.map((fret) => (fret === null ? 'x' : fret.toString(16)))
		.join('') ?? 'none';
const every: readonly Chord[] = chordQualities.flatMap((quality) => Array.from({ length: 12 }, (_, root) => ({ root, quality })));

describe('guitar shapes', () => {
	it.each([
		['C', 0, 'maj', 'x32010'],
		['A', 9, 'maj', 'x02220'],
		['G', 7, 'maj', '320003'],
		['E', 4, 'maj', '022100'],
		['D', 2, 'maj', 'xx0232'],
		['F', 5, 'maj', 'xx3211'],
		['Am', 9, 'min', 'x02210'],
		['Em', 4, 'min', '022000'],
		['Dm', 2, 'min', 'xx0231'],
		['Bm', 11, 'min', 'x24432'],
		['F#m', 6, 'min', '244222'],
		['E7', 4, '7', '020100'],
		['A7', 9, '7', 'x02020'],
		['Am7', 9, 'min7', 'x02010'],
		['Cmaj7', 0, 'maj7', 'x32000'],
		['Dsus4', 2, 'sus4', 'xx0233'],
		['Dsus2', 2, 'sus2', 'xx0230']
	] as const)('opens with the shape that guitarists hold for %s', (_, root, quality, shape) => {
		expect(written({ root, quality })).toBe(shape);
	});

	it('puts the bass of a slash chord lowest', () => {
		expect(written({ root: 0, quality: 'maj', bass: 4 })).toBe('032010');
		expect(written({ root: 2, quality: 'maj', bass: 6 })).toBe('200232');
	});

	it('holds an open shape behind a capo', () => expect(written({ root: 2, quality: 'maj' }, 2)).toBe('x32010'));

	it('has a playable way for every chord in every key', () => {
		for (const chord of every) {
			const shapes = toGuitarShapes(chord);
			expect(shapes.length, JSON.stringify(chord)).toBeGreaterThan(0);
			for (const { frets, fingers, barre, pitchesMidi } of shapes) {
				const pressed = frets.filter((fret) => fret !== null && fret > 0).map((fret) => fret ?? 0);
				expect(Math.max(0, ...pressed) - Math.min(12, ...pressed)).toBeLessThan(4);
				expect(Math.max(0, ...fingers.map((finger) => finger ?? 0))).toBeLessThanOrEqual(4);
				const used = fingers.filter((finger) => finger !== null);
				if (barre === null) expect(new Set(used).size).toBe(used.length);
				const classes = new Set(toPitchClasses(chord));
				expect(pitchesMidi.every((midi) => classes.has(midi % 12))).toBe(true);
				expect((pitchesMidi[0] ?? 0) % 12).toBe(chord.root);
				const strings = frets.flatMap((fret, string) => (fret === null ? [] : [(standardTuning[string] ?? 0) + fret]));
				expect(strings).toEqual(pitchesMidi);
			}
		}
	});
});
