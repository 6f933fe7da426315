import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Score } from '$core/score/index.ts';
import { fromAbc, isAbc } from './index.ts';

const options = { scoreId: 'score', songId: 'song', fileName: 'a.abc' };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
function read(text: string): Score {
	const reading = fromAbc(encode(text), options);
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
}
const tune = (music: string, head = 'M:4/4\nL:1/8\nK:C'): string => `X:1\nT:Tune\n${head}\n${music}\n`;
/** [eighths from the beginning, eighths, MIDI number] */
const notes = (score: Score, part = 0): (readonly number[])[] =>
	(score.parts[part]?.notes ?? []).map(({ tick, ticks, pitchMidi }) => [tick / 5040, ticks / 5040, pitchMidi]);

describe('fromAbc', () => {
	it.each<[string, string, (readonly number[])[]]>([
		[
			'octaves',
			"C,Cc'c",
			[
				[0, 1, 48],
				[1, 1, 60],
				[2, 1, 84],
				[3, 1, 72]
			]
		],
		[
			'lengths',
			'C2D/E3/2F//',
			[
				[0, 2, 60],
				[2, 0.5, 62],
				[2.5, 1.5, 64],
				[4, 0.25, 65]
			]
		],
		[
			'accidentals to the bar line',
			'^F=FF _B|F',
			[
				[0, 1, 66],
				[1, 1, 65],
				[2, 1, 65],
				[3, 1, 70],
				[4, 1, 65]
			]
		],
		[
			'rests',
			'Cz2xD',
			[
				[0, 1, 60],
				[4, 1, 62]
			]
		],
		[
			'chords',
			'[CEG]2[C2E2]',
			[
				[0, 2, 60],
				[0, 2, 64],
				[0, 2, 67],
				[2, 2, 60],
				[2, 2, 64]
			]
		],
		[
			'ties',
			'C4-C4-|C2D',
			[
				[0, 10, 60],
				[10, 1, 62]
			]
		],
		[
			'broken rhythm',
			'C>DE<F',
			[
				[0, 1.5, 60],
				[1.5, 0.5, 62],
				[2, 0.5, 64],
				[2.5, 1.5, 65]
			]
		],
		[
			'triplets',
			'(3CDE F',
			[
				[0, 2 / 3, 60],
				[2 / 3, 2 / 3, 62],
				[4 / 3, 2 / 3, 64],
				[2, 1, 65]
			]
		],
		[
			'grace notes',
			'{/d}C',
			[
				[0, 0, 74],
				[0, 1, 60]
			]
		]
	])('reads %s', (_, music, wanted) => expect(notes(read(tune(music)))).toEqual(wanted));

	it.each([
		['G', 1, 'major'],
		['Am', 0, 'minor'],
		['D dorian', 0, 'minor'],
		['Bb', -2, 'major'],
		['F#m', 3, 'minor'],
		['Amix', 2, 'major'],
		['Eb lyd', -2, 'major']
	])('knows the key %s', (name, fifths, mode) => expect(read(tune('C', `K:${name}`)).bars[0]?.key).toEqual({ fifths, mode }));

	it('reads head, pickup, repeats, endings, chords and words', () => {
		const score = read(tune('"Am"A2|:"G7"B4 c4|1 d8:|2 e8|]\nw: Oh, wood-shed * end', 'C:Trad\nM:4/4\nL:1/8\nQ:1/4=90\nK:Am'));
		expect(score).toMatchObject({ title: 'Tune', artist: 'Trad', tempoMarks: [{ bpm: 90 }] });
		expect(
			score.bars.map(({ ticks, isPickup, startsRepeat, endsRepeatTimes, endings }) => [
				ticks / 5040,
				isPickup,
				startsRepeat,
				endsRepeatTimes,
				endings
			])
		).toEqual([
			[2, true, undefined, undefined, undefined],
			[8, undefined, true, undefined, undefined],
			[8, undefined, undefined, 2, [1]],
			[8, undefined, undefined, undefined, [2]]
		]);
		expect(score.chords.map(({ tick, chord }) => [tick / 5040, chord?.quality])).toEqual([
			[0, 'min'],
			[2, '7']
		]);
		expect(score.parts[0]?.notes.map(({ lyrics }) => lyrics?.[0])).toEqual(['Oh,', 'wood-', 'shed', undefined, 'end']);
	});

	it('reads voices as parts, with slurs and marks', () => {
		const score = read(tune('V:1\n(.C2 TD2)\nV:2 clef=bass\nC,4', 'L:1/8\nV:1 name="Flute"\nK:C'));
		expect(score.parts.map(({ name, staves }) => [name, staves[0]?.clef])).toEqual([
			['Flute', 'treble'],
			['2', 'bass']
		]);
		expect(score.parts[0]).toMatchObject({ notes: [{ articulations: ['staccato'] }, { articulations: ['trill'] }], slurs: [{}] });
		expect(notes(score, 1)).toEqual([[0, 4, 48]]);
	});

	it.each<[string, string, string]>([
		['nothing', '', 'fileEmpty'],
		['prose', 'Dear all,', 'notScore'],
		['a head alone', 'X:1\nK:C\n', 'scoreEmpty'],
		['a length beyond all music', tune('C99999999999'), 'scoreTooLarge']
	])('answers a fault for %s', (_, text, code) =>
		expect(fromAbc(encode(text), options)).toMatchObject({ kind: 'fault', fault: { code } })
	);

	it('answers anything made of its signs', () => {
		const sign = fc.constantFrom(...'ABcdz[]|:(){}"!<>-/123^_=, \n%&Vw'.split(''));
		fc.assert(
			fc.property(fc.array(sign, { maxLength: 120 }), (signs) => {
				const reading = fromAbc(encode(tune(signs.join(''))), options);
				if (reading.kind === 'fault') expect(reading.fault.detail ?? '').not.toMatch(/undefined|not a function/);
			})
		);
	});

	it('is told from other text', () => expect([isAbc('X:1\nK:C'), isAbc('{title: X}')]).toEqual([true, false]));
});
