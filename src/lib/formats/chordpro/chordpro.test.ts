import { describe, expect, it } from 'vitest';
import type { Score } from '$core/score/index.ts';
import { madeBars, madePart, madeScore, quarter } from '../../../../tests/fixtures/scores/made-scores.ts';
import { fromChordPro, isChordPro, toChordPro } from './index.ts';

const options = { scoreId: 'score', songId: 'song', fileName: 'a.cho' };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
function read(text: string): Score {
	const reading = fromChordPro(encode(text), options);
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
}

const song = madeScore([], madeBars(6, 3, 4, { key: { fifths: -2, mode: 'minor' } }), {
	tempoMarks: [{ id: 't', tick: 0, bpm: 90, beatTicks: quarter }],
	chords: [
		{ id: 'c1', tick: 0, chord: { root: 7, quality: 'min' } },
		{ id: 'c2', tick: 4 * quarter, chord: { root: 3, quality: 'maj7', bass: 10 } },
		{ id: 'c3', tick: 15 * quarter, chord: null }
	],
	sections: [
		{ id: 's1', tick: 0, label: 'Verse' },
		{ id: 's2', tick: 12 * quarter, label: 'Coda [2]' }
	]
});

describe('ChordPro', () => {
	it('is written as a grid of beats where nobody sings', () => {
		expect(toChordPro(song).split('\n')).toEqual([
			'{title: Made}',
			'{artist: Nobody}',
			'{key: Gm}',
			'{time: 3/4}',
			'{tempo: 90}',
			'',
			'{start_of_grid: Verse}',
			'| Gm . . | . Ebmaj7/Bb . | . . . | . . . |',
			'{end_of_grid}',
			'',
			'{start_of_grid: Coda  2}',
			'| . . . | N.C. . . |',
			'{end_of_grid}',
			''
		]);
	});

	it('comes back with its bars, chords, sections, key, time and tempo', () => {
		const back = read(toChordPro(song));
		expect(back).toMatchObject({ title: 'Made', artist: 'Nobody', tempoMarks: [{ bpm: 90 }] });
		expect(back.bars.map(({ ticks, meter, key }) => ({ ticks, meter, key }))).toEqual(
			song.bars.map(({ ticks, meter, key }) => ({ ticks, meter, key }))
		);
		expect(back.chords.map(({ tick, chord }) => ({ tick, chord }))).toEqual(
			song.chords.map(({ tick, chord }) => ({ tick, chord }))
		);
		expect(back.sections.map(({ tick, label }) => [tick, label])).toEqual([
			[0, 'Verse'],
			[12 * quarter, 'Coda  2']
		]);
	});

	it('is written as words with chords where somebody sings', () => {
		const words = ['Oh,', 'wood-', 'shed'].map((lyric, i) => ({
			tick: i * quarter,
			ticks: quarter,
			pitchMidi: 60,
			lyrics: [lyric]
		}));
		const sung = madeScore([madePart(words)], madeBars(1), {
			chords: [{ id: 'c', tick: quarter, chord: { root: 9, quality: 'min7' } }]
		});
		expect(toChordPro(sung)).toContain('{start_of_verse}\nOh, [Am7]woodshed\n{end_of_verse}');
	});

	it('gives each chord above words a bar, and counts the words as lost', () => {
		const reading = fromChordPro(encode('{t: Song}\n{soc}\n[C]Hello [G7/B]there\n{eoc}\n{sot}\ne|--[A]--\n{eot}'), options);
		if (reading.kind === 'fault') throw new Error(reading.fault.code);
		expect(reading.score.chords.map(({ tick, chord }) => [tick, chord?.quality])).toEqual([
			[0, 'maj'],
			[4 * quarter, '7']
		]);
		expect(reading.score.sections).toMatchObject([{ tick: 0, label: 'Chorus' }]);
		expect(reading.losses).toEqual({ text: 1 });
	});

	it.each<[string, string, string]>([
		['nothing', '', 'fileEmpty'],
		['a song without a chord', '{title: x}\nla la', 'scoreEmpty'],
		['too many bars', '[C]'.repeat(20_001), 'scoreTooLarge']
	])('answers a fault for %s', (_, text, code) => {
		expect(fromChordPro(encode(text), options)).toMatchObject({ kind: 'fault', fault: { code } });
	});

	it('is told from prose', () => {
		expect([isChordPro('{title: a}'), isChordPro('[Am]la'), isChordPro('{"a": [1]}'), isChordPro('Dear all,')]).toEqual([
			true,
			true,
			false,
			false
		]);
	});
});
