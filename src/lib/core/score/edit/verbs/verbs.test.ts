import { describe, expect, test } from 'vitest';
import { barOf, countedIds, guitar, noteOf, partOf, scoreOf } from '../../../../../../tests/fixtures/scores/made-score.ts';
import { tickToSeconds, ticksPerQuarter as quarter, type Score, type ScoreNote } from '../../index.ts';
import * as edit from '../index.ts';

const half = 2 * quarter;
const eighth = quarter / 2;
const bar = 4 * quarter;

/** Four quarters C D E F in bar 1. */
const tune = (): Score => scoreOf([60, 62, 64, 65].map((pitch, index) => noteOf(`n${index}`, index * quarter, quarter, pitch)));

const chosen = (...ids: string[]): edit.ScoreSelection => ({ noteIds: new Set(ids) });

const after = (score: Score, patch: edit.Patch): Score => edit.applyPatch(score, patch).score;

/** `tick:length:pitch` in quarters, of the first part. */
const heard = ({ parts }: Score, at = 0): string[] =>
	(parts[at]?.notes ?? []).map(({ tick, ticks, pitchMidi }) => `${tick / quarter}:${ticks / quarter}:${pitchMidi}`);

const find = ({ parts }: Score, id: string): ScoreNote | undefined =>
	parts.flatMap(({ notes }) => notes).find((note) => note.id === id);

describe('pitch', () => {
	test.each([
		[60, 1, 0, 62],
		[61, 1, 0, 62],
		[61, -1, 0, 60],
		[64, 1, 1, 66],
		[60, -3, -3, 55],
		[59, 7, 0, 71],
		[60, 0, 0, 60]
	])('from %i by %i steps under %i sharps is %i', (pitch, steps, fifths, expected) => {
		const score = { ...scoreOf([noteOf('n', 0, quarter, pitch)]), bars: [barOf('b1', { key: { fifths, mode: 'major' } })] };
		expect(find(after(score, edit.moveDiatonic(score, chosen('n'), { steps }, countedIds())), 'n')?.pitchMidi).toBe(expected);
	});

	test('a fret goes with its pitch, and is let go below the nut', () => {
		const score = scoreOf([], { parts: [partOf([noteOf('n', 0, quarter, 66, { string: 1, fret: 2 })], { fretboard: guitar })] });
		const up = after(score, edit.moveChromatic(score, chosen('n'), { semitones: 1 }, countedIds()));
		expect(find(up, 'n')).toMatchObject({ string: 1, fret: 3, pitchMidi: 67 });
		const down = after(score, edit.moveChromatic(score, chosen('n'), { semitones: -3 }, countedIds()));
		expect(find(down, 'n')).not.toHaveProperty('fret');
	});

	test('nothing moves out of the range of MIDI', () => {
		const score = scoreOf([noteOf('a', 0, quarter, 120), noteOf('b', quarter, quarter, 60)]);
		expect(edit.moveOctave(score, chosen('a', 'b'), { octaves: 1 }, countedIds())).toEqual([]);
	});

	test('onto another note of the chord, one is left', () => {
		const score = scoreOf([noteOf('a', 0, quarter, 60), noteOf('b', 0, quarter, 62)]);
		expect(heard(after(score, edit.moveChromatic(score, chosen('a'), { semitones: 2 }, countedIds())))).toEqual(['0:1:62']);
	});
});

describe('time and value', () => {
	test('a longer note replaces those that begin under it', () => {
		const score = tune();
		expect(heard(after(score, edit.setValue(score, chosen('n0'), { type: 2, dots: 1 }, countedIds())))).toEqual([
			'0:3:60',
			'3:1:65'
		]);
	});
	test('longer notes that are chosen together lose none of themselves', () => {
		const score = tune();
		const longer = after(score, edit.setValue(score, chosen('n0', 'n1'), { type: 2 }, countedIds()));
		expect(heard(longer)).toEqual(['0:1:60', '1:2:62', '3:1:65']);
	});
	test('a whole chord takes the value of its note', () => {
		const score = scoreOf([noteOf('a', 0, half, 60), noteOf('b', 0, half, 64)]);
		expect(heard(after(score, edit.setValue(score, chosen('a'), { type: 4 }, countedIds())))).toEqual(['0:1:60', '0:1:64']);
	});
	test('a note moved into another ends it there', () => {
		const score = scoreOf([noteOf('a', 0, half, 60), noteOf('b', 3 * quarter, quarter, 64)]);
		const moved = after(score, edit.moveInTime(score, chosen('b'), { ticks: -half }, countedIds()));
		expect(heard(moved)).toEqual(['0:1:60', '1:1:64']);
	});
	test('nothing moves before the beginning; bars grow behind the end', () => {
		const score = tune();
		expect(edit.moveInTime(score, chosen('n0', 'n2'), { ticks: -1 }, countedIds())).toEqual([]);
		const late = after(score, edit.moveInTime(score, chosen('n3'), { ticks: 4 * bar }, countedIds()));
		expect(late.bars).toHaveLength(5);
	});
	test.each([
		[{ type: 4 }, 10_080],
		[{ type: 4, dots: 1 }, 15_120],
		[{ type: 8, dots: 2 }, 8820],
		[{ type: 8, tuplet: { actual: 3, normal: 2 } }, 3360],
		[{ type: 64 }, 630]
	] as const)('%j lasts %i ticks', (value, ticks) => {
		expect(edit.valueTicks(value)).toBe(ticks);
	});
	test('a dot comes and goes, a triplet too', () => {
		const score = scoreOf([noteOf('n', 0, quarter, 60)]);
		const lengths = [edit.toggleDot, edit.toggleDot, edit.toggleTriplet, edit.toggleTriplet].map((verb, index) => {
			const from =
				index % 2 === 0
					? score
					: after(score, (index === 1 ? edit.toggleDot : edit.toggleTriplet)(score, chosen('n'), countedIds()));
			return find(after(from, verb(from, chosen('n'), countedIds())), 'n')?.ticks;
		});
		expect(lengths).toEqual([15_120, quarter, 6720, quarter]);
	});
	test('a chord is split whole', () => {
		const score = scoreOf([noteOf('a', 0, half, 60), noteOf('b', 0, half, 64)]);
		const split = after(score, edit.splitAt(score, chosen('a'), { tick: eighth }, countedIds()));
		expect(heard(split)).toEqual(['0:0.5:60', '0:0.5:64', '0.5:1.5:60', '0.5:1.5:64']);
	});
});

describe('tie', () => {
	const pair = (next: readonly number[]): Score =>
		scoreOf([
			...[60, 64].map((pitch) => noteOf(`a${pitch}`, 0, quarter, pitch)),
			...next.map((pitch) => noteOf(`b${pitch}`, quarter, quarter, pitch))
		]);
	test('to the same chord makes one of both', () => {
		const score = pair([60, 64]);
		expect(heard(after(score, edit.tieToNext(score, chosen('a60', 'a64'), countedIds())))).toEqual(['0:2:60', '0:2:64']);
	});
	test('of one note of a chord goes to a voice of its own and changes nothing else', () => {
		const score = pair([60, 67]);
		const tied = after(score, edit.tieToNext(score, chosen('a60'), countedIds()));
		expect(heard(tied)).toEqual(['0:2:60', '0:1:64', '1:1:67']);
		expect(find(tied, 'a60')?.voice).toBe(1);
	});
	test('to another pitch that follows at once does nothing', () => {
		const score = pair([62]);
		expect(edit.tieToNext(score, chosen('a60'), countedIds())).toEqual([]);
	});
	test('over a rest holds the chord to what follows', () => {
		const score = scoreOf([noteOf('a', 0, quarter, 60), noteOf('b', 3 * quarter, quarter, 62)]);
		expect(heard(after(score, edit.tieToNext(score, chosen('a'), countedIds())))).toEqual(['0:3:60', '3:1:62']);
	});
	test('a chain becomes one note', () => {
		const score = scoreOf([0, 1, 2].map((index) => noteOf(`n${index}`, index * quarter, quarter, 60)));
		expect(heard(after(score, edit.tieToNext(score, chosen('n0', 'n1'), countedIds())))).toEqual(['0:3:60']);
	});
});

describe('insert and delete', () => {
	test('a note on the tick of another is a tone of its chord; elsewhere it makes room', () => {
		const score = tune();
		const lane = { partId: 'p1', staff: 0, voice: 0 };
		const tone = after(score, edit.insertNote(score, { ...lane, tick: 0, ticks: quarter, pitchMidi: 67 }, countedIds()));
		expect(heard(tone).slice(0, 2)).toEqual(['0:1:60', '0:1:67']);
		const between = after(score, edit.insertNote(score, { ...lane, tick: eighth, ticks: eighth, pitchMidi: 67 }, countedIds()));
		expect(heard(between).slice(0, 3)).toEqual(['0:0.5:60', '0.5:0.5:67', '1:1:62']);
	});
	test('no note is written on a staff that is not there', () => {
		expect(edit.insertNote(tune(), { partId: 'p1', staff: 5, voice: 0, tick: 0, ticks: 1, pitchMidi: 60 }, countedIds())).toEqual(
			[]
		);
	});
	test('what is deleted leaves a rest, its grace notes and slurs go with it', () => {
		const notes = [noteOf('g', quarter, 0, 59, { grace: 'slashed' }), ...(tune().parts[0]?.notes ?? [])];
		const sorted = [notes[1], notes[0], ...notes.slice(2)].flatMap((note) => note ?? []);
		const score = scoreOf([], { parts: [partOf(sorted, { slurs: [{ id: 'l', fromNoteId: 'n0', toNoteId: 'n1' }] })] });
		expect(edit.scoreFaults(score)).toEqual([]);
		const left = after(score, edit.deleteNotes(score, chosen('n1'), countedIds()));
		expect(heard(left)).toEqual(['0:1:60', '2:1:64', '3:1:65']);
		expect(left.parts[0]?.slurs).toEqual([]);
	});
	test('a third above each chord', () => {
		const score = tune();
		expect(heard(after(score, edit.addTone(score, chosen('n0', 'n1'), { semitones: 4 }, countedIds()))).slice(0, 4)).toEqual([
			'0:1:60',
			'0:1:64',
			'1:1:62',
			'1:1:66'
		]);
	});
});

describe('hands and strings', () => {
	test('the other hand loses nothing to a note that is given to it', () => {
		const score = scoreOf([noteOf('left', 0, bar, 40, { staff: 1 }), noteOf('n', quarter, quarter, 60)]);
		const given = after(score, edit.moveToStaff(score, chosen('n'), { staff: 1 }, countedIds()));
		expect(find(given, 'n')).toMatchObject({ staff: 1, voice: 1, ticks: quarter });
		expect(find(given, 'left')?.ticks).toBe(bar);
	});
	test('the same pitch on the next string, locked', () => {
		const score = scoreOf([], { parts: [partOf([noteOf('n', 0, quarter, 64, { string: 1, fret: 0 })], { fretboard: guitar })] });
		const lower = after(score, edit.moveToString(score, chosen('n'), { by: 1 }, countedIds()));
		expect(find(lower, 'n')).toMatchObject({ string: 2, fret: 5, pitchMidi: 64, isStringLocked: true });
		expect(edit.moveToString(score, chosen('n'), { by: -1 }, countedIds())).toEqual([]);
	});
	test('a string that is taken is swapped, or left', () => {
		const notes = [noteOf('a', 0, quarter, 64, { string: 1, fret: 0 }), noteOf('b', 0, quarter, 68, { string: 2, fret: 9 })];
		const score = scoreOf([], { parts: [partOf(notes, { fretboard: guitar })] });
		const swapped = after(score, edit.moveToString(score, chosen('a'), { string: 2 }, countedIds()));
		expect(find(swapped, 'a')).toMatchObject({ string: 2, fret: 5 });
		expect(find(swapped, 'b')).toMatchObject({ string: 1, fret: 4 });
	});
	test('another fret is another pitch', () => {
		const score = scoreOf([], { parts: [partOf([noteOf('n', 0, quarter, 64, { string: 1, fret: 0 })], { fretboard: guitar })] });
		expect(find(after(score, edit.moveToFret(score, chosen('n'), { fret: 7 }, countedIds())), 'n')).toMatchObject({
			pitchMidi: 71,
			fret: 7
		});
	});
});

describe('clipboard', () => {
	test('pasted music replaces its stretch, rests too, in its voice alone', () => {
		const score = scoreOf(
			[
				...(tune().parts[0]?.notes ?? []),
				...[4, 5, 6, 7].map((at) => noteOf(`m${at}`, at * quarter, quarter, 72)),
				noteOf('bass', 4 * quarter, bar, 40, { staff: 1 })
			].sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi)
		);
		const copied = edit.copyNotes(score, { ...chosen('n1'), range: { fromTick: 0, toTick: 3 * quarter } });
		expect(edit.clipboardSchema.parse(copied)).toEqual(copied);
		if (copied === null) return;
		const { patch, noteIds } = edit.pasteNotes(score, copied, { tick: bar, partId: 'p1', staff: 0 }, countedIds());
		const pasted = after(score, patch);
		expect(heard(pasted).slice(4)).toEqual(['4:4:40', '5:1:62', '7:1:72']);
		expect([...noteIds]).toEqual(['new1']);
	});
	test('a tie out of the bar that is pasted onto is cut, and so is one out of what is pasted (regression)', () => {
		const notes = [
			noteOf('a', 3 * quarter, 2 * quarter, 60),
			noteOf('b', 5 * quarter, 3 * quarter, 62),
			noteOf('c', 8 * quarter, quarter, 64),
			noteOf('d', 11 * quarter, 2 * quarter, 65),
			noteOf('e', 13 * quarter, 3 * quarter, 67)
		];
		const score = scoreOf(notes);
		const first = edit.copyNotes(score, { ...chosen('a'), range: { fromTick: 0, toTick: bar } });
		const second = edit.copyNotes(score, { ...chosen('b'), range: { fromTick: bar, toTick: 2 * bar } });
		if (first === null || second === null) throw new Error('nothing copied');
		const paste = (clipboard: edit.ScoreClipboard): string[] =>
			heard(after(score, edit.pasteNotes(score, clipboard, { tick: 2 * bar, partId: 'p1', staff: 0 }, countedIds()).patch));
		expect(paste(second).slice(2)).toEqual(['9:3:62', '12:1:65', '13:3:67']);
		expect(paste(first).slice(2)).toEqual(['11:1:60', '12:1:65', '13:3:67']);
		const long = scoreOf([noteOf('long', 0, 4 * bar, 60)]);
		const onto = edit.pasteNotes(long, first, { tick: bar, partId: 'p1', staff: 0 }, countedIds());
		expect(heard(after(long, onto.patch))).toEqual(['0:4:60', '7:1:60', '8:8:60']);
	});
	test('nothing is copied from nothing', () => {
		expect(edit.copyNotes(tune(), chosen())).toBeNull();
	});
	test('a repeat follows at once', () => {
		const score = tune();
		expect(heard(after(score, edit.repeatNotes(score, chosen('n2', 'n3'), countedIds()).patch)).slice(4)).toEqual([
			'4:1:64',
			'5:1:65'
		]);
	});
});

describe('bars', () => {
	const chords = [{ id: 'c1', tick: 0, chord: { root: 0, quality: 'maj' as const } }];
	test('bars put in move what follows', () => {
		const score = { ...tune(), chords: [...chords, { id: 'c2', tick: bar, chord: null }] };
		const more = after(score, edit.insertBars(score, { fromBar: 1, count: 2 }, countedIds()));
		expect(more.bars.map(({ id }) => id)).toEqual(['b1', 'new1', 'new2', 'b2', 'b3', 'b4']);
		expect(more.chords.map(({ tick }) => tick / bar)).toEqual([0, 3]);
		expect(tickToSeconds(more.tempoMap, 3 * bar)).toBeCloseTo(6);
	});
	test('the chord of bars taken out goes on to hold; the clock of a recording leaps', () => {
		const score: Score = { ...tune(), origin: 'heard', chords };
		const less = after(score, edit.deleteBars(score, { fromBar: 0, count: 1 }));
		expect(less.bars).toHaveLength(3);
		expect(less.chords).toEqual(chords);
		expect(heard(less)).toEqual([]);
		expect(tickToSeconds(less.tempoMap, 0)).toBeCloseTo(2);
		expect(tickToSeconds(less.tempoMap, bar)).toBeCloseTo(4);
		const made = after({ ...score, origin: 'made' }, edit.deleteBars({ ...score, origin: 'made' }, { fromBar: 0, count: 1 }));
		expect(tickToSeconds(made.tempoMap, bar)).toBeCloseTo(2);
	});
	test('a note that sounds into what is taken out ends there', () => {
		const score = scoreOf([noteOf('n', 3 * quarter, half, 60)]);
		expect(heard(after(score, edit.deleteBars(score, { fromBar: 1, count: 1 })))).toEqual(['3:1:60']);
	});
	test('bars repeated are written out', () => {
		const score = { ...tune(), chords };
		const twice = after(score, edit.repeatBars(score, { fromBar: 0, count: 1 }, countedIds()));
		expect(twice.bars).toHaveLength(5);
		expect(heard(twice)).toEqual([...heard(score), '4:1:60', '5:1:62', '6:1:64', '7:1:65']);
		expect(twice.chords.map(({ tick }) => tick / bar)).toEqual([0, 1]);
	});
	test('the whole of a score is not taken out', () => {
		expect(edit.deleteBars(tune(), { fromBar: 0, count: 4 })).toEqual([]);
	});
});

describe('meter, key, tempo', () => {
	test('bar lines are drawn anew, notes stay', () => {
		const score = tune();
		const waltz = after(score, edit.setMeter(score, { fromBar: 0, meter: { beats: 3, beatType: 4 } }, countedIds()));
		expect(waltz.bars.map(({ ticks }) => ticks / quarter)).toEqual([3, 3, 3, 3, 3, 3]);
		expect(heard(waltz)).toEqual(heard(score));
	});
	test('to the next meter, the last bar cut; a pickup stays; repeats go with their places', () => {
		const bars = [
			barOf('up', { ticks: quarter, isPickup: true }),
			barOf('b1', { startsRepeat: true }),
			barOf('b2', { endsRepeatTimes: 2 }),
			barOf('six', { meter: { beats: 6, beatType: 8 } })
		];
		const score = scoreOf([], { bars });
		const waltz = after(score, edit.setMeter(score, { fromBar: 0, meter: { beats: 3, beatType: 4 } }, countedIds()));
		expect(waltz.bars.map(({ ticks }) => ticks / quarter)).toEqual([1, 3, 3, 2, 3]);
		expect(waltz.bars[1]?.startsRepeat).toBe(true);
		expect(waltz.bars[3]?.endsRepeatTimes).toBe(2);
		expect(waltz.bars[4]).toEqual(bars[3]);
	});
	test('another key to where the key changes, and spelt by it', () => {
		const spelling = { letter: 'F' as const, alter: 1, octave: 4 };
		const score = {
			...scoreOf([noteOf('n', 0, quarter, 66, { spelling })]),
			bars: [barOf('b1'), barOf('b2'), barOf('b3', { key: { fifths: 2, mode: 'major' } })]
		};
		const flat = after(score, edit.setKey(score, { fromBar: 0, key: { fifths: -5, mode: 'major' } }));
		expect(flat.bars.map(({ key }) => key.fifths)).toEqual([-5, -5, 2]);
		expect(find(flat, 'n')).not.toHaveProperty('spelling');
	});
	test('a tempo sets the pace of what was made, and only the print of what was heard', () => {
		const score = tune();
		const slow = after(score, edit.setTempo(score, { tick: bar, bpm: 60 }, countedIds()));
		expect([0, bar, 2 * bar].map((tick) => tickToSeconds(slow.tempoMap, tick))).toEqual([0, 2, 6]);
		const heardScore: Score = { ...score, origin: 'heard' };
		const marked = after(heardScore, edit.setTempo(heardScore, { tick: bar, bpm: 60 }, countedIds()));
		expect(marked.tempoMap).toEqual(score.tempoMap);
		expect(marked.tempoMarks).toMatchObject([{ tick: bar, bpm: 60, beatTicks: quarter }]);
	});
	test('a section and a chord are put in place of those that are there, and taken away', () => {
		let score = tune();
		score = after(score, edit.setSection(score, { tick: 0, label: 'Verse' }, countedIds()));
		score = after(score, edit.setSection(score, { tick: 0, label: 'Chorus' }, countedIds('other')));
		score = after(score, edit.setChord(score, { tick: quarter, chord: { root: 7, quality: '7' } }, countedIds()));
		expect(score.sections).toEqual([{ id: 'new1', tick: 0, label: 'Chorus' }]);
		expect(score.chords).toHaveLength(1);
		score = after(score, [...edit.removeSection(score, { tick: 0 }), ...edit.removeChord(score, { tick: quarter })]);
		expect([score.sections, score.chords]).toEqual([[], []]);
	});
});

describe('transpose', () => {
	test.each([
		[0, 2, 2],
		[0, 1, -5],
		[0, 6, 6],
		[6, 1, 1],
		[-3, -2, -5]
	])('the key of %i sharps, %i semitones up, has %i', (fifths, semitones, expected) => {
		expect(edit.transposedKey({ fifths, mode: 'major' }, { semitones }).fifths).toBe(expected);
	});
	test('keys, chords and spelling go with the notes, drums stay', () => {
		const spelling = { letter: 'F' as const, alter: 1, octave: 4 };
		const score = scoreOf([], {
			parts: [
				partOf([noteOf('n', 0, quarter, 66, { spelling })]),
				partOf([noteOf('d', 0, quarter, 36)], { id: 'drums', isDrums: true })
			],
			chords: [{ id: 'c', tick: 0, chord: { root: 2, quality: '7' }, text: 'D13' }]
		});
		const up = after(score, edit.transposeToKey(score, { key: { fifths: -3, mode: 'major' } }, countedIds()));
		expect(find(up, 'n')).toMatchObject({ pitchMidi: 69, spelling: { letter: 'A', alter: 0, octave: 4 } });
		expect(find(up, 'd')?.pitchMidi).toBe(36);
		expect(up.bars[0]?.key.fifths).toBe(-3);
		expect(up.chords).toEqual([{ id: 'c', tick: 0, chord: { root: 5, quality: '7' } }]);
	});
});

describe('simplify', () => {
	test('the melody alone', () => {
		const score = scoreOf([
			noteOf('low', 0, bar, 40, { staff: 1 }),
			noteOf('inner', 0, half, 60),
			noteOf('top', 0, half, 72),
			noteOf('under', quarter, quarter, 55, { voice: 1 }),
			noteOf('next', half, half, 71)
		]);
		expect(heard(after(score, edit.simplify(score, { keep: 'melody' }, countedIds())))).toEqual(['0:2:72', '2:2:71']);
	});
	test('an easier rhythm', () => {
		const score = scoreOf([
			noteOf('a', 0, eighth, 60),
			noteOf('b', eighth / 2, eighth / 2, 61),
			noteOf('c', quarter - eighth / 2, quarter, 62),
			noteOf('d', half, quarter, 64)
		]);
		expect(heard(after(score, edit.simplify(score, { keep: 'all', gridTicks: quarter }, countedIds())))).toEqual([
			'0:1:60',
			'1:1:62',
			'2:1:64'
		]);
	});
});

describe('unsure notes', () => {
	const score = scoreOf([
		noteOf('sure', 0, quarter, 60, { evidence: { id: 'e1', confidence: 0.9 } }),
		noteOf('one', quarter, quarter, 61, { evidence: { id: 'e2', confidence: 0.2 } }),
		noteOf('two', half, quarter, 62, { evidence: { id: 'e3', confidence: 0.4 } }),
		noteOf('written', 3 * quarter, quarter, 63)
	]);
	test('are found one after the other, around the end', () => {
		const first = edit.nextUnsure(score, { tick: 0 });
		expect(first?.id).toBe('one');
		expect(edit.nextUnsure(score, { tick: quarter, id: 'one' })?.id).toBe('two');
		expect(edit.nextUnsure(score, { tick: half, id: 'two' })?.id).toBe('one');
	});
	test('are sure once they are kept', () => {
		const kept = after(score, edit.keepNotes(score, chosen('one', 'two', 'written'), countedIds()));
		expect(edit.nextUnsure(kept, { tick: 0 })).toBeNull();
		expect(find(kept, 'written')).not.toHaveProperty('evidence');
	});
});

describe('patches from elsewhere', () => {
	test('what they name and the score does not have is passed over', () => {
		const patch = edit.patchSchema.parse([
			{ op: 'partList', partId: 'p1', list: 'notes', remove: ['nobody'], set: [{ id: 'nobody', fields: { tick: 4 } }] },
			{ op: 'partList', partId: 'none', list: 'notes', remove: ['n0'] },
			{ op: 'removePart', partId: 'none' }
		]);
		expect(edit.applyPatch(tune(), patch)).toEqual({ score: tune(), inverse: [] });
	});
	test.each([[{ pitchMidi: 'high' }], [{ tick: -4 }], [{ ticks: 0.5 }]])('a note set to %j does not fit', (fields) => {
		expect(() =>
			edit.applyPatch(tune(), [{ op: 'partList', partId: 'p1', list: 'notes', set: [{ id: 'n0', fields }] }])
		).toThrow();
	});
});
