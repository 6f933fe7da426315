import { describe, expect, it } from 'vitest';
import { madeBars, madePart, madeScore, quarter } from '../../../../tests/fixtures/scores/made-scores.ts';
import { toScoreSound } from './score-sound.ts';

const bar = 4 * quarter;
const bars = madeBars(2).map((one, at) => (at === 1 ? { ...one, endsRepeatTimes: 2 } : one));
const score = madeScore(
	[
		madePart([{ tick: 0, ticks: quarter, pitchMidi: 60 }]),
		madePart([{ tick: bar, ticks: quarter, pitchMidi: 43 }], { id: 'q', programme: 32 }),
		madePart([{ tick: 2 * quarter, ticks: quarter, pitchMidi: 38 }], { id: 'd', isDrums: true })
	],
	bars,
	{
		chords: [
			{ id: 'c1', tick: 0, chord: { root: 0, quality: 'maj' } },
			{ id: 'c2', tick: bar + 2 * quarter, chord: { root: 10, quality: 'maj' } }
		],
		sections: [{ id: 's', tick: bar, label: 'Out' }]
	}
);

describe('a score as it is heard', () => {
	const sound = toScoreSound(score);
	it('plays each part with a sound of its own, round every repeat', () => {
		expect(sound.sounds).toEqual([{ kind: 'grand' }, { kind: 'gm', programme: 32 }, { kind: 'drums' }]);
		expect(sound.notes.map(({ onsetSeconds, channel }) => [onsetSeconds, channel])).toEqual([
			[0, 0],
			[1, 2],
			[2, 1],
			[4, 0],
			[5, 2],
			[6, 1]
		]);
		expect(sound.durationSeconds).toBe(8);
	});

	it('names every note of every time round otherwise', () => {
		expect(new Set(sound.notes.map(({ id }) => id)).size).toBe(sound.notes.length);
	});

	it('has its beats and bars as they are played', () => {
		expect(sound.grid.beatsSeconds).toEqual(Array.from({ length: 16 }, (_, at) => at / 2));
		expect(sound.grid.downbeats).toEqual([0, 4, 8, 12]);
	});

	it('says what stands over it, anew where a repeat begins', () => {
		expect(sound.spans.bars.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds])).toEqual([
			['1', 0, 2],
			['2', 2, 4],
			['1', 4, 6],
			['2', 6, 8]
		]);
		expect(sound.spans.chords.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds])).toEqual([
			['C', 0, 3],
			['B♭', 3, 4],
			['C', 4, 7],
			['B♭', 7, 8]
		]);
		expect(sound.spans.sections.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
			[2, 4],
			[6, 8]
		]);
	});

	it('lets nothing sound before the beginning', () => {
		const graced = madeScore(
			[
				madePart([
					{ tick: 0, ticks: 0, pitchMidi: 62, grace: 'slashed' },
					{ tick: 0, ticks: quarter, pitchMidi: 60 }
				])
			],
			madeBars(1)
		);
		expect(Math.min(...toScoreSound(graced).notes.map(({ onsetSeconds }) => onsetSeconds))).toBe(0);
	});
});
