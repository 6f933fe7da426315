import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFretboard, tunings } from '$core/fretboard/index.ts';
import type { Part, Score, ScoreBar, ScoreNote } from '$core/score/index.ts';
import { emptyPart } from '../score-draft/index.ts';
import { fromAsciiTab, toAsciiTab } from './index.ts';

const options = { scoreId: 's', songId: 'song', fileName: 'song.txt' };
const read = (text: string): ReturnType<typeof fromAsciiTab> => fromAsciiTab(new TextEncoder().encode(text), options);

function score(text: string): Score {
	const reading = read(text);
	if (reading.kind === 'fault') return expect.fail(`${reading.fault.code}: ${reading.fault.detail ?? ''}`);
	return reading.score;
}
const fault = (text: string): string => {
	const reading = read(text);
	return reading.kind === 'fault' ? `${reading.fault.code} ${reading.fault.detail ?? ''}` : 'read';
};

/** Notes as words: tick in 16ths, length in 16ths, string/fret. */
const notesOf = ({ parts }: Score): string =>
	(parts[0]?.notes ?? []).map(({ tick, ticks, string, fret }) => `${tick / 2520}+${ticks / 2520}:${string}/${fret}`).join(' ');
const flat = ({ parts, bars, chords }: Pick<Score, 'parts' | 'bars' | 'chords'>): unknown => ({
	notes: parts[0]?.notes.map(({ tick, ticks, pitchMidi, string, fret, technique }) => ({
		tick,
		ticks,
		pitchMidi,
		string,
		fret,
		technique
	})),
	bars: bars.map(({ ticks, meter, startsRepeat, endsRepeatTimes }) => ({ ticks, meter, startsRepeat, endsRepeatTimes })),
	fretboard: parts[0]?.fretboard,
	chords: chords.map(({ tick, chord }) => ({ tick, chord }))
});

const common = `
Intro

e|-----0---------|-----------------|
B|-------1-------|---1---1---------|
G|---0-----0-----|-----------------|
D|---------------|-----------------|
A|-3-------------|-3---------------|
E|---------------|-------------3---| x2
`;

describe('reading tab', () => {
	it('takes strokes in their order, even in each bar, in the tuning of the names', () => {
		expect(notesOf(score(common))).toBe('0+2:5/3 2+2:3/0 4+2:1/0 6+2:2/1 8+8:3/0 16+4:5/3 20+4:2/1 24+4:2/1 28+4:6/3');
		expect(score(common).parts[0]?.fretboard?.openMidi).toEqual([64, 59, 55, 50, 45, 40]);
		expect(score(common).title).toBe('Intro');
	});

	it('puts frets of one and of two figures together', () => {
		expect(notesOf(score('e|--9-10--|\nB|-10--9--|\n'))).toBe('0+8:2/10 0+8:1/9 8+8:2/9 8+8:1/10');
	});

	it('knows the marks of techniques', () => {
		const tab = 'e|-5h7p5-7/9-7b9r7-8b-5~--x-<12>-(3)-|\nB|----------------------------------|\n';
		const notes = score(tab).parts[0]?.notes ?? [];
		expect(notes.map(({ fret }) => fret)).toEqual([5, 7, 5, 7, 9, 7, 8, 5, 0, 12, 3]);
		expect(notes.map(({ technique }) => technique ?? null)).toEqual([
			{ isLegatoToNext: true },
			{ isLegatoToNext: true },
			null,
			{ slide: 'shift' },
			null,
			{ bendSemitones: 2 },
			{ bendSemitones: 2 },
			{ hasVibrato: true },
			{ isDead: true },
			{ harmonic: 'natural' },
			null
		]);
	});

	it.each<[string, string, number[]]>([
		['a bass', 'G|-0-|\nD|-0-|\nA|-0-|\nE|-0-|\n', [43, 38, 33, 28]],
		['a ukulele', 'A|-0-|\nE|-0-|\nC|-0-|\nG|-0-|\n', [69, 64, 60, 67]],
		['drop D', 'e|-0-|\nB|-0-|\nG|-0-|\nD|-0-|\nA|-0-|\nD|-0-|\n', [64, 59, 55, 50, 45, 38]],
		['names in another file', 'Tuning: D A D G A D\n\n|-0-|\n|-0-|\n|-0-|\n|-0-|\n|-0-|\n|-0-|\n', [62, 57, 55, 50, 45, 38]],
		['a named tuning', 'Tuning: Half step down\n\n|-0-|\n|-0-|\n|-0-|\n|-0-|\n|-0-|\n|-0-|\n', [63, 58, 54, 49, 44, 39]],
		['lines without names', '--0--\n--0--\n--0--\n--0--\n--0--\n--0--\n', [64, 59, 55, 50, 45, 40]]
	])('tunes %s', (_, text, open) => expect(score(text).parts[0]?.fretboard?.openMidi).toEqual(open));

	it.each<[string, string, number[]]>([
		['some strings of a guitar', 'e|-0-|\nB|-0-|\nD|-0-|\nA|-0-|\n', [64, 59, 50, 45]],
		['the low ones', 'D|-0-|\nA|-0-|\nE|-0-|\n', [50, 45, 40]],
		['capital letters alone', 'E|-0-|\nB|-0-|\nG|-0-|\nD|-0-|\nA|-0-|\nE|-0-|\n', [64, 59, 55, 50, 45, 40]]
	])('knows %s', (_, text, open) =>
		expect(score(text).parts[0]?.notes.map(({ pitchMidi }) => pitchMidi)).toEqual(open.toReversed())
	);

	it('takes what people type: indents, lines of unlike length, words between, chords above, systems without a gap', () => {
		const tab = score(`
    [Riff]
       A5        D5
    e|---------------|---------|
    B|---------------|---------|
    G|-----------2-2-|---------|
    D|-2-2-------0-0--|-2-2--|
    A|-0-0-----------|---------|
    E|---------------|-----3---|   (x3)
    play it twice
    e|---0---|
    B|-----1-|
    G|-------|
    D|-------|
    A|-------|
    E|-3-----|
    e|---1---|
    B|-------|
    G|-------|
    D|-------|
    A|-------|
    E|-------|
`);
		expect(tab.title).toBe('[Riff]');
		expect(tab.bars).toHaveLength(4);
		expect(tab.parts[0]?.notes.map(({ string, fret }) => `${string}/${fret}`).join(' ')).toBe(
			'5/0 4/2 5/0 4/2 4/0 3/2 4/0 3/2 4/2 4/2 6/3 6/3 1/0 2/1 1/1'
		);
		expect(tab.chords.map(({ text }) => text)).toEqual(['A5', 'D5']);
	});

	it('turns a tab that has its lowest string on top', () => {
		expect(notesOf(score('E|-3-|\nA|---|\nD|---|\nG|---|\nB|---|\ne|-0-|\n'))).toBe('0+16:6/3 0+16:1/0');
	});

	it('reads a capo, a tempo and repeats', () => {
		const tab = score('Capo on 2nd fret: 2\nTempo: 90\n\ne||:-0-1-:|-3-|\nB||:-----:|---|\n');
		expect(tab.parts[0]?.notes.map(({ pitchMidi }) => pitchMidi)).toEqual([66, 67, 69]);
		expect(tab.bars.map(({ startsRepeat, endsRepeatTimes }) => [startsRepeat, endsRepeatTimes])).toEqual([
			[true, 2],
			[undefined, undefined]
		]);
		expect(tab.tempoMarks[0]?.bpm).toBe(90);
	});

	it.each([
		['nothing', '', 'fileEmpty'],
		['words', 'Dear diary,\nno strings today.', 'notScore'],
		['lines without a fret', 'e|----|\nB|----|\n', 'scoreEmpty'],
		['systems of unlike strings', 'e|-0-|\nB|-0-|\n\ne|-0-|\nB|-0-|\nG|-0-|\n', 'scoreDamaged Line 4'],
		['a list of thirteen dashes', Array.from({ length: 13 }, () => '|--1--|').join('\n'), 'scoreDamaged'],
		['nine strings that nobody named', Array.from({ length: 9 }, () => '|--1--|').join('\n'), 'scoreDamaged 9 strings']
	])('says what is wrong with %s', (_, text, expected) => expect(fault(text)).toContain(expected));

	it('refuses a text that nobody typed, and ends on any (property)', () => {
		expect(fault('e|-0-|\n'.repeat(700_000))).toContain('scoreTooLarge');
		const piece = fc.constantFrom(
			'e|',
			'B|',
			'-',
			'--',
			'|',
			'\n',
			'3',
			'12',
			'h',
			'b',
			'<',
			'(',
			'~',
			'x',
			' ',
			':',
			'Q',
			'99999',
			'\u0000'
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
				expect(['read', 'fault']).toContain(read(pieces.join('')).kind);
			}),
			{ numRuns: 300 }
		);
	});

	it('takes lines without bar lines as bars of sixteenths', () => {
		const line = '-0'.repeat(3000);
		const { bars, parts } = score(`e|${line}|\nB|${line}|\n`);
		expect(bars).toHaveLength(188);
		expect(parts[0]?.notes).toHaveLength(6000);
	});
});

const bar = (id: string, ticks: number, more: Partial<ScoreBar> = {}): ScoreBar => ({
	id,
	ticks,
	meter: { beats: 4, beatType: 4 },
	key: { fifths: 0, mode: 'major' },
	...more
});

function made(notes: readonly Partial<ScoreNote>[], bars: ScoreBar[], board = 'standard', more: Partial<Score> = {}): Score {
	const fretboard = toFretboard(tunings.find(({ id }) => id === board) ?? expect.fail());
	fretboard.fretCount = 24;
	const part: Part = {
		...emptyPart('p', 'Guitar'),
		fretboard,
		notes: notes.map((note, at): ScoreNote => {
			const string = note.string ?? 1;
			const fret = note.fret ?? 0;
			const pitchMidi = (fretboard.openMidi[string - 1] ?? 0) + fret;
			return { id: `n${at}`, tick: 0, ticks: 10_080, staff: 0, voice: 0, velocity: 80, pitchMidi, ...note, string, fret };
		})
	};
	return {
		schemaVersion: 1,
		id: 's',
		songId: 'song',
		revision: 0,
		title: 'A song',
		artist: 'Someone',
		origin: 'made',
		bars,
		parts: [part],
		tempoMap: [
			{ tick: 0, seconds: 0 },
			{ tick: 10_080, seconds: 0.5 }
		],
		tempoMarks: [],
		swings: [],
		chords: [],
		sections: [],
		...more
	};
}
const write = (whole: Score, width = 80): string => toAsciiTab(whole, whole.parts[0] ?? expect.fail(), { width });

describe('writing tab', () => {
	it('has a head, bar numbers, chords, values and strings', () => {
		const whole = made(
			[
				{ string: 5, fret: 3, ticks: 10_080 },
				{ tick: 10_080, string: 4, fret: 2, ticks: 5040, technique: { isLegatoToNext: true } },
				{ tick: 15_120, string: 4, fret: 3, ticks: 5040 },
				{ tick: 30_240, string: 1, fret: 0, ticks: 20_160 },
				{ tick: 30_240, string: 2, fret: 12, ticks: 20_160, technique: { bendSemitones: 2, hasVibrato: true } }
			],
			[bar('a', 40_320), bar('b', 40_320)],
			'standard',
			{ chords: [{ id: 'c', tick: 0, chord: { root: 0, quality: 'maj' } }] }
		);
		expect(write(whole)).toBe(`Title: A song
Artist: Someone
Part: Guitar
Tuning: E2 A2 D3 G3 B3 E4

   1 4/4              2
    C
    Q E  E rQ Q        +Q rH.
e |-----------0------|--------|
B |-----------12b14~-|--------|
G |------------------|--------|
D |---2h-3-----------|--------|
A |-3----------------|--------|
E |------------------|--------|

W H Q E S T X: whole to 64th; . dotted, 3 triplet, r rest, + goes on, g grace note
h hammer-on, p pull-off, / \\ slide, b bend to, ~ vibrato, x dead, <12> harmonic
`);
	});

	it('is nothing without a fretboard', () => {
		expect(toAsciiTab(made([], [bar('a', 40_320)]), emptyPart('p', 'Voice'))).toBe('');
	});

	it('breaks a bar that no line holds and reads it as one', () => {
		const notes = Array.from({ length: 64 }, (_, at) => ({ tick: at * 630, ticks: 630, string: 1 + (at % 6), fret: at % 20 }));
		const whole = made(notes, [bar('a', 40_320)]);
		const text = write(whole);
		expect(
			Math.max(
				...text
					.split('\n')
					.slice(5, -3)
					.map(({ length }) => length)
			)
		).toBeLessThanOrEqual(80);
		expect(flat(score(text))).toEqual(flat(whole));
	});

	it('reads back a line that holds one column of a bar (regression)', () => {
		const notes = Array.from({ length: 9 }, (_, at) => ({
			tick: at * 5040,
			ticks: 5040,
			fret: 10,
			technique: { hasVibrato: true }
		}));
		const whole = made(notes, [bar('a', 45_360, { meter: { beats: 9, beatType: 8 } })]);
		const text = write(whole, 40);
		expect(text).toContain('\ne |10~-|\n');
		expect(flat(score(text))).toEqual(flat(whole));
	});

	const values = fc.constantFrom(
		40_320,
		30_240,
		20_160,
		15_120,
		10_080,
		7560,
		6720,
		5040,
		3360,
		2520,
		2016,
		1680,
		1260,
		630,
		1440,
		11_340,
		137
	);
	const mark = fc.constantFrom<ScoreNote['technique'][]>(
		undefined,
		undefined,
		{ hasVibrato: true },
		{ bendSemitones: 2 },
		{ harmonic: 'natural' }
	);
	const strokes = fc.array(
		fc.record({
			ticks: values,
			isRest: fc.boolean(),
			strings: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
			fret: fc.integer({ min: 0, max: 22 }),
			technique: mark
		}),
		{ minLength: 1, maxLength: 40 }
	);

	it('comes back the same: strokes, values, rests, bars, meters, repeats, chords and tuning (property)', () => {
		const boards = fc.constantFrom(...tunings.filter(({ droneStrings }) => droneStrings === undefined).map(({ id }) => id));
		const meters = fc.array(fc.constantFrom([4, 4], [3, 4], [6, 8], [5, 4], [7, 8]), { minLength: 1, maxLength: 4 });
		fc.assert(
			fc.property(
				strokes,
				boards,
				meters,
				fc.integer({ min: 40, max: 120 }),
				fc.boolean(),
				(music, board, beats, width, repeats) => {
					const notes: Partial<ScoreNote>[] = [];
					let tick = 0;
					for (const { ticks, isRest, strings, fret, technique } of music) {
						for (const string of [...strings].sort())
							if (!isRest) notes.push({ tick, ticks, string, fret, ...(technique === undefined ? {} : { technique }) });
						tick += ticks;
					}
					fc.pre(notes.length > 0);
					const bars: ScoreBar[] = [];
					for (let start = 0; start < tick; start += bars.at(-1)?.ticks ?? tick) {
						const [count = 4, unit = 4] = beats[bars.length % beats.length] ?? [];
						const meter = { beats: count, beatType: unit as 4 | 8 };
						bars.push(
							bar(`b${bars.length}`, (count * 40_320) / unit, {
								meter,
								...(repeats ? { startsRepeat: true, endsRepeatTimes: 2 } : {})
							})
						);
					}
					const chords: Score['chords'] = bars.map((_, at) => ({
						id: `c${at}`,
						tick: 0,
						chord: { root: at % 12, quality: 'min7' }
					}));
					bars.reduce((start, { ticks }, at) => {
						const chord = chords[at];
						if (chord !== undefined) chord.tick = start;
						return start + ticks;
					}, 0);
					const whole = made(notes, bars, board, { chords });
					whole.parts[0]?.notes.sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi || (a.string ?? 0) - (b.string ?? 0));
					expect(flat(score(write(whole, width)))).toEqual(flat(whole));
				}
			),
			{ numRuns: 100 }
		);
	});
});
