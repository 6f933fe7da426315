import { describe, expect, it } from 'vitest';
import { measureRhythm, type AnalyserReport } from './index.ts';
import { toRhythmRows, toRhythmTable } from './report.ts';

const beats = [0.5, 1, 1.5, 2, 2.5, 3];

describe('measureRhythm', () => {
	const items = [
		{ id: 'a', group: 'band', audioPath: 'a.wav', beats, downbeats: [0.5, 2.5], bpm: 120 },
		{ id: 'b', group: 'piano', audioPath: 'b.wav', beats: [], downbeats: [], bpm: 60 }
	];

	it('scores what the truth knows and names what fails', async () => {
		const report: AnalyserReport = { results: [], failures: [] };
		const { results, failures } = report;
		for (const item of items)
			await measureRhythm(
				item,
				{
					name: 'half deaf',
					close: () => Promise.resolve(),
					analyse: (path) =>
						path === 'a.wav' ? Promise.resolve({ beats, downbeats: [0.5, 2.5], bpm: 60 }) : Promise.reject(new Error('no sound'))
				},
				report
			);
		expect(results).toMatchObject([
			{ id: 'a', beatsF: 1, cmlt: 1, downbeatsF: 1, accuracy1: 0, accuracy2: 1 },
			{ id: 'b', beatsF: null, cmlt: null, downbeatsF: null, accuracy1: 0, accuracy2: 0 }
		]);
		expect(failures).toEqual([{ id: 'b', message: 'no sound' }]);
	});
});

describe('toRhythmRows', () => {
	const result = { group: 'band', cmlt: null, amlt: null, downbeatsF: null, accuracy1: null, accuracy2: null };

	it('averages over the items whose truth has the measure', () => {
		const rows = toRhythmRows(
			[
				{ ...result, id: 'a', isTuned: true, beatsF: 1 },
				{ ...result, id: 'b', isTuned: false, beatsF: 0.5 },
				{ ...result, id: 'c', isTuned: false, beatsF: null }
			],
			['beatsF', 'cmlt']
		);
		expect(rows.map(({ name, items, values }) => [name, items, values.beatsF?.mean, values.cmlt?.mean])).toEqual([
			['band', 3, 0.75, undefined],
			['held out', 2, 0.5, undefined],
			['tuned', 1, 1, undefined],
			['all', 3, 0.75, undefined]
		]);
		expect(toRhythmTable('ours', rows, ['beatsF']).split('\n')[0]).toBe('ours');
	});
});
