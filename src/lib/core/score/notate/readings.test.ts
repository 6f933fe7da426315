import { describe, expect, it } from 'vitest';
import { noteOf, partOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { describeBar } from '../describe/index.ts';
import { ticksPerQuarter as quarter, type Part } from '../score.ts';
import { notateStaff } from './notate.ts';
import { readAs, readingInstruments } from './readings.ts';

const melody = partOf([noteOf('a', 0, quarter, 60), noteOf('b', quarter, quarter, 64)], { staves: [{ clef: 'treble' }] });

function written(part: Part): { readonly names: string[]; readonly fifths: number; readonly clef: string } {
	const [bar] = notateStaff(scoreOf([], { parts: [part] }), part, 0);
	const heads = bar?.voices.flatMap(({ events }) => events.flatMap(({ notes }) => notes)) ?? [];
	const names = heads.map(({ spelling: { letter, alter, octave } }) => `${letter}${'#'.repeat(Math.max(0, alter))}${octave}`);
	return { names, fifths: bar?.key.fifths ?? NaN, clef: bar?.clef ?? '' };
}

describe('a part as another instrument reads it', () => {
	it.each([
		[0, ['C4', 'E4'], 0],
		[-2, ['D4', 'F#4'], 2],
		[-7, ['G4', 'B4'], 1],
		[-9, ['A4', 'C#5'], 3],
		[-14, ['D5', 'F#5'], 2],
		[-12, ['C5', 'E5'], 0]
	])('%i semitones to the sound', (semitones, names, fifths) => {
		expect(written(readAs(melody, semitones))).toMatchObject({ names, fifths });
	});

	it('leaves what sounds, and is the same object each time', () => {
		const read = readAs(melody, -9);
		expect(read.notes).toBe(melody.notes);
		expect(readAs(melody, -9)).toBe(read);
		expect(readAs(melody, undefined)).toBe(melody);
		expect(readAs(melody, 0)).toBe(melody);
	});

	it('takes the clef that the notes lie in', () => {
		const low = { ...melody, notes: [noteOf('a', 0, quarter, 40)] };
		expect(written(readAs(low, 12)).clef).toBe('bass');
		expect(written(readAs(low, -21)).clef).toBe('treble');
	});

	it('offers each instrument once', () => {
		const semitones = readingInstruments.map((one) => one.semitones);
		expect(new Set(semitones).size).toBe(semitones.length);
	});
});

describe('drums', () => {
	const drums = partOf(
		[noteOf('kick', 0, quarter, 36, { voice: 1 }), noteOf('hat', 0, quarter, 42), noteOf('snare', quarter, quarter, 38)],
		{ isDrums: true, staves: [{ clef: 'treble' }] }
	);

	it('stand on the places of a drum staff, with no signs and no key', () => {
		const score = scoreOf([], { parts: [drums] });
		const keyed = { ...score, bars: score.bars.map((bar) => ({ ...bar, key: { fifths: -3, mode: 'major' as const } })) };
		const [bar] = notateStaff(keyed, drums, 0);
		const heads = bar?.voices.flatMap(({ events }) => events.flatMap(({ notes }) => notes)) ?? [];
		expect(heads.map(({ spelling, drum, accidental }) => [spelling.letter, spelling.octave, drum?.head, accidental])).toEqual([
			['G', 5, 'cross', null],
			['C', 5, 'normal', null],
			['F', 4, 'normal', null]
		]);
		expect([bar?.clef, bar?.key.fifths]).toEqual(['percussion', 0]);
	});

	it('are not transposed, and are read aloud by their names', () => {
		expect(readAs(drums, -9)).toBe(drums);
		const score = scoreOf([], { parts: [drums] });
		const [bar] = notateStaff(score, drums, 0);
		expect(bar === undefined ? '' : describeBar(score, drums, [bar])).toContain('closed hi-hat quarter, snare quarter');
	});
});
