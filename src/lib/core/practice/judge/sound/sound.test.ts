import { describe, expect, it } from 'vitest';
import {
	judgeTake,
	plainContext,
	type ListenToPartials,
	type Relisten,
	type TakeContext,
	type TakeJudgement,
	type TakeNote
} from '../../index.ts';
import { madePiece, playedRight } from '../../made-take.ts';

const piece = madePiece(12);
const context: TakeContext = { ...plainContext, source: 'audio' };
const notes = playedRight(piece, { jitterSeconds: 0.01 }).map((note) => ({ ...note, confidence: 0.95 }));
/** Nothing that is written lies near it where its ghosts would be. */
const isAlone = (at: number): boolean =>
	[12, 19, -12, -19, -24, -28, 6, 1, -1].every((semitones) =>
		piece.notes.every(
			({ pitchMidi, onsetSeconds }) =>
				pitchMidi !== (piece.notes[at]?.pitchMidi ?? 0) + semitones ||
				Math.abs(onsetSeconds - (piece.notes[at]?.onsetSeconds ?? 0)) > 0.4
		)
	);
const melody = piece.notes.findIndex(({ bar, pitchMidi }, at) => bar >= 3 && pitchMidi > 60 && isAlone(at));
const silence: Relisten = (_pitch, from) => ({ attack: 0.1, attackSeconds: from, sustain: 0.05 });
const kinds = ({ notes: verdicts }: TakeJudgement): string[] =>
	verdicts.map(({ kind }) => kind).filter((kind) => kind !== 'right');
const without = (index: number): TakeNote[] => notes.filter((_, at) => at !== index);
const struck = notes[melody] ?? { onsetSeconds: 0, offsetSeconds: 1, pitchMidi: 60, velocity: 64, confidence: 1 };

describe('a take that was heard', () => {
	it('has a note that is not there told as missed, when listening again finds nothing', () => {
		expect(kinds(judgeTake(piece, without(melody), context, { relisten: silence }))).toEqual(['missed']);
	});

	it('is not blamed where listening again finds an attack', () => {
		const attack: Relisten = (pitch, from, to) => {
			const isOfIt = pitch === struck.pitchMidi && to > struck.onsetSeconds && from < struck.offsetSeconds;
			return {
				...silence(pitch, from, to),
				...(isOfIt && from < struck.onsetSeconds ? { attack: 0.6 } : {}),
				...(isOfIt ? { sustain: 0.3 } : {})
			};
		};
		expect(kinds(judgeTake(piece, without(melody), context, { relisten: attack }))).toEqual(['unsure']);
	});

	it('takes a faint note for one that is due', () => {
		const faint = notes.map((note, at) => (at === melody ? { ...note, confidence: 0.25 } : note));
		expect(kinds(judgeTake(piece, faint, context, { relisten: silence }))).toEqual([]);
	});

	it('is not told that a faint note came late', () => {
		const faint = notes.map((note, at) =>
			at === melody ? { ...note, confidence: 0.25, onsetSeconds: note.onsetSeconds + 0.11 } : note
		);
		const judged = judgeTake(piece, faint, context, { relisten: silence });
		expect(judged.figures?.whole.late).toBe(0);
		expect(judged.notes.find(({ takeNote }) => takeNote === melody)?.timing).toBeUndefined();
	});

	it.each([
		['an octave above', 12, 0.9],
		['a twelfth above', 19, 0.9],
		['an octave below', -12, 0.9],
		['anywhere, but faint', 6, 0.5]
	])('hears no extra note in a ghost %s', (_, semitones, confidence) => {
		const ghost = { ...struck, pitchMidi: struck.pitchMidi + semitones, onsetSeconds: struck.onsetSeconds + 0.01, confidence };
		const taken = notes.some(
			({ pitchMidi, onsetSeconds }) => pitchMidi === ghost.pitchMidi && Math.abs(onsetSeconds - ghost.onsetSeconds) < 0.4
		);
		expect(taken).toBe(false);
		expect(kinds(judgeTake(piece, [...notes, ghost], context, { relisten: silence }))).toEqual([]);
	});

	it('hears an extra note that is certain', () => {
		const extra = { ...struck, pitchMidi: struck.pitchMidi + 1, onsetSeconds: struck.onsetSeconds + 0.12 };
		expect(kinds(judgeTake(piece, [...notes, extra], context, { relisten: silence }))).toEqual(['extra']);
	});

	it('hears a wrong note', () => {
		const wrong = notes.map((note, at) => (at === melody ? { ...note, pitchMidi: note.pitchMidi - 1 } : note));
		const judged = judgeTake(piece, wrong, context, { relisten: silence });
		expect(kinds(judged)).toEqual(['wrong']);
		expect(judged.notes.find(({ kind }) => kind === 'wrong')).toMatchObject({
			expectedMidi: struck.pitchMidi,
			playedMidi: struck.pitchMidi - 1
		});
	});

	describe('whose partials can be looked at', () => {
		/** Every note gains power in its partials when it is struck, but for one that does not. */
		const hearing =
			(isMute: boolean): ListenToPartials =>
			(pitchMidi, seconds) => {
				const isHeard = notes.some(
					(note) =>
						note.pitchMidi === pitchMidi &&
						Math.abs(note.onsetSeconds - seconds) < 0.05 &&
						!(isMute && note.pitchMidi === struck.pitchMidi)
				);
				const before = Float32Array.from({ length: 10 }, () => 0.001);
				return { before, after: isHeard ? before.map((_, k) => 0.5 ** k) : before };
			};
		/** The decoder heard a little of it. */
		const faint = notes.map((note, at) => (at === melody ? { ...note, confidence: 0.2 } : note));
		const told = (isMute: boolean): string | undefined => {
			const judged = judgeTake(piece, faint, context, { relisten: silence, partials: hearing(isMute) });
			return judged.notes.find(({ expectedId }) => expectedId === piece.notes[melody]?.id)?.kind;
		};

		it('has a faint note told as missed where they gain nothing', () => expect(told(true)).toBe('missed'));
		it('has it right where they do', () => expect(told(false)).toBe('right'));
	});

	it('listens in the time of the take, before latency was taken off', () => {
		const asked: number[] = [];
		const spy: Relisten = (pitch, from, to) => {
			if (pitch === struck.pitchMidi) asked.push((from + to) / 2);
			return silence(pitch, from, to);
		};
		const late = without(melody).map((note) => ({
			...note,
			onsetSeconds: note.onsetSeconds + 0.2,
			offsetSeconds: note.offsetSeconds + 0.2
		}));
		judgeTake(piece, late, { ...context, latencySeconds: 0.2 }, { relisten: spy });
		expect(Math.min(...asked.map((seconds) => Math.abs(seconds - struck.onsetSeconds - 0.2)))).toBeLessThan(0.06);
	});
});
