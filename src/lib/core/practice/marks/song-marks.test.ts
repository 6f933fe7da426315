import { describe, expect, it } from 'vitest';
import { judgeTake, plainContext, type TakeContext, type TakeNote } from '../index.ts';
import { madePiece, playedRight } from '../made-take.ts';
import { countMarks, countVerdicts, marksByNote, toSongMarks } from './index.ts';

const piece = madePiece(8);
const along = (endSeconds: number): TakeContext => ({
	...plainContext,
	mode: 'song',
	passes: [{ startSeconds: 0, endSeconds, takeSeconds: 0 }]
});
const judged = (notes: readonly TakeNote[], context = along(1000)) =>
	toSongMarks(piece, judgeTake(piece, notes, context).notes, notes);
const moved = (notes: readonly TakeNote[], at: number, seconds: number): TakeNote[] =>
	notes.map((note, index) =>
		index === at ? { ...note, onsetSeconds: note.onsetSeconds + seconds, offsetSeconds: note.offsetSeconds + seconds } : note
	);

describe('marks on the music', () => {
	it('are one a note, at its place, where all is right', () => {
		const marks = judged(playedRight(piece));
		expect(marks.map(({ kind, startSeconds, pitchMidi }) => [kind, startSeconds, pitchMidi])).toEqual(
			piece.notes.map(({ onsetSeconds, pitchMidi }) => ['right', onsetSeconds, pitchMidi])
		);
		expect(marksByNote(marks).size).toBe(piece.notes.length);
	});

	it.each([
		['late', 0.12],
		['early', -0.12]
	])('tell a right note that is %s by its time', (kind, seconds) => {
		const marks = judged(moved(playedRight(piece), 30, seconds));
		expect(countMarks(marks)).toEqual([
			{ kind: 'right', count: piece.notes.length - 1 },
			{ kind, count: 1 }
		]);
		expect(countVerdicts(marks.map(({ verdict }) => verdict))).toEqual(countMarks(marks));
		expect(marks.find((mark) => mark.kind === kind)?.startSeconds).toBe(piece.notes[30]?.onsetSeconds);
	});

	it('put an extra note where it was played in the song, however fast the take was', () => {
		const slow = playedRight(piece, { clock: (at) => 1.25 * at });
		const extra = { onsetSeconds: 1.25 * 5.3, offsetSeconds: 1.25 * 5.3 + 0.3, pitchMidi: 94, velocity: 70, confidence: 1 };
		const notes = [...slow, extra].sort((a, b) => a.onsetSeconds - b.onsetSeconds);
		const mark = judged(notes, plainContext).find(({ kind }) => kind === 'extra');
		expect(mark?.pitchMidi).toBe(94);
		expect(mark?.startSeconds).toBeCloseTo(5.3, 1);
		expect((mark?.endSeconds ?? 0) - (mark?.startSeconds ?? 0)).toBeCloseTo(0.3, 2);
	});

	it('show the last time round a loop', () => {
		const first = playedRight(piece).filter(({ onsetSeconds }) => onsetSeconds < 3.95);
		const second = first
			.filter((_, at) => at !== 4)
			.map((note) => ({ ...note, onsetSeconds: note.onsetSeconds + 4, offsetSeconds: note.offsetSeconds + 4 }));
		const context: TakeContext = {
			...plainContext,
			mode: 'song',
			passes: [
				{ startSeconds: 0, endSeconds: 4, takeSeconds: 0 },
				{ startSeconds: 0, endSeconds: 4, takeSeconds: 4 }
			]
		};
		expect(countMarks(judged([...first, ...second], context))).toEqual([
			{ kind: 'right', count: first.length - 1 },
			{ kind: 'missed', count: 1 }
		]);
	});
});
