import { describe, expect, it } from 'vitest';
import {
	judgeTake,
	plainContext,
	toFeedback,
	type Advice,
	type ExpectedPiece,
	type TakeContext,
	type TakeNote
} from '../index.ts';
import { madePiece, playedRight } from '../made-take.ts';

const piece = madePiece(16);
const along: TakeContext = { ...plainContext, mode: 'song', passes: [{ startSeconds: 0, endSeconds: 1000, takeSeconds: 0 }] };
const said = (notes: readonly TakeNote[], context = along, of: ExpectedPiece = piece): Advice[] =>
	toFeedback(of, judgeTake(of, notes, context));
const texts = (advice: readonly Advice[]): string => advice.map(({ text }) => text).join('\n');
const inBars = (from: number, to: number, at: number): boolean => {
	const number = piece.bars[piece.notes[at]?.bar ?? -1]?.number ?? 0;
	return number >= from && number <= to;
};
const changed = (change: (note: TakeNote, at: number) => Partial<TakeNote>, jitterSeconds = 0.006): TakeNote[] =>
	playedRight(piece, { jitterSeconds }).map((note, at) => ({ ...note, ...change(note, at) }));
const isEighth = (at: number): boolean => {
	const { beat = 0, beats = 1 } = piece.notes[at] ?? {};
	return beats < 0.6 || Math.abs(beat % 1) > 0.4;
};

describe('feedback', () => {
	it('tells which rhythm rushes, where, by how much, and what helps', () => {
		const notes = changed((note, at) =>
			inBars(5, 8, at) && isEighth(at) ? { onsetSeconds: note.onsetSeconds - 0.036, offsetSeconds: note.offsetSeconds } : {}
		);
		const advice = said(notes);
		expect(texts(advice)).toContain('You rush the eighths in bars 5 to 8, by 35 ms; try 80 % with the subdivision click.');
		expect(advice.find(({ claim }) => claim === 'early')?.exercise).toEqual({
			fromBar: 4,
			toBar: 7,
			speed: 0.8,
			click: 'subdivisions'
		});
	});

	it('praises a clean take and finds nothing else to say', () => {
		expect(texts(said(changed(() => ({}))))).toBe('Every note of bars 1 to 16 is right and in time.');
	});

	it('names the note that is misread each time', () => {
		const wrong = piece.notes.findIndex(({ bar, pitchMidi }) => bar === 6 && pitchMidi % 12 === 5);
		const index = wrong >= 0 ? wrong : piece.notes.findIndex(({ bar }) => bar === 6);
		const pitch = piece.notes[index]?.pitchMidi ?? 60;
		const advice = said(changed((note, at) => (at === index ? { pitchMidi: note.pitchMidi + 1 } : {})));
		const names = ['C', 'C sharp', 'D', 'D sharp', 'E', 'F', 'F sharp', 'G', 'G sharp', 'A', 'A sharp', 'B'];
		expect(texts(advice)).toContain(`In bar 7 you play ${names[(pitch + 1) % 12]} where ${names[pitch % 12]} is written`);
	});

	it('says a misreading of two notes of a bar once (regression)', () => {
		const { pitchMidi = 0, bar = 0 } =
			piece.notes.find((note, at) =>
				piece.notes.some((other, twin) => twin > at && other.bar === note.bar && other.pitchMidi === note.pitchMidi)
			) ?? {};
		const same = piece.notes.filter((note) => note.bar === bar && note.pitchMidi === pitchMidi).length;
		const advice = said(
			changed((note, at) => (piece.notes[at]?.bar === bar && note.pitchMidi === pitchMidi ? { pitchMidi: pitchMidi + 1 } : {}))
		);
		const own = advice.filter(({ claim }) => claim === 'wrongNotes');
		expect(own).toHaveLength(1);
		expect(own[0]?.text).toContain(same === 2 ? ', twice;' : ' times;');
	});

	it('tells where notes are left out', () => {
		const notes = changed(() => ({})).filter((_, at) => !(inBars(9, 10, at) && (piece.notes[at]?.pitchMidi ?? 0) >= 60));
		const advice = said(notes);
		expect(texts(advice)).toMatch(/(leave out|lack a note).*/);
		expect(advice.find(({ claim }) => claim === 'missedNotes')?.bars).toEqual([8, 9]);
	});

	it('tells that all of it is late, once, and not that each rhythm is', () => {
		const late = said(changed((note) => ({ onsetSeconds: note.onsetSeconds + 0.06 }))).filter(({ claim }) => claim === 'late');
		expect(late).toHaveLength(1);
		expect(late[0]?.text).toContain('60 ms behind the song');
	});

	it('tells a tempo that runs away', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.008, clock: (song) => (32 / 0.25) * Math.log(1 + (0.25 * song) / 32) });
		expect(texts(said(notes, plainContext))).toMatch(
			/You get faster: the end is 1\d % quicker than the beginning \(bar 1 to bar 16\)/
		);
	});

	it.each([
		['3 % faster', 1.03],
		['12 % faster', 1.12],
		['25 % faster', 1.25],
		['10 % slower', 0.9]
	])('tells who plays %s than the song just that, and blames no note for it (regression)', (words, ratio) => {
		const advice = said(playedRight(piece, { jitterSeconds: 0.008, clock: (song) => 0.2 + song / ratio }));
		expect(texts(advice)).toBe(
			`You play ${words} than the song all the way; listen for its beat and let it lead, or play without it, where your own tempo counts.`
		);
	});

	it.each<[string, TakeContext]>([
		['alone', plainContext],
		['along with the song', along]
	])('tells which bar was leapt over, %s, and blames no hand for what lies in it (regression)', (_, context) => {
		const [{ startSeconds, endSeconds } = { startSeconds: 0, endSeconds: 0 }] = piece.bars.slice(6, 7);
		const early = startSeconds - endSeconds;
		const notes = changed((note) =>
			note.onsetSeconds > startSeconds - 0.1
				? { onsetSeconds: note.onsetSeconds + early, offsetSeconds: note.offsetSeconds + early }
				: {}
		).filter((_note, at) => piece.notes[at]?.bar !== 6);
		const claims = said(notes, context).filter(({ claim }) => claim !== 'clean');
		expect(texts(claims)).toBe('You leap over bar 7; begin two bars before and read on to where you came back.');
	});

	it('does not blame a device for being a second late', () => {
		const late = texts(
			said(changed((note) => ({ onsetSeconds: note.onsetSeconds + 1.2, offsetSeconds: note.offsetSeconds + 1.2 })))
		);
		expect(late).toMatch(/You play about 1\.2 s behind the song from beginning to end; come in with the count-in\./);
	});

	it('tells where the music stops', () => {
		const notes = playedRight(piece, { jitterSeconds: 0.006, clock: (song) => (song >= 15.9 ? song + 2 : song) });
		expect(texts(said(notes, plainContext))).toContain('The music stops once at bar 9; loop bars 8 to 9');
	});

	it('tells that all is equally loud where the song is not', () => {
		expect(texts(said(changed(() => ({ velocity: 64 }))))).toMatch(/equally loud \(64 to 64 of 127\)/);
	});

	it('tells the tuning of a single voice', () => {
		const notes = changed(() => ({ cents: -18 }));
		expect(texts(said(notes, { ...along, source: 'mono' }))).toContain('18 cents flat');
	});

	it('says a handful at most and never two things against each other, however bad it is', () => {
		for (let seed = 1; seed <= 12; seed++) {
			const notes = changed(
				(note, at) => ({
					onsetSeconds: note.onsetSeconds + 0.09 * Math.sin(at / (3 + seed)),
					pitchMidi: (at * seed) % 7 === 0 ? note.pitchMidi + 1 : note.pitchMidi
				}),
				0.03
			).filter((_, at) => (at * seed) % 11 !== 0);
			const advice = said(notes);
			expect(advice.length).toBeLessThanOrEqual(5);
			for (const one of advice) {
				expect(one.text).toMatch(/\d/);
				expect(one.text.endsWith('.')).toBe(true);
				for (const other of advice) {
					const opposed = [one.claim, other.claim].sort().join(' ');
					const meet = one.bars.some((bar) => other.bars.includes(bar));
					expect(meet && (opposed === 'early late' || opposed === 'faster slower')).toBe(false);
				}
			}
		}
	});

	it('says nothing of a take that was not judged', () => expect(said([])).toEqual([]));
});
