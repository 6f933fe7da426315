import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barAt, barStarts, scoreSchema, ticksPerQuarter, type Score, type ScoreNote } from '../score/index.ts';
import { requantise, writeScore, type EvidenceNote, type WriteOptions } from './index.ts';
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
const options: WriteOptions = { songId: 'song', title: '', artist: '', instrument: 'other' };
const notesOf = (score: Score): readonly ScoreNote[] => score.parts[0]?.notes ?? [];
const places = (score: Score): [number, number][] => notesOf(score).map(({ tick, ticks }) => [tick / q, ticks / q]);

/** Two bars of eighths, the second one played so unevenly that a fine grid follows the hand. */
function uneven(): EvidenceNote[] {
	const late = [0, 0.06, 0, 0.065, 0, 0.06, 0, 0.065];
	return [
		...line([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
		...late.map((more, at) => heard(2 + at * 0.25 + more, 0.15, 60 + at))
	];
}

describe('writing a range again', () => {
	const fine = writeScore(uneven(), analysisOf(), { ...options, strength: 0.1 }, ids());

	it('makes one bar plain and leaves the other', () => {
		const plain = requantise(
			fine,
			uneven(),
			{ startTick: 4 * q, endTick: 8 * q },
			{ finestDivision: 2, hasTriplets: false },
			ids()
		);
		expect(places(fine).slice(8)).not.toEqual(places(plain).slice(8));
		expect(places(plain).slice(8)).toEqual([4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5].map((at) => [at, 0.5]));
		expect(notesOf(plain).slice(0, 8)).toEqual(notesOf(fine).slice(0, 8));
		expect(notesOf(plain).map(({ id }) => id)).toEqual(notesOf(fine).map(({ id }) => id));
	});

	it('keeps to its bars where a pickup begins within a beat (regression)', () => {
		const pickup: Score = {
			...fine,
			bars: fine.bars.map((bar, at) => (at === 0 ? { ...bar, ticks: (2 * q) / 3, isPickup: true } : bar)),
			parts: fine.parts.map((part) => ({ ...part, notes: part.notes.slice(0, 1) })),
			tempoMap: [
				{ tick: -q / 3, seconds: -1 / 6 },
				{ tick: (2 * q) / 3, seconds: 1 / 3 }
			]
		};
		const again = requantise(pickup, uneven(), { startTick: 0, endTick: 1 }, { feel: 'straight' }, ids());
		expect(notesOf(again).every(({ tick }) => tick >= 0 && tick < (2 * q) / 3)).toBe(true);
	});

	describe('as someone says that it falls', () => {
		const late = [0, 0.34, 0.5, 0.84, 1, 1.34, 1.5, 1.84].map((seconds, at) => heard(seconds, 0.15, 60 + at));
		const even = writeScore(late, analysisOf(), { ...options, hasTriplets: false, feel: 'straight' }, ids());
		const whole = { startTick: 0, endTick: 4 * q };
		const said = (feel: 'straight' | 'triplets' | 'swing'): Score =>
			requantise(even, late, whole, { feel, strength: 0.8 }, ids());

		it('straight: in twos, and nothing swings', () => {
			const again = requantise(said('swing'), late, whole, { feel: 'straight', strength: 1 }, ids());
			expect(again.swings).toEqual([]);
			expect(notesOf(again).every(({ tick }) => (tick * 4) % q === 0)).toBe(true);
		});
		it('in triplets: in threes, off-beats on the last of them', () => {
			const again = said('triplets');
			expect(again.swings).toEqual([]);
			expect(notesOf(again).map(({ tick }) => (3 * tick) / q)).toEqual([0, 2, 3, 5, 6, 8, 9, 11]);
		});
		it('swung: plain eighths under a mark over the whole range', () => {
			const again = said('swing');
			expect(notesOf(again).map(({ tick }) => (2 * tick) / q)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
			expect(again.swings).toMatchObject([{ tick: 0, endTick: 4 * q, unitTicks: q / 2 }]);
			expect(again.swings[0]?.ratio).toBeGreaterThan(1.5);
		});
		it('a swing is cut where some of its bars are said to be straight', () => {
			const long: Score = { ...fine, swings: [{ id: 's', tick: 0, endTick: 8 * q, ratio: 2, unitTicks: q / 2 }] };
			const again = requantise(long, uneven(), { startTick: 4 * q, endTick: 8 * q }, { feel: 'straight' }, ids());
			expect(again.swings).toEqual([{ id: 's', tick: 0, endTick: 4 * q, ratio: 2, unitTicks: q / 2 }]);
		});
	});

	it('keeps what a person changed: pitches, deletions, notes of their own', () => {
		const own: ScoreNote = { id: 'own', tick: 7.5 * q, ticks: q / 2, pitchMidi: 90, staff: 0, voice: 1, velocity: 64 };
		const [part] = fine.parts;
		const edited: Score = {
			...fine,
			parts:
				part === undefined
					? []
					: [{ ...part, notes: [...part.notes.slice(0, 14).map((note) => ({ ...note, pitchMidi: 50 })), own] }]
		};
		const again = requantise(edited, uneven(), { startTick: 4 * q, endTick: 5 * q }, { finestDivision: 2 }, ids());
		expect(notesOf(again)).toHaveLength(15);
		expect(notesOf(again).filter(({ pitchMidi }) => pitchMidi === 50)).toHaveLength(14);
		expect(notesOf(again).find(({ id }) => id === 'own')).toMatchObject({ tick: 7.5 * q, pitchMidi: 90 });
	});

	it('changes nothing where there is no evidence', () => {
		expect(requantise(fine, [], { startTick: 0, endTick: 8 * q }, {}, ids())).toEqual(fine);
	});

	it('writes by the swing that the score already has', () => {
		const notes = Array.from({ length: 16 }, (_, beat) => [heard(beat * 0.5, 0.3), heard(beat * 0.5 + 0.325, 0.16, 74)]).flat();
		const swung = writeScore(notes, analysisOf({ count: 17 }), options, ids());
		expect(swung.swings).toHaveLength(1);
		const again = requantise(swung, notes, { startTick: 4 * q, endTick: 8 * q }, {}, ids());
		expect(again.swings).toEqual(swung.swings);
		expect(places(again)).toEqual(places(swung));
	});

	it('leaves lawful voices and every note outside where it was, whatever is asked', () => {
		fc.assert(
			fc.property(
				anyNotes,
				anyBeats,
				anyOptions,
				anyOptions,
				fc.integer({ min: 0, max: 10 }),
				fc.integer({ min: 1, max: 8 }),
				(raw, beats, first, second, from, length) => {
					const notes = raw.map(({ onset, length: held, pitch, confidence }, at) => ({
						...heard(onset, held, pitch),
						id: String(at),
						confidence
					}));
					const score = writeScore(notes, analysisOf(beats), { ...options, ...first }, ids());
					const range = { startTick: from * 4 * q, endTick: (from + length) * 4 * q };
					const again = scoreSchema.parse(requantise(score, notes, range, second, ids()));
					expectLawfulVoices(again);
					const starts = barStarts(score.bars);
					const startTick = starts[barAt(starts, range.startTick)] ?? 0;
					const endTick = starts[barAt(starts, range.endTick - 1) + 1] ?? 0;
					const after = new Map(notesOf(again).map((note) => [note.id, note]));
					for (const note of notesOf(score)) {
						if (note.tick >= endTick || note.tick + note.ticks <= startTick) expect(after.get(note.id)).toEqual(note);
						else if (note.tick < startTick) expect(after.get(note.id)).toMatchObject({ tick: note.tick, voice: note.voice });
						else if (after.has(note.id)) expect(after.get(note.id)?.tick).toBeGreaterThanOrEqual(startTick);
						else expect(notesOf(again).some(({ pitchMidi }) => pitchMidi === note.pitchMidi)).toBe(true);
					}
				}
			),
			{ numRuns: 60 }
		);
	});
});
