import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, noteOf, partOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { ticksPerQuarter as quarter, type Part, type ScoreBar, type ScoreNote } from '../score.ts';
import { notateStaff } from './notate.ts';
import { notateBarAt, notateInStretches, type StaffNotation } from './stretches.ts';

interface Music {
	readonly bars: readonly ScoreBar[];
	readonly part: Part;
}

const inOrder = (notes: readonly ScoreNote[]): ScoreNote[] =>
	[...notes].sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi);
const withNotes = (music: Music, notes: readonly ScoreNote[]): Music => ({
	...music,
	part: { ...music.part, notes: inOrder(notes) }
});

/** Everything at once, and how many stretches were written for it. */
function written({ bars, part }: Music, before: StaffNotation | null): { notation: StaffNotation; count: number } {
	const work = notateInStretches({ bars: [...bars] }, part, 0, before);
	for (let count = 0; ; count++) {
		const step = work.next();
		if (step.done === true) return { notation: step.value, count };
	}
}
const whole = ({ bars, part }: Music): unknown => notateStaff({ bars: [...bars] }, part, 0);

const places = fc.oneof(
	{ weight: 8, arbitrary: fc.integer({ min: 0, max: 63 }).map((at) => (at * quarter) / 4) },
	{ weight: 3, arbitrary: fc.integer({ min: 0, max: 47 }).map((at) => (at * quarter) / 3) },
	{ weight: 2, arbitrary: fc.integer({ min: 0, max: 16 * quarter + 500 }) },
	// Beside the bar lines, where a note may be drawn in the next bar.
	{
		weight: 8,
		arbitrary: fc
			.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -700, max: 350 }))
			.map(([bar, by]) => bar * 4 * quarter + by)
	}
);
const lengths = fc.oneof(
	{ weight: 8, arbitrary: fc.constantFrom(quarter / 4, quarter / 2, quarter, quarter / 3, 2 * quarter, 6 * quarter) },
	{ weight: 6, arbitrary: fc.integer({ min: 1, max: 500 }) },
	{ weight: 2, arbitrary: fc.integer({ min: 1, max: 3 * quarter }) }
);
let count = 0;
const someNote = fc
	.record({
		tick: places,
		ticks: lengths,
		pitchMidi: fc.integer({ min: 55, max: 80 }),
		voice: fc.integer({ min: 0, max: 1 }),
		grace: fc.option(fc.constantFrom('slashed' as const, 'plain' as const), { freq: 8, nil: undefined })
	})
	.map(({ tick, ticks, pitchMidi, voice, grace }) =>
		noteOf(`n${count++}`, tick, grace === undefined ? ticks : 0, pitchMidi, { voice, ...(grace === undefined ? {} : { grace }) })
	);

const someMusic = fc
	.record({
		notes: fc.array(someNote, { maxLength: 40 }),
		meters: fc.array(fc.constantFrom(4, 4, 4, 4, 4, 4, 4, 3), { minLength: 5, maxLength: 6 }),
		isPickup: fc.nat(4).map((at) => at === 0),
		more: fc.constantFrom<Partial<Part>>({}, { transposeSemitones: -2 }, { isDrums: true })
	})
	.map(({ notes, meters, isPickup, more }): Music => ({
		bars: meters.map((beats, at) =>
			barOf(`b${at}`, { meter: { beats, beatType: 4 }, ...(at === 0 && isPickup ? { isPickup, ticks: quarter } : {}) })
		),
		part: partOf(inOrder(notes), more)
	}));

/** What an editor does. */
const someEdit: fc.Arbitrary<(music: Music) => Music> = fc.oneof(
	{ weight: 3, arbitrary: someNote.map((note) => (music: Music) => withNotes(music, [...music.part.notes, note])) },
	{
		weight: 3,
		arbitrary: fc.nat(60).map(
			(at) => (music: Music) =>
				withNotes(
					music,
					music.part.notes.filter((_, index) => index !== at)
				)
		)
	},
	{
		weight: 4,
		arbitrary: fc
			.tuple(fc.nat(60), fc.constantFrom('tick', 'ticks', 'pitchMidi'), places, lengths)
			.map(([at, what, tick, ticks]) => (music: Music) => {
				const next = { tick, ticks, pitchMidi: 55 + (tick % 25) };
				return withNotes(
					music,
					music.part.notes.map((note, index) => (index === at % 41 ? { ...note, [what]: next[what as keyof typeof next] } : note))
				);
			})
	},
	{
		weight: 1,
		arbitrary: fc.tuple(fc.nat(5), fc.integer({ min: -4, max: 4 })).map(([at, fifths]) => (music: Music) => ({
			...music,
			bars: music.bars.map((bar, index) => (index === at ? { ...bar, key: { fifths, mode: 'major' as const } } : bar))
		}))
	},
	{
		weight: 1,
		arbitrary: fc.nat(5).map((at) => (music: Music) => ({ ...music, bars: music.bars.toSpliced(at, 0, barOf(`x${count++}`)) }))
	},
	{
		weight: 1,
		arbitrary: places.map((tick) => (music: Music) => ({
			...music,
			part: { ...music.part, clefChanges: [{ id: 'c', tick, staff: 0, clef: 'alto' as const }] }
		}))
	}
);

describe('a staff written in stretches', () => {
	it('is the staff written at once, after any edits', { timeout: 30_000 }, () => {
		fc.assert(
			fc.property(someMusic, fc.array(someEdit, { maxLength: 8 }), (first, edits) => {
				let music = first;
				let { notation } = written(music, null);
				expect(notation.bars).toEqual(whole(music));
				const bars = music.bars.map((_, at) => notateBarAt({ bars: [...music.bars] }, music.part, 0, at));
				expect(bars).toEqual(notation.bars);
				for (const edit of edits) {
					music = edit(music);
					notation = written(music, notation).notation;
					expect(notation.bars).toEqual(whole(music));
				}
			}),
			{ numRuns: 300 }
		);
	});

	it('writes those bars again that an edit touches, and no others', () => {
		const notes = Array.from({ length: 800 }, (_, at) => noteOf(`n${at}`, at * quarter, quarter, 60 + (at % 12)));
		const bars = Array.from({ length: 200 }, (_, at) => barOf(`b${at}`));
		const music = { bars, part: partOf(notes) };
		const first = written(music, null);
		expect(first.count).toBe(200);
		const edited = withNotes(
			music,
			notes.map((note, at) => (at === 401 ? { ...note, pitchMidi: 50 } : note))
		);
		const second = written(edited, first.notation);
		expect(second.count).toBe(1);
		expect(second.notation.bars[99]).toBe(first.notation.bars[99]);
		expect(second.notation.bars).toEqual(whole(edited));
		// The last chromatic note of a bar leads on to the next.
		const leading = withNotes(
			edited,
			edited.part.notes.map((note, at) => (at === 404 ? { ...note, pitchMidi: 61 } : note))
		);
		expect(written(leading, second.notation).count).toBe(2);
		expect(written(leading, second.notation).notation.bars).toEqual(whole(leading));
	});

	it('writes notes that are out of order at once', () => {
		const music = {
			bars: [barOf('a'), barOf('b')],
			part: partOf([noteOf('n', 4 * quarter, quarter, 60), noteOf('m', 0, quarter, 62)])
		};
		expect(written(music, null).notation.bars).toEqual(whole(music));
	});
});
