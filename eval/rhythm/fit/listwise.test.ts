import { describe, expect, it } from 'vitest';
import { toVoteScore } from '../../../src/lib/dsp/rhythm/votes/weigh.ts';
import { seededRandom } from '../../bootstrap.ts';
import { fitListwise } from './listwise.ts';

describe('fitting a choice', () => {
	const random = seededRandom(4);
	/** Of five readings the right one has the highest first input; the second is noise. */
	const choices = Array.from({ length: 80 }, () => {
		const rows = Array.from({ length: 5 }, () => Float32Array.of(random(), random()));
		const best = Math.max(...rows.map(([value = 0]) => value));
		return { rows, worth: rows.map(([value]) => (value === best ? 1 : 0)) };
	});

	it('finds what tells the right one', () => {
		const table = fitListwise(choices, 2);
		expect(table.weights[0]).toBeGreaterThan(5 * Math.abs(table.weights[1] ?? 0));
		const right = choices.filter(({ rows, worth }) => {
			const scores = rows.map((row) => toVoteScore(table, row));
			return worth[scores.indexOf(Math.max(...scores))] === 1;
		});
		expect(right.length).toBeGreaterThan(75);
	});

	it('learns nothing from choices that are all wrong', () => {
		const wrong = choices.map(({ rows }) => ({ rows, worth: rows.map(() => 0) }));
		expect(fitListwise(wrong, 2).weights).toEqual([0, 0]);
	});
});
