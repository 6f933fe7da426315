import { describe, expect, it } from 'vitest';
import { noteOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { atHeardTimes, ticksPerQuarter as q } from './index.ts';

describe('atHeardTimes', () => {
	it('puts notes where they were heard, leaves what a person wrote, and swings nothing', () => {
		const heard = (id: string): { evidence: { id: string; confidence: number } } => ({ evidence: { id, confidence: 1 } });
		const score = scoreOf(
			[noteOf('a', 0, q, 60, heard('e1')), noteOf('b', q, 0, 62, { grace: 'slashed', ...heard('e2') }), noteOf('c', q, q, 64)],
			{
				swings: [{ id: 'w', tick: 0, endTick: q, ratio: 2, unitTicks: q / 2 }]
			}
		);
		const played = atHeardTimes(score, [
			{ id: 'e1', onsetSeconds: -0.1, offsetSeconds: 0.75 },
			{ id: 'e2', onsetSeconds: 0.45, offsetSeconds: 99 }
		]);
		expect(played.swings).toEqual([]);
		expect(played.parts[0]?.notes).toEqual([
			noteOf('a', 0, 1.5 * q, 60, heard('e1')),
			noteOf('b', 0.9 * q, 16 * q - 0.9 * q, 62, heard('e2')),
			noteOf('c', q, q, 64)
		]);
	});
});
