import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, noteOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { playedOrder } from './played-order.ts';
import { barStarts, swungClock, ticksPerQuarter, unroll, type Score, type ScoreBar, type ScoreNote } from './index.ts';

const q = ticksPerQuarter;
const bar = (more: Partial<ScoreBar> = {}): ScoreBar => barOf('bar', more);
const note = (tick: number, ticks: number, more: Partial<ScoreNote> = {}): ScoreNote =>
	noteOf(`${tick}`, tick, ticks, 60, { velocity: 64, ...more });
const withBars = (bars: ScoreBar[], notes: ScoreNote[], more: Partial<Score> = {}): Score =>
	scoreOf(notes, {
		bars,
		tempoMap: [
			{ tick: 0, seconds: 1 },
			{ tick: q, seconds: 1.5 }
		],
		...more
	});

describe('the order in which bars are played', () => {
	it.each<[string, Partial<ScoreBar>[], number[]]>([
		['straight on', [{}, {}], [0, 1]],
		['a repeat from the beginning', [{}, { endsRepeatTimes: 2 }, {}], [0, 1, 0, 1, 2]],
		['a repeat of its own, three times', [{}, { startsRepeat: true, endsRepeatTimes: 3 }, {}], [0, 1, 1, 1, 2]],
		['two repeats, one after another', [{}, { endsRepeatTimes: 2 }, {}, { endsRepeatTimes: 2 }], [0, 1, 0, 1, 2, 3, 2, 3]],
		['endings', [{ startsRepeat: true }, { endings: [1], endsRepeatTimes: 2 }, { endings: [2] }, {}], [0, 1, 0, 2, 3]],
		['a first ending for two times', [{}, { endings: [1, 2], endsRepeatTimes: 2 }, { endings: [3] }, {}], [0, 1, 0, 1, 0, 2, 3]],
		[
			'a second repeat after endings',
			[{}, { endings: [1], endsRepeatTimes: 2 }, { endings: [2] }, {}, { endsRepeatTimes: 2 }],
			[0, 1, 0, 2, 3, 4, 3, 4]
		],
		['da capo', [{}, { jump: 'daCapo' }], [0, 1, 0, 1]],
		['da capo al fine', [{ isFine: true }, { jump: 'daCapoAlFine' }], [0, 1, 0]],
		[
			'da capo without repeats, with the last ending',
			[{}, { endings: [1], endsRepeatTimes: 2 }, { endings: [2] }, { jump: 'daCapo' }],
			[0, 1, 0, 2, 3, 0, 2, 3]
		],
		['dal segno', [{}, { isSegno: true }, { jump: 'dalSegno' }, {}], [0, 1, 2, 1, 2, 3]],
		[
			'dal segno al coda',
			[{}, { isSegno: true }, { isToCoda: true }, { jump: 'dalSegnoAlCoda' }, { isCoda: true }, { endsRepeatTimes: 2 }],
			[0, 1, 2, 3, 1, 2, 4, 5, 4, 5]
		],
		['a coda that is nowhere', [{ isToCoda: true }, { jump: 'daCapoAlCoda' }], [0, 1, 0, 1]]
	])('%s', (_, bars, order) => expect(playedOrder(bars.map((more) => bar(more)))).toEqual(order));

	it('ends, whatever the page asks for, and plays only bars that are there', () => {
		const anyBar = fc.record(
			{
				startsRepeat: fc.boolean(),
				endsRepeatTimes: fc.integer({ min: 2, max: 4 }),
				endings: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
				jump: fc.constantFrom('daCapo', 'daCapoAlFine', 'daCapoAlCoda', 'dalSegno', 'dalSegnoAlFine', 'dalSegnoAlCoda'),
				isSegno: fc.boolean(),
				isCoda: fc.boolean(),
				isFine: fc.boolean(),
				isToCoda: fc.boolean()
			},
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(fc.array(anyBar, { minLength: 1, maxLength: 12 }), (raw) => {
				const order = playedOrder(raw.map((more) => bar(more as Partial<ScoreBar>)));
				expect(order.length).toBeLessThan(100_000);
				expect(order.every((at) => at >= 0 && at < raw.length)).toBe(true);
			})
		);
	});
});

describe('a score as it sounds', () => {
	it('keeps to the tempo map the first time, and goes on from there', () => {
		const score = withBars([bar({ endsRepeatTimes: 2 }), bar()], [note(0, q), note(4 * q, 2 * q)]);
		const { bars, notes } = unroll(score);
		expect(bars).toEqual([
			{ bar: 0, startSeconds: 1, endSeconds: 3 },
			{ bar: 0, startSeconds: 3, endSeconds: 5 },
			{ bar: 1, startSeconds: 5, endSeconds: 7 }
		]);
		expect(notes.map(({ startSeconds, endSeconds, playedBar }) => [startSeconds, endSeconds, playedBar])).toEqual([
			[1, 1.5, 0],
			[3, 3.5, 1],
			[5, 6, 2]
		]);
	});

	it('plays off-beats late where the score swings, and triplets as they are', () => {
		const swings = [{ id: 'w', tick: 0, endTick: 4 * q, ratio: 2, unitTicks: q / 2 }];
		const clock = swungClock(withBars([bar(), bar()], [], { swings }));
		const beats = (tick: number): number => (clock(tick) - 1) / 0.5;
		expect(beats(q / 2)).toBeCloseTo(2 / 3, 9);
		expect(beats(q / 4)).toBeCloseTo(1 / 3, 9);
		expect(beats(q)).toBeCloseTo(1, 9);
		expect(beats(q / 3)).toBeCloseTo(1 / 3, 9);
		expect(beats((2 * q) / 3)).toBeCloseTo(2 / 3, 9);
		expect(beats(4.5 * q)).toBeCloseTo(4.5, 9);
	});

	it('plays grace notes before what they lead to', () => {
		const graces = [note(q, 0, { id: 'a', grace: 'slashed' }), note(q, 0, { id: 'b', grace: 'slashed' })];
		const { notes } = unroll(withBars([bar()], [...graces, note(q, q)]));
		expect(notes.map(({ note: { id } }) => id)).toEqual(['a', 'b', String(q)]);
		expect(notes[0]?.endSeconds).toBeCloseTo(notes[1]?.startSeconds ?? 0, 9);
		expect(notes[2]?.startSeconds).toBe(1.5);
	});

	it('plays each note as often as its bar', () => {
		const bars = [bar({ startsRepeat: true }), bar({ endings: [1], endsRepeatTimes: 2 }), bar({ endings: [2] })];
		const starts = barStarts(bars);
		const { notes } = unroll(
			withBars(
				bars,
				starts.slice(0, 3).map((tick) => note(tick, q))
			)
		);
		expect(notes.map(({ note: { tick } }) => starts.indexOf(tick))).toEqual([0, 1, 0, 2]);
	});
});
