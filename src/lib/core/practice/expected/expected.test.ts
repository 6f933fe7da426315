import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, type Score, type ScoreNote } from '../../score/index.ts';
import { fromNotes, fromScore } from '../index.ts';

const q = ticksPerQuarter;
const note = (tick: number, pitchMidi: number, more: Partial<ScoreNote> = {}): ScoreNote => ({
	id: `${tick}-${pitchMidi}`,
	tick,
	ticks: q,
	pitchMidi,
	staff: 0,
	voice: 0,
	velocity: 64,
	...more
});
const bar = { id: 'bar', ticks: 4 * q, meter: { beats: 4, beatType: 4 }, key: { fifths: -1, mode: 'major' } } as const;
const part = {
	id: 'p',
	name: 'Piano',
	programme: 0,
	isDrums: false,
	staves: [{ clef: 'treble' }, { clef: 'bass' }] as { clef: 'treble' | 'bass' }[],
	transposeSemitones: 0,
	slurs: [],
	dynamics: [],
	hairpins: [],
	pedals: [],
	clefChanges: [],
	ottavas: []
};
const score: Score = {
	schemaVersion: 1,
	id: 's',
	songId: 'song',
	revision: 0,
	title: '',
	artist: '',
	origin: 'imported',
	bars: [{ ...bar, endsRepeatTimes: 2 }, bar],
	parts: [
		{
			...part,
			notes: [
				note(0, 60),
				note(0, 48, { staff: 1 }),
				note(2 * q, 62, { articulations: ['trill'] }),
				note(3 * q, 64, { ticks: 2 * q }),
				note(5 * q, 65, { grace: 'slashed', ticks: 0 }),
				note(5 * q, 67, { evidence: { id: 'e', confidence: 0.3 } })
			]
		},
		{ ...part, id: 'd', isDrums: true, notes: [note(0, 36)] }
	],
	tempoMap: [
		{ tick: 0, seconds: 1 },
		{ tick: q, seconds: 1.5 }
	],
	tempoMarks: [],
	swings: [],
	chords: [],
	sections: []
};

describe('what a score asks to be played', () => {
	const piece = fromScore(score);

	it('is in played order, repeats and all, on the clock of the tempo map', () => {
		expect(piece.bars.map(({ scoreBar, number, startSeconds, fifths }) => [scoreBar, number, startSeconds, fifths])).toEqual([
			[0, 1, 1, -1],
			[0, 1, 3, -1],
			[1, 2, 5, -1]
		]);
		expect(piece.notes.map(({ noteId, bar: at, beat, onsetSeconds }) => [noteId, at, beat, onsetSeconds])).toEqual([
			['0-48', 0, 0, 1],
			['0-60', 0, 0, 1],
			[`${2 * q}-62`, 0, 2, 2],
			[`${3 * q}-64`, 0, 3, 2.5],
			['0-48', 1, 0, 3],
			['0-60', 1, 0, 3],
			[`${2 * q}-62`, 1, 2, 4],
			[`${3 * q}-64`, 1, 3, 4.5],
			[`${5 * q}-65`, 2, 1, 5.42],
			[`${5 * q}-67`, 2, 1, 5.5]
		]);
	});

	it('has an id for each time, chords as groups, and marks what is played freely', () => {
		expect(new Set(piece.notes.map(({ id }) => id)).size).toBe(piece.notes.length);
		expect(piece.notes.slice(0, 4).map(({ group }) => group)).toEqual([0, 0, 1, 2]);
		expect(piece.notes[2]?.isOrnament).toBe(true);
		expect(piece.notes[3]?.isTied).toBe(true);
		expect(piece.notes.map(({ isGrace }) => isGrace).lastIndexOf(true)).toBe(8);
		expect(piece.notes.filter(({ isDoubtful }) => isDoubtful).map(({ pitchMidi }) => pitchMidi)).toEqual([67]);
	});

	it('may be one hand, and is never drums', () => {
		expect(fromScore(score, { staves: [1] }).notes.map(({ pitchMidi }) => pitchMidi)).toEqual([48, 48]);
		expect(fromScore(score, { parts: [1] }).notes).toEqual([]);
	});
});

describe('what a transcription asks to be played', () => {
	const heard = [
		{ id: 'b', onsetSeconds: 1.02, offsetSeconds: 1.5, pitchMidi: 64 },
		{ id: 'a', onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 60, velocity: 70 },
		{ id: 'c', onsetSeconds: 2.5, offsetSeconds: 3, pitchMidi: 62, confidence: 0.2 }
	];

	it('has the beats of the recording', () => {
		const piece = fromNotes(heard, { beatsSeconds: [0, 0.5, 1, 1.5, 2, 2.5, 3], downbeats: [0, 4] }, 4, 2);
		expect(piece.notes.map(({ id, bar: at, beat, group }) => [id, at, beat, group])).toEqual([
			['a', 0, 2, 0],
			['b', 0, 2.04, 0],
			['c', 1, 1, 1]
		]);
		expect(piece.bars.map(({ number, fifths }) => [number, fifths])).toEqual([
			[1, 2],
			[2, 2]
		]);
		expect(piece.notes.map(({ isDoubtful }) => isDoubtful)).toEqual([false, false, true]);
	});

	it('has stretches of four seconds where no beats are known', () => {
		const piece = fromNotes(heard, { beatsSeconds: [], downbeats: [] }, 9);
		expect(piece.bars).toHaveLength(3);
		expect(piece.notes.map(({ bar: at }) => at)).toEqual([0, 0, 0]);
	});

	it('is nothing for nothing', () => {
		expect(fromNotes([], { beatsSeconds: [], downbeats: [] }, 0).notes).toEqual([]);
	});
});
