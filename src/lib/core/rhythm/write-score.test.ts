import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../eval/bootstrap.ts';
import { barAt, barStarts, endTick, scoreSchema, ticksPerQuarter, tickToSeconds, type Score } from '../score/index.ts';
import { writeScore, type EvidenceNote, type WriteOptions } from './index.ts';
import {
	analysisOf,
	anyBeats,
	anyNotes,
	anyOptions,
	expectLawfulVoices,
	heard,
	ids,
	line
} from '../../../../tests/fixtures/scores/made-evidence.ts';

const q = ticksPerQuarter;
const options: WriteOptions = { songId: 'song', title: 'Air', artist: '', instrument: 'piano' };

const melody = (score: Score): [number, number][] =>
	(score.parts[0]?.notes ?? []).map(({ tick, ticks }) => [tick / q, ticks / q]);
const write = (notes: readonly EvidenceNote[], analysis = analysisOf(), more: Partial<WriteOptions> = {}): Score =>
	scoreSchema.parse(writeScore(notes, analysis, { ...options, ...more }, ids()));

describe('writing what was heard', () => {
	it.each<[string, number[]]>([
		['quarters', [1, 1, 1, 1]],
		['dotted values', [1.5, 0.5, 1, 1]],
		['sixteenths', [0.25, 0.25, 0.25, 0.25, 1, 2]],
		['dotted eighths', [0.75, 0.25, 0.75, 0.25, 2]],
		['a note over the bar line', [3, 2, 3]],
		['long notes', [4, 4]]
	])('writes %s', (_, lengths) => {
		const score = write(line(lengths));
		let at = 0;
		expect(melody(score)).toEqual(lengths.map((length) => [(at += length) - length, length]));
	});

	it('writes triplets as thirds of a beat, and quarter triplets as thirds of two', () => {
		const third = 1 / 3;
		const lengths = [third, third, third, 1, 2, 2 * third, 2 * third, 2 * third, 2];
		let at = 0;
		const expected = lengths.map((length) => {
			const pair = [Math.round(at * 3), Math.round(length * 3)];
			at += length;
			return pair;
		});
		const written = melody(write(line(lengths)));
		expect(written.map(([tick, ticks]) => [Math.round(tick * 3), Math.round(ticks * 3)])).toEqual(expected);
		for (const [tick, ticks] of written) expect([Number.isInteger(tick * q), Number.isInteger(ticks * q)]).toEqual([true, true]);
	});

	it('follows a tempo that drifts', () => {
		const beatsSeconds = Array.from({ length: 16 }, (_, at) => at * 0.5 + at * at * 0.02);
		const analysis = { ...analysisOf(), grid: { beatsSeconds, downbeats: [0, 4, 8, 12] } };
		const notes = beatsSeconds.slice(0, 12).map((seconds, at) => heard(seconds, 0.45 + at * 0.04, 70 + (at % 5)));
		const score = write(notes, analysis);
		expect(melody(score)).toEqual(notes.map((_, at) => [at, 1]));
		notes.forEach(({ onsetSeconds }, at) => expect(tickToSeconds(score.tempoMap, at * q)).toBeCloseTo(onsetSeconds, 9));
	});

	it('writes no rest that is shorter than what was left out by the fingers, and one where hands really rest', () => {
		expect(melody(write([heard(0, 0.3, 72), heard(0.5, 0.3, 74), heard(1, 0.3, 76), heard(1.5, 0.4, 77)]))).toEqual([
			[0, 1],
			[1, 1],
			[2, 1],
			[3, 1]
		]);
		expect(melody(write([heard(0, 0.48, 72), heard(2, 0.48, 74), heard(2.5, 0.48, 74)]))).toEqual([
			[0, 1],
			[4, 1],
			[5, 1]
		]);
	});

	it('begins with a pickup of what is played before the first bar line', () => {
		const score = write(line([0.5, 0.5, 1, 1, 2], 1.5), analysisOf({ firstDownbeat: 4, count: 20 }));
		expect(score.bars[0]).toMatchObject({ ticks: q, isPickup: true, meter: { beats: 4, beatType: 4 } });
		expect(score.bars[1]).toMatchObject({ ticks: 4 * q });
		expect(melody(score)[0]).toEqual([0, 0.5]);
	});

	it('begins in silence where the first bar does', () => {
		const score = write(line([1, 1, 1, 4], 0.5));
		expect(score.bars[0]?.isPickup).toBeUndefined();
		expect(melody(score)[0]).toEqual([1, 1]);
	});

	it('writes notes before the first tracked beat on beats counted back', () => {
		const score = write(line([1, 1, 1, 1, 4]), analysisOf({ first: 2, count: 12 }));
		expect(
			melody(score)
				.slice(0, 5)
				.map(([tick]) => tick)
		).toEqual([0, 1, 2, 3, 4]);
		expect(score.bars.length).toBe(2);
	});

	it.each([
		[2, { beats: 6, beatType: 8 }],
		[3, { beats: 9, beatType: 8 }],
		[4, { beats: 12, beatType: 8 }]
	])('writes %i beats of three as a compound meter', (perBar, meter) => {
		const eighths = Array.from({ length: 24 }, (_, at) => heard(at * 0.2, 0.18, 60 + (at % 3)));
		const score = write(eighths, analysisOf({ perBar, division: 3, bpm: 100, count: 12 }));
		expect(score.bars[0]?.meter).toEqual(meter);
		expect(melody(score)).toEqual(eighths.map((_, at) => [at / 2, 0.5]));
	});

	it('writes a shuffle straight, with a mark that says how it swings', () => {
		const notes = Array.from({ length: 16 }, (_, beat) => [heard(beat * 0.5, 0.3), heard(beat * 0.5 + 0.325, 0.16, 74)]).flat();
		const score = write(notes, analysisOf({ count: 17 }), { instrument: 'other' });
		expect(melody(score).slice(0, 4)).toEqual([
			[0, 0.5],
			[0.5, 0.5],
			[1, 0.5],
			[1.5, 0.5]
		]);
		expect(score.swings).toMatchObject([{ tick: 0, unitTicks: q / 2 }]);
		expect(score.swings[0]?.ratio).toBeCloseTo(0.65 / 0.35, 1);
	});

	it('leaves straight off-beats and full triplets unswung', () => {
		const straight = Array.from({ length: 32 }, (_, at) => heard(at * 0.25, 0.2));
		const triplets = Array.from({ length: 48 }, (_, at) => heard(at / 6, 0.15));
		expect(write(straight).swings).toEqual([]);
		expect(write(triplets).swings).toEqual([]);
	});

	it('writes a short note right before a long one as a grace note of it', () => {
		const score = write([heard(0, 0.45, 72), heard(0.43, 0.06, 73), heard(0.5, 0.45, 74), heard(1, 0.9, 76)]);
		expect(score.parts[0]?.notes.map(({ tick, ticks, grace }) => [tick / q, ticks / q, grace])).toEqual([
			[0, 1, undefined],
			[1, 0, 'slashed'],
			[1, 1, undefined],
			[2, 2, undefined]
		]);
	});

	it('gives each hand its staff, wherever the hands go', () => {
		const notes = Array.from({ length: 8 }, (_, at) => [
			heard(at * 0.5, 0.45, 40 + at * 3),
			heard(at * 0.5, 0.45, 47 + at * 3),
			heard(at * 0.5, 0.45, 64 + at * 3)
		]).flat();
		for (const { pitchMidi, tick, staff } of write(notes).parts[0]?.notes ?? [])
			expect(staff).toBe(pitchMidi === 64 + (tick / q) * 3 ? 0 : 1);
	});

	it('holds a note in a voice of its own while others move', () => {
		const moving = Array.from({ length: 8 }, (_, at) => heard(at * 0.25, 0.23, 60 + (at % 4)));
		const score = write([heard(0, 1.95, 76), ...moving], analysisOf(), { instrument: 'guitar' });
		const [held] = score.parts[0]?.notes.filter(({ pitchMidi }) => pitchMidi === 76) ?? [];
		expect(held).toMatchObject({ tick: 0, ticks: 4 * q });
		expect(score.parts[0]?.notes.filter(({ voice }) => voice !== held?.voice)).toHaveLength(8);
	});

	it('reads rhythms through hands that stray and beats that are tracked a little off', () => {
		const random = seededRandom(7);
		const stray = (seconds: number): number => (random() + random() + random() - 1.5) * 2 * seconds;
		const cells = [
			[1],
			[0.5, 0.5],
			[0.25, 0.25, 0.5],
			[0.75, 0.25],
			[1.5, 0.5],
			[1 / 3, 1 / 3, 1 / 3],
			[0.25, 0.25, 0.25, 0.25],
			[2]
		];
		let at = 0;
		const meant: number[] = [];
		while (at < 120) {
			for (const length of cells[Math.floor(random() * cells.length)] ?? [1]) {
				meant.push(at);
				at += length;
			}
		}
		const beatSeconds = 0.6;
		const notes = meant.map((beat, index) => heard(Math.max(0, beat * beatSeconds + stray(0.02)), 0.12, 60 + ((index * 5) % 13)));
		const beatsSeconds = Array.from({ length: 126 }, (_, beat) =>
			Math.max(0, beat * beatSeconds + (beat > 0 ? stray(0.012) : 0))
		);
		const downbeats = beatsSeconds.flatMap((_, beat) => (beat % 4 === 0 ? [beat] : []));
		const score = write(notes, { ...analysisOf(), grid: { beatsSeconds, downbeats } }, { instrument: 'other' });
		const written = new Map(score.parts[0]?.notes.map(({ evidence, tick }) => [evidence?.id, tick / q]));
		const right = notes.filter(({ id }, index) => Math.abs((written.get(id) ?? -1) - (meant[index] ?? 0)) < 1e-3);
		expect(right.length / notes.length).toBeGreaterThan(0.97);
	});

	it('finds one empty bar where nothing was heard', () => {
		expect(write([]).bars).toHaveLength(1);
		expect(write([], { ...analysisOf(), grid: { beatsSeconds: [], downbeats: [] }, meter: null }).bars).toHaveLength(1);
	});

	it('writes against a click where no beat was heard', () => {
		const score = write(line([1, 1, 1, 1], 3), { ...analysisOf(), grid: { beatsSeconds: [], downbeats: [] }, meter: null });
		expect(score.parts[0]?.notes).toHaveLength(4);
	});
});

describe('whatever is heard', () => {
	const eachScore = (check: (score: Score, notes: readonly EvidenceNote[]) => void): void =>
		fc.assert(
			fc.property(anyNotes, anyBeats, anyOptions, (raw, beats, more) => {
				const notes = raw.map(({ onset, length, pitch, confidence }, at) => ({
					...heard(onset, length, pitch),
					id: String(at),
					confidence
				}));
				check(write(notes, analysisOf(beats), more), notes);
			}),
			{ numRuns: 60 }
		);

	it('keeps notes of one voice together or apart, in every bar that is there', () => {
		eachScore((score) => {
			expectLawfulVoices(score);
			for (const { tick, ticks } of score.parts[0]?.notes ?? []) expect(tick + ticks).toBeLessThanOrEqual(endTick(score));
		});
	});

	it('writes every note once, unless its key was struck again in the same place, and turns no two round', () => {
		eachScore((score, notes) => {
			const written = score.parts[0]?.notes ?? [];
			const names = written.map(({ evidence }) => evidence?.id);
			expect(new Set(names).size).toBe(names.length);
			const pitches = (list: readonly { pitchMidi: number }[]): number[] =>
				[...new Set(list.map(({ pitchMidi }) => pitchMidi))].sort();
			expect(pitches(written)).toEqual(pitches(notes));
			const tickOf = new Map(written.map(({ evidence, tick }) => [evidence?.id, tick]));
			const inOrder = [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds).flatMap(({ id }) => tickOf.get(id) ?? []);
			inOrder.forEach((tick, at) => expect(tick).toBeGreaterThanOrEqual(inOrder[at - 1] ?? 0));
		});
	});

	it('lays bars of whole beats, a tempo map that only goes forward, and writes the same again', () => {
		eachScore((score) => {
			const starts = barStarts(score.bars);
			for (const { tick } of score.parts[0]?.notes ?? []) expect(barAt(starts, tick)).toBeLessThan(score.bars.length);
			score.tempoMap.slice(1).forEach(({ tick, seconds }, at) => {
				expect(tick).toBeGreaterThan(score.tempoMap[at]?.tick ?? 0);
				expect(seconds).toBeGreaterThan(score.tempoMap[at]?.seconds ?? 0);
			});
		});
		const notes = line([1, 0.5, 0.5, 0.25, 0.75, 1]);
		expect(write(notes)).toEqual(write([...notes].reverse()));
	});
});
