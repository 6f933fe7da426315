import { describe, expect, it } from 'vitest';
import { madeBars, madePart, madeScore, quarter } from '../../../../tests/fixtures/scores/made-scores.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { toWrittenMusic, toWrittenSong, withWritten } from './written-song.ts';

const note = (pitchMidi: number, tick = 0, ticks = quarter): { tick: number; ticks: number; pitchMidi: number } => ({
	tick,
	ticks,
	pitchMidi
});
const mark = { id: 't', tick: 0, bpm: 120, beatTicks: quarter };
const clock = (...secondsPerQuarter: number[]): { tick: number; seconds: number }[] => {
	let seconds = 0;
	return [0, ...secondsPerQuarter].map((step, at) => ({ tick: at * 4 * quarter, seconds: (seconds += 4 * step) }));
};

describe('what a library tells of written music', () => {
	it.each([
		['the tempo that lasts longest', [0.5, 0.5, 0.25], 4, 4 as const, 120],
		['the mean where none lasts', [1, 0.8, 0.7, 0.6], 4, 4 as const, 60 / 0.775],
		['the counted beat of a compound meter', [0.4], 6, 8 as const, 100]
	])('%s', (_, steps, beats, beatType, bpm) => {
		const bars = madeBars(steps.length, beats, beatType);
		expect(
			toWrittenMusic(madeScore([madePart([note(60)])], bars, { tempoMap: clock(...steps), tempoMarks: [mark] })).bpm
		).toBeCloseTo(bpm, 5);
	});

	it('knows no tempo that nobody wrote, and one that was', () => {
		const score = madeScore([madePart([note(60)])], madeBars(1));
		expect(toWrittenMusic(score).bpm).toBeUndefined();
		expect(toWrittenMusic({ ...score, tempoMarks: [mark] }).bpm).toBe(120);
		expect(toWrittenMusic({ ...score, tempoMap: clock(0.6) }).bpm).toBe(100);
	});

	it.each([
		['a signature', -3, 'major' as const, [60, 63], { tonic: 3, mode: 'major' }],
		['a minor one', -3, 'minor' as const, [63], { tonic: 0, mode: 'minor' }],
		['the relative minor that a piece ends on', -4, 'major' as const, [68, 53], { tonic: 5, mode: 'minor' }],
		['white notes without a signature', 0, 'major' as const, [60, 64, 67], { tonic: 0, mode: 'major' }],
		['no signature and black notes', 0, 'major' as const, [61, 66, 63], undefined]
	])('key: %s', (_, fifths, mode, pitches, key) => {
		const bars = madeBars(1, 4, 4, { key: { fifths, mode } });
		const notes = pitches.map((pitch, at) => note(pitch, at * quarter));
		expect(toWrittenMusic(madeScore([madePart(notes)], bars)).key).toEqual(key);
	});

	it.each([
		[15, 8 as const, 5],
		[5, 4 as const, 5],
		[1, 4 as const, undefined]
	])('meter %i/%i has %s beats', (beats, beatType, count) => {
		expect(toWrittenMusic(madeScore([madePart([note(60)])], madeBars(1, beats, beatType))).beatsPerBar).toBe(count);
	});

	it('lasts as long as it is played, and follows edits', () => {
		const score = madeScore(
			[madePart([note(60)])],
			madeBars(2, 4, 4, {}).map((bar, at) => (at === 1 ? { ...bar, endsRepeatTimes: 2 } : bar))
		);
		const facts = toWrittenSong({ format: 'midi', score, losses: { text: 2 } });
		expect(facts.written).toEqual({ format: 'midi', durationSeconds: 8, losses: { text: 2 } });
		const song = { ...songOf('a'), ...facts };
		expect(withWritten(song, score)).toBeNull();
		expect(withWritten(song, { ...score, bars: madeBars(1) })?.written).toEqual({ ...facts.written, durationSeconds: 2 });
		expect(withWritten(songOf('b'), score)).toBeNull();
	});
});
