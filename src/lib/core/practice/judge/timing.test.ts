import { describe, expect, it } from 'vitest';
import { judgeTake, plainContext } from '../index.ts';
import { madePiece, playedRight } from '../made-take.ts';
import { toNeighbourhood } from './timing.ts';

describe('what the chords beside one are off', () => {
	it.each([
		['of both sides', [0.1, 0, 0.3], [0, 0.2, 0]],
		['passing over what was not struck', [0.1, undefined, 0.3, undefined, 0.5], [0.3, 0.2, 0.3, 0.4, 0.3]],
		['of nothing', [undefined, undefined], [0, 0]],
		['alone', [0.4], [0]],
		['of no chords', [], []]
	])('is the mean %s', (_, middles, beside) => {
		toNeighbourhood(middles).forEach((value, at) => expect(value).toBeCloseTo(beside[at] ?? NaN, 9));
		expect(toNeighbourhood(middles)).toHaveLength(beside.length);
	});
});

describe('a tempo that is bent', () => {
	const piece = madePiece(16);
	const plain = playedRight(piece, { jitterSeconds: 0.003 });
	/** Faster and slower by a quarter, in turns of four seconds. */
	const bent = plain.map((note) => ({
		...note,
		onsetSeconds: note.onsetSeconds + 0.15 * Math.sin((Math.PI * note.onsetSeconds) / 2)
	}));
	const flags = (notes: typeof plain): string[] =>
		judgeTake(piece, notes, plainContext).notes.flatMap(({ timing }) =>
			timing === 'early' || timing === 'late' ? [timing] : []
		);

	it('is no lateness where it bends over several notes', () => expect(flags(bent).length).toBeLessThan(0.03 * plain.length));
	it('hides no note that leaps out', () => {
		const at = bent.findIndex(({ onsetSeconds }) => onsetSeconds > 9);
		const late = bent.map((note, index) => (index === at ? { ...note, onsetSeconds: note.onsetSeconds + 0.14 } : note));
		expect(flags(late)).toContain('late');
	});
});
