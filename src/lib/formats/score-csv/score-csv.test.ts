import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreArbitrary } from '../../../../tests/fixtures/scores/drawn-score.ts';
import { barOf, noteOf, partOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { ticksPerQuarter as q } from '$core/score/index.ts';
import { scoreColumns, toScoreCsv } from './index.ts';

const rowsOf = (csv: string): string[][] =>
	csv
		.trimEnd()
		.split('\r\n')
		.map((line) => line.split(','));

describe('toScoreCsv', () => {
	it('writes what a note is, where it stands and when it sounds', () => {
		const notes = [
			noteOf('a', 0, q, 66, { lyrics: ['=la'] }),
			noteOf('b', q, 0, 70, { grace: 'slashed' }),
			noteOf('c', q + q / 2, q / 2, 70, { staff: 1, voice: 1, string: 2, fret: 3, velocity: 99 })
		];
		const score = scoreOf([], {
			bars: [
				barOf('p', { ticks: q, isPickup: true, key: { fifths: 2, mode: 'major' } }),
				barOf('b1', { key: { fifths: -2, mode: 'major' } })
			],
			parts: [partOf(notes, { name: 'Piano, "grand"' })],
			swings: [{ id: 'w', tick: q, endTick: 5 * q, ratio: 2, unitTicks: q / 2 }],
			chords: [{ id: 'c', tick: q, chord: { root: 10, quality: 'maj7' } }],
			sections: [{ id: 's', tick: 0, label: 'Verse' }]
		});
		expect(toScoreCsv(score)).toBe(
			[
				scoreColumns.join(','),
				`"Piano, ""grand""",1,1,0,4.0000,0.000000,1.000000,0.000000,0.500000,66,F#4,80,,,,,Verse,'=la`,
				`"Piano, ""grand""",1,1,1,1.0000,1.000000,0.000000,0.500000,0.500000,70,Bb4,80,slashed,,,Bbmaj7,Verse,`,
				`"Piano, ""grand""",2,2,1,1.5000,1.500000,0.500000,0.833333,1.000000,70,Bb4,99,,2,3,Bbmaj7,Verse,`,
				''
			].join('\r\n')
		);
	});

	it('has a row of every column for each note (property)', () => {
		fc.assert(
			fc.property(scoreArbitrary, (score) => {
				const [head, ...rows] = rowsOf(toScoreCsv(score));
				expect(head).toEqual([...scoreColumns]);
				expect(rows.length).toBe(score.parts.reduce((sum, { notes }) => sum + notes.length, 0));
				for (const row of rows) expect(row.length).toBe(scoreColumns.length);
			})
		);
	});
});
