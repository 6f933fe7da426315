import { describe, expect, it } from 'vitest';
import { judgeTake, plainContext, type TakeContext, type TakeJudgement, type TakeNote } from '$core/practice/index.ts';
import { madePiece, playedRight } from '$core/practice/made-take.ts';
import { toDifferences } from './compare-takes.ts';

const piece = madePiece(8);
const along: TakeContext = { ...plainContext, mode: 'song', passes: [{ startSeconds: 0, endSeconds: 1000, takeSeconds: 0 }] };
const judged = (notes: readonly TakeNote[]): TakeJudgement => judgeTake(piece, notes, along);
const right = playedRight(piece, { jitterSeconds: 0.004 });
const barOf = (at: number): number => piece.notes[at]?.bar ?? -1;

/** A take in which the notes of some bars are a semitone off. */
const wrongIn = (...bars: readonly number[]): TakeNote[] =>
	right.map((note, at) => (bars.includes(barOf(at)) ? { ...note, pitchMidi: note.pitchMidi + 1 } : note));

describe('toDifferences', () => {
	it('says which bars got better and which worse, and marks the better figures', () => {
		const found = toDifferences(piece, judged(wrongIn(1, 2)), judged(wrongIn(5)));
		expect(found?.sentences).toEqual(['Better in B: bars 2 to 3.', 'Better in A: bar 6.', 'The other 5 bars are alike.']);
		expect([...(found?.betterInB ?? [])].sort()).toEqual([1, 2]);
		expect(found?.worseInB).toEqual([5]);
		const rows = new Map(found?.figures.map((figure) => [figure.name, figure]));
		expect(rows.get('Score')?.better).toBe('b');
		expect(rows.get('Wrong, missed, extra')?.better).toBe('b');
		expect(rows.get('Speed')).toEqual({ name: 'Speed', a: '100 %', b: '100 %', better: null });
	});

	it('calls nothing better that is the same', () => {
		const found = toDifferences(piece, judged(right), judged(right));
		expect(found?.sentences).toEqual(['Bar by bar they are alike.']);
		expect(found?.figures.every(({ better }) => better === null)).toBe(true);
	});

	it('calls the take nearer to the beat better, whether early or late', () => {
		const moved = (seconds: number): TakeNote[] => right.map((note) => ({ ...note, onsetSeconds: note.onsetSeconds + seconds }));
		const row = toDifferences(piece, judged(moved(-0.05)), judged(moved(0.02)))?.figures.find(({ name }) =>
			name.startsWith('Early')
		);
		expect(row).toMatchObject({
			a: expect.stringMatching(/^(49|50|51) ms early$/),
			b: expect.stringMatching(/late$/),
			better: 'b'
		});
	});

	it('names what only one of them played', () => {
		const half = right.filter((_, at) => barOf(at) < 4);
		const context: TakeContext = { ...along, passes: [{ startSeconds: 0, endSeconds: 8, takeSeconds: 0 }] };
		const found = toDifferences(piece, judgeTake(piece, half, context), judged(right));
		expect(found?.sentences.at(-1)).toBe('Only B has bars 5 to 8.');
	});

	it('compares nothing with a take that was not judged', () => {
		expect(toDifferences(piece, judged([]), judged(right))).toBeNull();
	});
});
