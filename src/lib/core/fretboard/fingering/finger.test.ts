import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fretboard } from '../../score/score.ts';
import { toFretboard, tunings } from '../tunings.ts';
import type { FingerNote } from './finger-note.ts';
import { finger } from './finger.ts';
import { fingeringFaults } from './playable.ts';

const standard = toFretboard(tunings[0] ?? expect.fail());
const board = (id: string, capoFret = 0): Fretboard =>
	toFretboard(tunings.find((each) => each.id === id) ?? expect.fail(), capoFret);
const tickSeconds = 0.5 / 10_080;

function note(id: string, pitchMidi: number, onsetTick: number, ticks: number, more: Partial<FingerNote> = {}): FingerNote {
	const endTick = onsetTick + ticks;
	return { id, pitchMidi, onsetTick, endTick, onsetSeconds: onsetTick * tickSeconds, endSeconds: endTick * tickSeconds, ...more };
}
/** A line of eighths. */
const line = (...pitches: number[]): FingerNote[] => pitches.map((pitch, at) => note(`${at}`, pitch, at * 5040, 5040));
const chord = (...pitches: number[]): FingerNote[] => pitches.map((pitch, at) => note(`${at}`, pitch, 0, 40_320));
const places = (notes: readonly FingerNote[], on = standard, options = {}): string =>
	finger(notes, on, options)
		.map((each) => (each.isPlayed ? `${each.string}/${each.fret}` : each.reason))
		.join(' ');

describe('fingering', () => {
	it.each<[string, number[], string]>([
		['an open C', [48, 52, 55, 60, 64], '5/3 4/2 3/0 2/1 1/0'],
		['an open G', [43, 47, 50, 55, 59, 67], '6/3 5/2 4/0 3/0 2/0 1/3'],
		['an F across all strings', [41, 48, 53, 57, 60, 65], '6/1 5/3 4/3 3/2 2/1 1/1'],
		['a B minor', [47, 54, 59, 62, 66], '5/2 4/4 3/4 2/3 1/2'],
		['a power chord on A, low', [45, 52, 57], '5/0 4/2 3/2']
	])('holds %s as every book has it', (_, pitches, expected) => expect(places(chord(...pitches))).toBe(expected));

	it('plays a scale of C where the hand first lies', () => {
		expect(places(line(48, 50, 52, 53, 55, 57, 59, 60))).toBe('5/3 4/0 4/2 4/3 3/0 3/2 2/0 2/1');
	});

	it('stays in place on a run high up', () => {
		const frets = finger(line(62, 64, 65, 67, 69, 71, 72, 71, 69), standard, { nearFret: 7 }).flatMap((each) =>
			each.isPlayed ? [each.fret] : []
		);
		expect(Math.max(...frets) - Math.min(...frets)).toBeLessThan(6);
		expect(Math.min(...frets)).toBeGreaterThan(4);
	});

	it('plays a lead up the neck without open strings, and a tune of the first position where it lies', () => {
		const lead = line(...Array.from({ length: 4 }, () => [64, 67, 69, 71, 74, 71, 69, 67]).flat());
		const fretsOf = (notes: readonly FingerNote[]): number[] =>
			finger(notes, standard).flatMap((each) => (each.isPlayed ? [each.fret] : []));
		expect(Math.min(...fretsOf(lead))).toBeGreaterThan(4);
		expect(
			Math.min(...finger(lead, standard, { nearFret: 0 }).flatMap((each) => (each.isPlayed ? [each.fret] : [])))
		).toBeLessThan(4);
		const tune = line(...Array.from({ length: 4 }, () => [52, 55, 57, 59, 62, 59, 57, 55]).flat());
		expect(Math.max(...fretsOf(tune))).toBeLessThan(5);
	});

	it('keeps a locked string and plays the others around it', () => {
		const notes = line(64, 65, 67).map((each, at) => (at === 1 ? { ...each, lockedString: 3 } : each));
		expect(places(notes)).toMatch(/ 3\/10 /);
	});

	it('says what a locked string cannot do', () => {
		expect(places([note('a', 64, 0, 100, { lockedString: 6 })])).toBe('notOnString');
		expect(places([note('a', 70, 0, 100, { lockedString: 1 }), note('b', 72, 0, 100, { lockedString: 1 })])).toBe(
			'1/6 stringTaken'
		);
	});

	it('names what lies beyond the strings and offers the octave that does not', () => {
		expect(finger(line(30, 100), standard)).toEqual([
			{ noteId: '0', isPlayed: false, reason: 'below', octaves: 1 },
			{ noteId: '1', isPlayed: false, reason: 'above', octaves: -2 }
		]);
	});

	it('leaves out a doubled inner tone before the bass or the melody', () => {
		const fingered = finger(chord(40, 47, 52, 56, 59, 64, 68), standard);
		const left = fingered.filter((each) => !each.isPlayed);
		expect(left).toHaveLength(1);
		expect(left[0]).toMatchObject({ reason: 'doubled' });
		expect(fingered[0]?.isPlayed).toBe(true);
		expect(fingered[6]?.isPlayed).toBe(true);
	});

	it('leaves out the unsure note of a cluster', () => {
		const notes = chord(40, 41, 42).map((each, at) => ({ ...each, confidence: at === 1 ? 0.2 : 0.9 }));
		expect(finger(notes, standard)[1]).toMatchObject({ isPlayed: false });
	});

	it('lets a low string ring under a melody', () => {
		const notes = [
			note('bass', 45, 0, 40_320),
			...[64, 65, 67, 69].map((pitch, at) => note(`${at}`, pitch, at * 10_080, 10_080))
		];
		expect(finger(notes, standard)[0]).toMatchObject({ string: 5, fret: 0, isCutShort: false });
	});

	it('counts frets from the capo', () => {
		expect(places(chord(50, 54, 57, 62, 66), board('standard', 2))).toBe('5/3 4/2 3/0 2/1 1/0');
	});

	it('plays a re-entrant ukulele and leaves the short string of a banjo open', () => {
		expect(places(chord(67, 60, 64, 72), board('ukulele'))).toBe('4/0 3/0 2/0 1/3');
		expect(places(line(67), board('banjo'))).toMatch(/5\/0|1\/5/);
		expect(places([note('a', 69, 0, 100, { lockedString: 5 })], board('banjo'))).toBe('notOnString');
	});

	it('fingers ten thousand notes', { timeout: 60_000 }, () => {
		const notes = Array.from({ length: 10_000 }, (_, at) => note(`${at}`, 45 + ((at * 7919) % 31), at * 2520, 5040));
		const fingered = finger(notes, standard);
		expect(fingered.every((each) => each.isPlayed)).toBe(true);
		expect(fingeringFaults(notes, fingered, standard)).toEqual([]);
	});

	const boards = fc.oneof(
		fc.tuple(fc.constantFrom(...tunings), fc.integer({ min: 0, max: 9 })).map(([tuning, capo]) => toFretboard(tuning, capo)),
		fc.record({
			openMidi: fc.array(fc.integer({ min: 20, max: 80 }), { minLength: 1, maxLength: 12 }),
			capoFret: fc.integer({ min: 0, max: 24 }),
			fretCount: fc.integer({ min: 1, max: 36 })
		})
	);
	const anyNote = fc.record(
		{
			onsetTick: fc.integer({ min: 0, max: 40 }).map((step) => step * 2520),
			ticks: fc.integer({ min: 0, max: 60_000 }),
			pitchMidi: fc.oneof(fc.integer({ min: 36, max: 84 }), fc.integer({ min: 0, max: 127 })),
			lockedString: fc.integer({ min: 1, max: 12 }),
			confidence: fc.double({ min: 0, max: 1, noNaN: true })
		},
		{ requiredKeys: ['onsetTick', 'ticks', 'pitchMidi'] }
	);
	const music = fc
		.array(anyNote, { maxLength: 60 })
		.map((notes) =>
			notes.map(({ onsetTick, ticks, pitchMidi, ...more }, at) => note(`n${at}`, pitchMidi, onsetTick, ticks, more))
		);
	const anyOptions = fc.record(
		{
			nearFret: fc.integer({ min: 0, max: 24 }),
			fretRange: fc
				.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
				.map(([lowest, more]) => ({ lowest, highest: lowest + more }))
		},
		{ requiredKeys: [] }
	);

	it('never gives what a hand cannot play, keeps locks, capo and range (property)', () => {
		fc.assert(
			fc.property(music, boards, anyOptions, (notes, fretboard, options) => {
				const fingered = finger(notes, fretboard, options);
				expect(fingeringFaults(notes, fingered, fretboard)).toEqual([]);
				const { lowest, highest } = options.fretRange ?? { lowest: 0, highest: 36 };
				for (const each of fingered) if (each.isPlayed) expect(each.fret >= lowest && each.fret <= highest).toBe(true);
			}),
			{ numRuns: 300 }
		);
	});

	it('keeps the rules at the limits of a hand: grips of up to six strings within six frets (property)', () => {
		const grip = fc.tuple(
			fc.integer({ min: 0, max: 12 }),
			fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { freq: 6 }), { minLength: 6, maxLength: 6 }),
			fc.constantFrom(2520, 20_160)
		);
		fc.assert(
			fc.property(fc.array(grip, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 7 }), (grips, capo) => {
				const fretboard = board('standard', capo);
				const notes = grips.flatMap(([base, frets, ticks], at) =>
					frets.flatMap((fret, string) =>
						fret === null
							? []
							: [note(`${at}/${string}`, (fretboard.openMidi[string] ?? 0) + capo + base + fret, at * 10_080, ticks)]
					)
				);
				expect(fingeringFaults(notes, finger(notes, fretboard), fretboard)).toEqual([]);
			}),
			{ numRuns: 300 }
		);
	});

	it('plays every note that is alone and lies on the neck (property)', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 40, max: 86 }), { minLength: 1, maxLength: 40 }), (pitches) => {
				expect(finger(line(...pitches), standard).every((each) => each.isPlayed)).toBe(true);
			})
		);
	});

	it('does not depend on the order of the notes given (property)', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 40, max: 86 }), { maxLength: 6 }), (pitches) => {
				const notes = chord(...pitches);
				const turned = finger(notes.toReversed(), standard).toReversed();
				expect(turned).toEqual(finger(notes, standard));
			})
		);
	});
});
