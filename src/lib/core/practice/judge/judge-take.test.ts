import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	judgeTake,
	plainContext,
	strictnesses,
	takeJudgementSchema,
	type ExpectedPiece,
	type TakeContext,
	type TakeJudgement,
	type TakeNote
} from '../index.ts';
import { madePiece, playedRight, seeded } from '../made-take.ts';

const piece = madePiece(16);
const along: TakeContext = { ...plainContext, mode: 'song', passes: [{ startSeconds: 0, endSeconds: 1000, takeSeconds: 0 }] };

const offTime = ({ notes }: TakeJudgement): number[] =>
	notes.flatMap(({ timing, timingMs }) => (timing === 'onTime' || timing === undefined ? [] : [Math.round(timingMs ?? 0)]));
const move = (notes: readonly TakeNote[], seconds: number): TakeNote[] =>
	notes.map((note) => ({ ...note, onsetSeconds: note.onsetSeconds + seconds, offsetSeconds: note.offsetSeconds + seconds }));
/** The notes of some bars of a piece, 2 s each. */
const barsOf = (notes: readonly TakeNote[], from: number, to: number): TakeNote[] =>
	notes.filter(({ onsetSeconds }) => onsetSeconds >= from * 2 - 0.05 && onsetSeconds < to * 2 - 0.05);
const replaced = (notes: readonly TakeNote[], at: number, change: Partial<TakeNote>): TakeNote[] =>
	notes.map((note, index) => (index === at ? { ...note, ...change } : note));
const at = (index: number): (typeof piece.notes)[number] => {
	const note = piece.notes[index];
	if (note === undefined) throw new RangeError(`There is no note ${index}.`);
	return note;
};
const clean = { right: piece.notes.length, wrong: 0, missed: 0, extra: 0, unsure: 0, early: 0, late: 0 };

describe.each([
	['alone', plainContext],
	['along with the song', along]
])('a take played %s', (_, context) => {
	it('that is perfect is all right', () => {
		const judged = judgeTake(piece, playedRight(piece), context);
		expect(judged.figures?.whole).toMatchObject(clean);
		expect(judged.figures?.score).toBeCloseTo(100, 6);
		expect(judged.events).toEqual([]);
		expect(judged.chords.every(({ kind }) => kind === 'right')).toBe(true);
	});

	it('by a human hand is all right too', () => {
		const judged = judgeTake(piece, playedRight(piece, { jitterSeconds: 0.015 }), context);
		expect(judged.figures?.whole).toMatchObject(clean);
		expect(judged.figures?.score).toBeGreaterThan(97);
		expect(judged.figures?.whole.spreadMs).toBeGreaterThan(8);
		expect(judged.figures?.whole.spreadMs).toBeLessThan(24);
	});

	it('has its wrong note told, with what was played', () => {
		const wrong = at(40).pitchMidi + 1;
		const judged = judgeTake(piece, replaced(playedRight(piece, { jitterSeconds: 0.01 }), 40, { pitchMidi: wrong }), context);
		expect(judged.figures?.whole).toMatchObject({ ...clean, right: piece.notes.length - 1, wrong: 1 });
		expect(judged.notes.find(({ kind }) => kind === 'wrong')).toMatchObject({
			noteId: at(40).noteId,
			expectedMidi: at(40).pitchMidi,
			playedMidi: wrong,
			wrongBy: 'pitch',
			bar: at(40).bar
		});
	});

	it('has a note of another octave told apart', () => {
		const judged = judgeTake(piece, replaced(playedRight(piece), 41, { pitchMidi: at(41).pitchMidi + 24 }), context);
		expect(judged.notes.find(({ kind }) => kind === 'wrong')).toMatchObject({ wrongBy: 'octave', noteId: at(41).noteId });
	});

	it('has a missed note told, and the chord that it breaks', () => {
		const chordNote = piece.notes.findIndex(({ bar, pitchMidi }) => bar === 5 && pitchMidi < 60);
		const judged = judgeTake(
			piece,
			playedRight(piece).filter((_note, index) => index !== chordNote),
			context
		);
		expect(judged.figures?.whole).toMatchObject({ ...clean, right: piece.notes.length - 1, missed: 1 });
		expect(judged.chords.filter(({ kind }) => kind === 'wrong')).toMatchObject([{ group: at(chordNote).group, bar: 5 }]);
	});

	it('is not blamed for a missing note that the transcription of the song was not sure of', () => {
		const doubtful = { ...piece, notes: piece.notes.map((note, index) => ({ ...note, isDoubtful: index === 30 })) };
		const judged = judgeTake(
			doubtful,
			playedRight(piece).filter((_note, index) => index !== 30),
			context
		);
		expect(judged.figures?.whole).toMatchObject({ ...clean, right: piece.notes.length - 1, unsure: 1, accuracy: 1 });
	});

	it('has an extra note told, where it was', () => {
		const extra: TakeNote = { onsetSeconds: 12.3, offsetSeconds: 12.4, pitchMidi: 66, velocity: 30, confidence: 1 };
		const judged = judgeTake(piece, [...playedRight(piece), extra], context);
		expect(judged.figures?.whole).toMatchObject({ ...clean, extra: 1 });
		expect(judged.notes.find(({ kind }) => kind === 'extra')).toMatchObject({
			takeNote: piece.notes.length,
			playedMidi: 66,
			bar: 6
		});
	});

	it.each([-180, -95, 95, 180])('has a note that is %d ms off told', (ms) => {
		const index = piece.notes.findIndex(({ bar, beat, pitchMidi }) => bar === 7 && beat === 1 && pitchMidi >= 60);
		const notes = playedRight(piece, { jitterSeconds: 0.008 });
		const { onsetSeconds } = at(index);
		const judged = judgeTake(piece, replaced(notes, index, { onsetSeconds: onsetSeconds + ms / 1000 }), context);
		expect(judged.figures?.whole).toMatchObject({ ...clean, early: ms < 0 ? 1 : 0, late: ms > 0 ? 1 : 0 });
		const [told] = offTime(judged);
		expect(Math.abs((told ?? 0) - ms)).toBeLessThan(25);
	});

	it('does not depend on the order of its notes', { timeout: 30_000 }, () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
				const random = seeded(seed);
				const notes = playedRight(piece, { jitterSeconds: 0.02, seed }).filter(() => random() > 0.1);
				const order = notes.map((_note, index) => index).sort(() => random() - 0.5);
				const shuffled = judgeTake(
					piece,
					order.flatMap((index) => notes[index] ?? []),
					context
				);
				const plain = judgeTake(piece, notes, context);
				expect(shuffled.figures).toEqual(plain.figures);
				expect(shuffled.notes.map(({ takeNote, ...rest }) => ({ ...rest, take: order[takeNote ?? -1] }))).toEqual(
					plain.notes.map(({ takeNote, ...rest }) => ({ ...rest, take: takeNote }))
				);
			}),
			{ numRuns: 4 }
		);
	});

	it('is judged the same with its latency taken off', { timeout: 30_000 }, () => {
		fc.assert(
			fc.property(fc.double({ min: -0.4, max: 0.4, noNaN: true }), (latencySeconds) => {
				const notes = playedRight(piece, { jitterSeconds: 0.02 });
				const plain = judgeTake(piece, notes, context);
				const delayed = judgeTake(piece, move(notes, latencySeconds), { ...context, latencySeconds });
				expect(delayed.figures?.whole).toMatchObject({
					...plain.figures?.whole,
					timingMs: expect.closeTo(plain.figures?.whole.timingMs ?? 0, 0) as number,
					spreadMs: expect.closeTo(plain.figures?.whole.spreadMs ?? 0, 0) as number
				});
			}),
			{ numRuns: 4 }
		);
	});

	it('is what the schema keeps', () => {
		const judged = judgeTake(piece, playedRight(piece, { jitterSeconds: 0.05 }).slice(5, 90), context);
		expect(takeJudgementSchema.parse(JSON.parse(JSON.stringify(judged)))).toEqual(judged);
	});

	it('of another song is told as such and blamed for nothing', () => {
		const judged = judgeTake(piece, playedRight(madePiece(16, 99)), context);
		expect(judged.outcome).toBe('otherSong');
		expect(judged.notes).toEqual([]);
	});

	it.each([12, -12, 3, -5])('that sounds %d semitones higher is judged in its own key', (semitones) => {
		const notes = playedRight(piece).map((note) => ({ ...note, pitchMidi: note.pitchMidi + semitones }));
		const judged = judgeTake(piece, notes, context);
		expect(judged.soundsHigherBy).toBe(semitones);
		expect(judged.figures?.whole).toMatchObject(clean);
	});

	it('in the key that the player had shifted it to is in its key', () => {
		const notes = playedRight(piece).map((note) => ({ ...note, pitchMidi: note.pitchMidi + 3 }));
		const judged = judgeTake(piece, notes, { ...context, transposeSemitones: 3 });
		expect(judged.soundsHigherBy).toBe(0);
		expect(judged.figures?.whole).toMatchObject(clean);
		expect(judged.notes[0]?.playedMidi).toBe(at(0).pitchMidi);
	});
});

describe('a take played alone', () => {
	it.each([0.5, 0.8, 1.25, 1.8])('may have another tempo throughout: %f', (tempo) => {
		const judged = judgeTake(piece, playedRight(piece, { jitterSeconds: 0.012, clock: (song) => song / tempo }), plainContext);
		expect(judged.figures?.whole).toMatchObject(clean);
		expect(judged.figures?.tempo?.ratio).toBeCloseTo(tempo, 1);
		expect(Math.abs(judged.figures?.tempo?.driftPerMinute ?? 1)).toBeLessThan(0.06);
	});

	it('may get faster: that is drift, not late notes', () => {
		// From 120 to 150 over the 32 s of the song.
		const judged = judgeTake(
			piece,
			playedRight(piece, { jitterSeconds: 0.012, clock: (song) => (32 / 0.25) * Math.log(1 + (0.25 * song) / 32) }),
			plainContext
		);
		expect(judged.figures?.whole).toMatchObject(clean);
		expect(judged.figures?.tempo?.driftPerMinute).toBeGreaterThan(0.3);
		expect(judged.figures?.tempo?.driftMsPerBar).toBeGreaterThan(15);
	});

	it('does not change when everything is moved', { timeout: 30_000 }, () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 500, noNaN: true }), (seconds) => {
				const notes = playedRight(piece, { jitterSeconds: 0.03 });
				const [plain, moved] = [judgeTake(piece, notes, plainContext), judgeTake(piece, move(notes, seconds), plainContext)];
				expect(moved.notes.map(({ kind, noteId, timing }) => [kind, noteId, timing])).toEqual(
					plain.notes.map(({ kind, noteId, timing }) => [kind, noteId, timing])
				);
				expect(moved.figures?.score).toBeCloseTo(plain.figures?.score ?? 0, 3);
			}),
			{ numRuns: 4 }
		);
	});

	it('may go back and play again', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.01 });
		const judged = judgeTake(piece, [...barsOf(notes, 0, 6), ...move(barsOf(notes, 4, 16), 2 * 2 + 1.3)], plainContext);
		expect(judged.events).toMatchObject([{ kind: 'restart', bar: 5, toBar: 4 }]);
		expect(judged.figures?.whole).toMatchObject({ missed: 0, extra: 0, wrong: 0, early: 0, late: 0 });
		expect(judged.figures?.coverage).toBe(1);
		expect(judged.notes.filter(({ attempt }) => attempt === 1)).toHaveLength(barsOf(notes, 4, 6).length);
	});

	it('may leave out a bar: its notes are missed and the leap is told', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.01 });
		const judged = judgeTake(piece, [...barsOf(notes, 0, 6), ...move(barsOf(notes, 7, 16), -2)], plainContext);
		expect(judged.events).toMatchObject([{ kind: 'skip', toBar: 7 }]);
		expect(judged.figures?.whole).toMatchObject({ missed: barsOf(notes, 6, 7).length, extra: 0, wrong: 0, early: 0, late: 0 });
	});

	it('may stop and go on', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.01 });
		const judged = judgeTake(piece, [...barsOf(notes, 0, 6), ...move(barsOf(notes, 6, 16), 2.5)], plainContext);
		expect(judged.events).toMatchObject([{ kind: 'pause', bar: 6, pauseSeconds: expect.closeTo(2.5, 0) as number }]);
		expect(judged.figures?.whole).toMatchObject(clean);
	});

	it('may begin late and end early: what was never begun is not missed', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.01 });
		const judged = judgeTake(piece, barsOf(notes, 5, 12), plainContext);
		expect(judged.events.map(({ kind }) => kind)).toEqual(['lateStart', 'earlyEnd']);
		expect(judged.figures?.whole).toMatchObject({ missed: 0, extra: 0, wrong: 0, early: 0, late: 0 });
		expect(judged.figures?.coverage).toBeCloseTo(7 / 16, 1);
	});

	it('may go round a loop', () => {
		const range = { startSeconds: 8, endSeconds: 16 };
		const loop = barsOf(playedRight(piece, { jitterSeconds: 0.01 }), 4, 8);
		const judged = judgeTake(piece, [...loop, ...move(loop, 8), ...move(loop, 16)], { ...plainContext, range });
		expect(judged.figures?.whole).toMatchObject({ right: 3 * loop.length, missed: 0, extra: 0, wrong: 0 });
		expect(judged.figures?.coverage).toBe(1);
	});

	it('may roll its chords', () => {
		const notes = playedRight(piece).map((note, index) => {
			const { pitchMidi, group } = at(index);
			const place = piece.notes.filter((other) => other.group === group && other.pitchMidi < pitchMidi).length;
			return { ...note, onsetSeconds: note.onsetSeconds + 0.05 * place };
		});
		const judged = judgeTake(piece, notes, plainContext);
		expect(judged.figures?.whole).toMatchObject(clean);
	});
});

describe('a take played along with the song', () => {
	it('is late when all of it is', () => {
		const judged = judgeTake(piece, move(playedRight(piece, { jitterSeconds: 0.005 }), 0.15), along);
		expect(judged.figures?.whole).toMatchObject({ right: piece.notes.length, late: piece.notes.length });
		expect(judged.figures?.whole.timingMs).toBeCloseTo(150, -1);
	});

	it('at half speed is judged on that clock', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.01, clock: (song) => 3 + song * 2 });
		const judged = judgeTake(piece, notes, {
			...along,
			speed: 0.5,
			passes: [{ startSeconds: 0, endSeconds: 1000, takeSeconds: 3 }]
		});
		expect(judged.figures?.whole).toMatchObject(clean);
		expect(judged.figures?.tempo?.ratio).toBeCloseTo(1, 1);
	});

	it('round a loop has an attempt for each pass', () => {
		const loop = barsOf(playedRight(piece, { jitterSeconds: 0.01 }), 4, 8);
		const passes = [0, 8, 16].map((takeSeconds) => ({ startSeconds: 8, endSeconds: 16, takeSeconds }));
		const judged = judgeTake(
			piece,
			[0, 8, 16].flatMap((later) => move(loop, later - 8)),
			{ ...along, passes }
		);
		expect(judged.figures?.whole).toMatchObject({ right: 3 * loop.length, missed: 0, extra: 0 });
		expect([0, 1, 2].map((attempt) => judged.notes.filter((note) => note.attempt === attempt).length)).toEqual([
			loop.length,
			loop.length,
			loop.length
		]);
	});

	it('misses what went by in silence', () => {
		const notes = playedRight(piece);
		const judged = judgeTake(piece, [...barsOf(notes, 0, 6), ...barsOf(notes, 7, 16)], along);
		expect(judged.figures?.whole).toMatchObject({ missed: barsOf(notes, 6, 7).length, extra: 0, wrong: 0 });
	});

	it('does not judge what was played in the count-in', () => {
		const notes = move(playedRight(piece), 2);
		const noodling = barsOf(playedRight(piece), 0, 1).slice(0, 4);
		const judged = judgeTake(piece, [...noodling, ...notes], {
			...along,
			countInSeconds: 2,
			passes: [{ startSeconds: 0, endSeconds: 1000, takeSeconds: 2 }]
		});
		expect(judged.figures?.whole).toMatchObject(clean);
	});
});

describe('what cannot be judged', () => {
	const nothing: ExpectedPiece = { notes: [], bars: [], parts: [] };
	it.each([
		['silence', piece, [], 'nothingPlayed'],
		['a song without notes', nothing, playedRight(piece), 'nothingExpected'],
		[
			'times that are no numbers',
			piece,
			playedRight(piece).map((note) => ({ ...note, onsetSeconds: Number.NaN })),
			'nothingPlayed'
		]
	] as const)('%s', (_, expected, notes, outcome) => {
		expect(judgeTake(expected, notes, plainContext)).toMatchObject({ outcome, notes: [], figures: null });
	});
});

describe('strictness', () => {
	it.each([
		['beginner', 0],
		['player', 1],
		['strict', 1]
	] as const)('%s finds %d of a note that is 90 ms late', (name, late) => {
		const notes = playedRight(piece);
		const judged = judgeTake(piece, replaced(notes, 60, { onsetSeconds: at(60).onsetSeconds + 0.09 }), along, {
			strictness: strictnesses[name]
		});
		expect(judged.figures?.whole.late).toBe(late);
	});
});

describe('a long take', () => {
	it('of an hour is judged', () => {
		const long = madePiece(1800, 3);
		const notes = playedRight(long, { jitterSeconds: 0.015, clock: (song) => song * 1.1 });
		const judged = judgeTake(long, notes, plainContext);
		expect(judged.figures?.whole).toMatchObject({ right: long.notes.length, missed: 0, extra: 0 });
	}, 120_000);
});
