import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter as q } from '$core/score/index.ts';
import { scoreArbitrary } from '../../../../tests/fixtures/scores/drawn-score.ts';
import { barOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { toChordChart } from './index.ts';

describe('toChordChart', () => {
	it('writes chords by bars and beats, with sections, repeats and endings', () => {
		const key = { fifths: -1, mode: 'major' } as const;
		const score = scoreOf([], {
			bars: [
				barOf('p', { ticks: q, isPickup: true, key }),
				barOf('b1', { startsRepeat: true, key }),
				barOf('b2', { key }),
				barOf('b3', { key, endings: [1], endsRepeatTimes: 2 }),
				barOf('b4', { key, endings: [2] })
			],
			tempoMarks: [{ id: 't', tick: 0, bpm: 99.6, beatTicks: q }],
			chords: [
				{ id: 'a', tick: q, chord: { root: 5, quality: 'maj' } },
				{ id: 'b', tick: 9 * q, chord: { root: 10, quality: 'maj' } },
				{ id: 'c', tick: 11.5 * q, chord: { root: 0, quality: '7' } },
				{ id: 'd', tick: 13 * q, chord: null }
			],
			sections: [{ id: 's', tick: q, label: 'Verse' }]
		});
		expect(toChordChart(score)).toBe(
			[
				'Careless Love',
				'Trad.',
				'F major, 4/4, 100 bpm',
				'',
				'   0  |           |',
				'',
				'[Verse]',
				'   1  |: F         | %         | [1. Bb / C7 / :| | [2. N.C.      |',
				''
			].join('\n')
		);
	});

	it('has every chord change that is alone on its beat (property)', () => {
		fc.assert(
			fc.property(scoreArbitrary, (score) => {
				const chart = toChordChart(score);
				expect(chart.split('\n').every((line) => line.length < 2000)).toBe(true);
				if (score.chords.length > 0) expect(/[A-G]|N\.C\./.test(chart.split('\n').slice(3).join(''))).toBe(true);
			})
		);
	});
});
