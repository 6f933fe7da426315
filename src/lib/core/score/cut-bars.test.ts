import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreArbitrary } from '../../../../tests/fixtures/scores/drawn-score.ts';
import { barOf, noteOf, partOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { scoreFaults } from './edit/index.ts';
import { barStarts, cutBars, endTick, tickToSeconds, ticksPerQuarter, writeOut, type ScoreBar } from './index.ts';
import { playedOrder } from './played-order.ts';
import { unroll } from './unroll.ts';

const q = ticksPerQuarter;

/** Bars with these signs, each a bar of 4/4. */
const barsOf = (...signs: Partial<ScoreBar>[]): ScoreBar[] => signs.map((sign, at) => barOf(`b${at}`, sign));
const signsOf = (bars: readonly ScoreBar[]): Partial<ScoreBar>[] =>
	bars.map(({ id: _id, ticks: _ticks, meter: _meter, key: _key, ...signs }) => signs);

describe('cutBars', () => {
	it('gives the whole back as it is, and never less than a bar', () => {
		const score = scoreOf([noteOf('a', 0, q, 60)]);
		expect(cutBars(score, { fromBar: 0, count: 4 })).toBe(score);
		expect(cutBars(score, { fromBar: -3, count: 99 })).toBe(score);
		expect(cutBars(score, { fromBar: 9, count: 0 }).bars.map(({ id }) => id)).toEqual(['b4']);
	});

	it('strikes again what sounds into it, bare of how it began, and ends what sounds beyond', () => {
		const held = noteOf('held', 2 * q, 4 * q, 60, { articulations: ['accent'], lyrics: ['la'], technique: { bendSemitones: 1 } });
		const score = scoreOf([held, noteOf('in', 4 * q, q, 48, { staff: 1 }), noteOf('over', 7 * q, 3 * q, 64)]);
		expect(cutBars(score, { fromBar: 1, count: 1 }).parts[0]?.notes).toEqual([
			noteOf('in', 0, q, 48, { staff: 1 }),
			noteOf('held', 0, 2 * q, 60),
			noteOf('over', 3 * q, q, 64)
		]);
	});

	it('says at its beginning what holds there', () => {
		const score = scoreOf([noteOf('a', 0, q, 60)], {
			parts: [
				partOf([], {
					dynamics: [
						{ id: 'd1', tick: 0, mark: 'p' },
						{ id: 'd2', tick: 2 * q, mark: 'sfz' }
					],
					clefChanges: [{ id: 'k', tick: 3 * q, staff: 1, clef: 'treble' }],
					pedals: [{ id: 'u', tick: 2 * q, endTick: 6 * q }]
				})
			],
			tempoMap: [
				{ tick: 0, seconds: 10 },
				{ tick: 6 * q, seconds: 16 },
				{ tick: 16 * q, seconds: 21 }
			],
			tempoMarks: [{ id: 't', tick: 0, bpm: 60, beatTicks: q }],
			swings: [{ id: 'w', tick: 0, endTick: 16 * q, ratio: 2, unitTicks: q / 2 }],
			chords: [{ id: 'c', tick: 0, chord: { root: 0, quality: 'maj' } }],
			sections: [
				{ id: 's1', tick: 0, label: 'A' },
				{ id: 's2', tick: 4 * q, label: 'B' }
			]
		});
		expect(cutBars(score, { fromBar: 1, count: 2 })).toMatchObject({
			parts: [
				{
					staves: [{ clef: 'treble' }, { clef: 'treble' }],
					dynamics: [{ id: 'd1', tick: 0 }],
					clefChanges: [],
					pedals: [{ tick: 0, endTick: 2 * q }]
				}
			],
			tempoMap: [
				{ tick: 0, seconds: 0 },
				{ tick: 2 * q, seconds: 2 },
				{ tick: 8 * q, seconds: 5 }
			],
			tempoMarks: [{ tick: 0 }],
			swings: [{ tick: 0, endTick: 8 * q }],
			chords: [{ id: 'c', tick: 0 }],
			sections: [{ id: 's2', tick: 0 }]
		});
	});

	it.each<[string, Partial<ScoreBar>[], number, number, Partial<ScoreBar>[]]>([
		[
			'a repeat that is whole',
			[{}, { startsRepeat: true }, { endsRepeatTimes: 2 }, {}],
			1,
			2,
			[{ startsRepeat: true }, { endsRepeatTimes: 2 }]
		],
		['no repeat without its beginning', [{ startsRepeat: true }, {}, { endsRepeatTimes: 2 }], 1, 2, [{}, {}]],
		['no repeat without its second ending', [{}, { endings: [1], endsRepeatTimes: 2 }, { endings: [2] }], 0, 2, [{}, {}]],
		[
			'a beginning that went without saying',
			[{ startsRepeat: true }, { endsRepeatTimes: 2 }, { endsRepeatTimes: 2 }, {}],
			1,
			3,
			[{}, { startsRepeat: true, endsRepeatTimes: 2 }, {}]
		],
		[
			'signs that are all there',
			[{}, { isSegno: true }, { isFine: true }, { jump: 'dalSegnoAlFine' }],
			1,
			3,
			[{ isSegno: true }, { isFine: true }, { jump: 'dalSegnoAlFine' }]
		],
		[
			'no sign whose jump is elsewhere',
			[{}, { isSegno: true }, { isFine: true }, { jump: 'dalSegnoAlFine' }],
			0,
			3,
			[{}, {}, {}]
		],
		['no way to a beginning that is gone', [{}, {}, { jump: 'daCapo' }], 1, 2, [{}, {}]]
	])('keeps %s', (_, signs, fromBar, count, kept) => {
		expect(signsOf(cutBars(scoreOf([], { bars: barsOf(...signs) }), { fromBar, count }).bars)).toEqual(kept);
	});

	const stretchArbitrary = fc.record({ score: scoreArbitrary, from: fc.nat(8), count: fc.integer({ min: 1, max: 6 }) });

	it('is sound, as long as its bars, and sounds where the whole does (property)', () => {
		fc.assert(
			fc.property(stretchArbitrary, ({ score, from, count }) => {
				const fromBar = Math.min(from, score.bars.length - 1);
				const cut = cutBars(score, { fromBar, count });
				expect(scoreFaults(cut)).toEqual(scoreFaults(score));
				const starts = barStarts(score.bars);
				const [begin = 0, end = 0] = [starts[fromBar], starts[Math.min(fromBar + count, score.bars.length)]];
				expect(endTick(cut)).toBe(end - begin);
				for (const tick of [0, (end - begin) / 3, end - begin]) {
					const seconds = tickToSeconds(score.tempoMap, begin + tick) - tickToSeconds(score.tempoMap, begin);
					const own = tickToSeconds(cut.tempoMap, tick) - tickToSeconds(cut.tempoMap, 0);
					expect(own).toBeCloseTo(seconds, 9);
				}
				const sounding = (notes: typeof cut.parts): string[] =>
					notes
						.flatMap((part) => part.notes.map(({ tick, ticks, pitchMidi }) => `${part.id} ${pitchMidi} ${tick} ${ticks}`))
						.sort();
				const expected = score.parts.map((part) => ({
					...part,
					notes: part.notes
						.filter(({ tick, ticks }) => tick < end && (tick >= begin || tick + ticks > begin))
						.map((note) => ({
							...note,
							tick: Math.max(note.tick, begin) - begin,
							ticks: Math.min(note.tick + note.ticks, end) - Math.max(note.tick, begin)
						}))
				}));
				expect(sounding(cut.parts)).toEqual(sounding(expected));
			})
		);
	});

	it('cut in two and joined again has every note that no cut goes through (property)', () => {
		fc.assert(
			fc.property(scoreArbitrary, fc.nat(6), (score, at) => {
				fc.pre(score.bars.length > 1);
				const count = Math.min(at + 1, score.bars.length - 1);
				const by = barStarts(score.bars)[count] ?? 0;
				const first = cutBars(score, { fromBar: 0, count }, { strikesHeld: false });
				const second = cutBars(score, { fromBar: count, count: score.bars.length }, { strikesHeld: false });
				const whole = score.parts.flatMap(({ notes }) => notes.filter(({ tick, ticks }) => tick >= by || tick + ticks <= by));
				const both = new Map([
					...first.parts.flatMap(({ notes }) => notes.map((note) => [note.id, note] as const)),
					...second.parts.flatMap(({ notes }) => notes.map((note) => [note.id, { ...note, tick: note.tick + by }] as const))
				]);
				for (const note of whole) expect(both.get(note.id)).toEqual(note);
				expect(both.size).toBe(score.parts.reduce((sum, { notes }) => sum + notes.length, 0));
			})
		);
	});
});

describe('writeOut', () => {
	it('writes each time out, in order, with endings and jumps', () => {
		const bars = barsOf({}, { endings: [1], endsRepeatTimes: 2 }, { endings: [2] }, { jump: 'daCapo' });
		const out = writeOut(scoreOf([], { bars }));
		expect(out.bars.map(({ id }) => id)).toEqual(['b0', 'b1', 'b0~2', 'b2', 'b3', 'b0~3', 'b2~2', 'b3~2']);
		expect(signsOf(out.bars).every((signs) => Object.keys(signs).length === 0)).toBe(true);
	});

	it('ends what is held where the music leaps, and says chords and sections that change there', () => {
		const out = writeOut(
			scoreOf([noteOf('a', 3 * q, 4 * q, 60)], {
				bars: barsOf({ endsRepeatTimes: 2 }, {}),
				chords: [
					{ id: 'c1', tick: 0, chord: { root: 0, quality: 'maj' } },
					{ id: 'c2', tick: 2 * q, chord: { root: 7, quality: 'maj' } }
				],
				sections: [{ id: 's', tick: 0, label: 'A' }]
			})
		);
		expect(out.parts[0]?.notes.map(({ id, tick, ticks }) => [id, tick / q, ticks / q])).toEqual([
			['a', 3, 1],
			['a~2', 7, 4]
		]);
		expect(out.chords.map(({ id, tick }) => [id, tick / q])).toEqual([
			['c1', 0],
			['c2', 2],
			['c1~2', 4],
			['c2~2', 6]
		]);
		expect(out.sections.map(({ tick }) => tick)).toEqual([0]);
	});

	it('is sound, repeats nothing, and sounds when the page does (property)', () => {
		fc.assert(
			fc.property(scoreArbitrary, (score) => {
				const out = writeOut(score);
				expect(scoreFaults(out)).toEqual(scoreFaults(score));
				expect(playedOrder(out.bars)).toEqual(out.bars.map((_, at) => at));
				expect(out.bars.length).toBe(playedOrder(score.bars).length);
				const onsets = (of: typeof score): string[] => {
					const { notes, bars } = unroll(of);
					const begin = bars[0]?.startSeconds ?? 0;
					return notes
						.filter(({ note }) => note.grace === undefined)
						.map(({ part, note, startSeconds }) => `${part} ${note.pitchMidi} ${(startSeconds - begin).toFixed(6)}`)
						.sort();
				};
				expect(onsets(out)).toEqual(onsets(score));
			})
		);
	});

	it('stays within what a score may hold', () => {
		const many = barsOf(...Array.from({ length: 3000 }, () => ({ endsRepeatTimes: 9 })));
		expect(writeOut(scoreOf([], { bars: many })).bars.length).toBeLessThan(2000);
	});
});
