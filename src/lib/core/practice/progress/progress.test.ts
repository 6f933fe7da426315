import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeTake, plainContext } from '../index.ts';
import { madePiece, playedRight } from '../made-take.ts';
import {
	afterHardest,
	afterRepetition,
	beginHardest,
	beginTraining,
	goalShare,
	practiceHistorySchema,
	takeRecordSchema,
	toLoops,
	toPlan,
	toProgress,
	toTakeRecord,
	usualTrainer,
	worstBars,
	type PracticeHistory,
	type TakeRecord
} from './index.ts';
import { afterPractice, newSpaced, toGrade } from './spaced.ts';

const dayMs = 86_400_000;
const dayOf = (ms: number): number => Math.floor(ms / dayMs);

/** A take of one song on a day: the share that was good in each of its bars of ten notes. */
const take = (day: number, good: readonly number[], more: Partial<TakeRecord> = {}): TakeRecord => ({
	schemaVersion: 1,
	id: `${day}`,
	songId: 'song',
	startedAtMs: day * dayMs + 1000,
	durationSeconds: 120,
	mode: 'free',
	strictness: 'player',
	speed: 0.8,
	score: 80,
	accuracy: good.reduce((sum, share) => sum + share, 0) / good.length,
	coverage: 1,
	timingMs: 0,
	spreadMs: 20,
	bars: good.map((share, scoreBar) => ({
		scoreBar,
		expected: 10,
		good: Math.round(10 * share),
		right: Math.round(10 * share),
		heat: 1 - share
	})),
	skills: [{ kind: 'rhythm', name: 'eighths', expected: 10, good: Math.round(10 * (good[0] ?? 0)) }],
	...more
});
const history = (...takes: TakeRecord[]): PracticeHistory => ({ schemaVersion: 1, takes });

describe('a take for the history', () => {
	const piece = madePiece(8);
	const facts = { id: 'take', songId: 'song', startedAtMs: 5, durationSeconds: 40 };

	it('keeps what was good in each bar of the score', () => {
		const notes = playedRight(piece, { clock: (song) => song / 0.8 }).filter((_, at) => piece.notes[at]?.bar !== 3);
		const record = toTakeRecord(piece, judgeTake(piece, notes, plainContext), facts);
		expect(takeRecordSchema.parse(record)).toEqual(record);
		expect(record?.speed).toBeCloseTo(0.8, 2);
		expect(record?.bars.map(({ heat }) => heat > 0.9)).toEqual([false, false, false, true, false, false, false, false]);
		expect(record?.bars[2]?.good).toBe(record?.bars[2]?.expected);
	});

	it('is nothing for another song', () => {
		expect(toTakeRecord(piece, judgeTake(piece, playedRight(madePiece(16, 99)), plainContext), facts)).toBeNull();
	});

	it('is refused when it is damaged', () => {
		expect(takeRecordSchema.safeParse({ ...take(1, [1]), score: 101 }).success).toBe(false);
		expect(
			takeRecordSchema.safeParse({ ...take(1, [1]), bars: Array.from({ length: 20_001 }, () => take(1, [1]).bars[0]) }).success
		).toBe(false);
		expect(practiceHistorySchema.safeParse({ schemaVersion: 2, takes: [] }).success).toBe(false);
	});
});

describe('progress', () => {
	it('counts minutes, takes and days in a row', () => {
		const progress = toProgress(
			history(take(1, [1]), take(2, [1]), take(2, [1]), take(5, [1]), take(6, [1]), take(7, [1])),
			8 * dayMs,
			dayOf
		);
		expect(progress).toMatchObject({ takes: 6, minutes: 12, streakDays: 3, longestStreakDays: 3 });
		expect(progress.minutesByDay.get(2)).toBe(4);
	});

	it.each([
		[6.5, 2],
		[7.5, 2],
		[8.5, 0]
	])('has a streak until the day after: at day %f it is %d', (now, streak) => {
		expect(toProgress(history(take(5, [1]), take(6, [1])), now * dayMs, dayOf).streakDays).toBe(streak);
	});

	it('remembers the fastest tempo that was mastered, and what was good lately', () => {
		const slow = take(1, [1, 0.5], { speed: 0.6 });
		const fast = take(2, [0.5, 1], { speed: 0.9 });
		const [song] = toProgress(history(fast, slow), 3 * dayMs, dayOf).songs;
		expect(song?.bars).toMatchObject([
			{ scoreBar: 0, good: 0.75, masteredSpeed: 0.6 },
			{ scoreBar: 1, good: 0.75, masteredSpeed: 0.9 }
		]);
		expect(song?.masteredSpeed).toBeNull();
	});

	it('numbers bars as the page does, and by their place in records that do not say', () => {
		const bars = (numbers: readonly (number | undefined)[]) =>
			take(1, [1, 1]).bars.map((bar, at) => ({ ...bar, ...(numbers[at] === undefined ? {} : { number: numbers[at] }) }));
		const numbersOf = (numbers: readonly (number | undefined)[]): (number | undefined)[] =>
			toProgress(history(take(1, [1, 1], { bars: bars(numbers) })), 2 * dayMs, dayOf).songs[0]?.bars.map(
				({ number }) => number
			) ?? [];
		expect(numbersOf([0, 1])).toEqual([0, 1]);
		expect(numbersOf([undefined, undefined])).toEqual([1, 2]);
	});

	it('puts the weakest skill first', () => {
		const skills = [
			{ kind: 'hand', name: '0:1', expected: 10, good: 9 },
			{ kind: 'rhythm', name: 'triplets', expected: 10, good: 2 }
		] as const;
		expect(toProgress(history(take(1, [1], { skills: [...skills] })), dayMs, dayOf).skills.map(({ name }) => name)).toEqual([
			'triplets',
			'0:1'
		]);
	});

	it('is nothing without takes', () => {
		expect(toProgress(history(), 0, dayOf)).toMatchObject({ takes: 0, minutes: 0, streakDays: 0, songs: [] });
	});

	it.each([
		[{ kind: 'minutesADay', minutes: 8 }, 0.5],
		[{ kind: 'daysInARow', days: 2 }, 1],
		[{ kind: 'songTempo', songId: 'song', speed: 1 }, 0.8],
		[{ kind: 'songScore', songId: 'song', score: 100 }, 0.8],
		[{ kind: 'songScore', songId: 'another', score: 100 }, 0]
	] as const)('tells how much of %j is reached', (goal, share) => {
		const takes = history(take(1, [1]), take(2, [1]), take(2, [1]));
		expect(goalShare(goal, toProgress(takes, 2.9 * dayMs, dayOf), 2.9 * dayMs, dayOf)).toBeCloseTo(share, 9);
	});
});

describe('spaced repetition', () => {
	it('waits 1 day, 6 days, then longer and longer, as SM-2 does', () => {
		let spaced = newSpaced(0);
		const waits = [1, 1, 1, 1].map((good) => {
			spaced = afterPractice(spaced, good, spaced.dueDay);
			return spaced.intervalDays;
		});
		expect(waits).toEqual([1, 6, 17, 49]);
	});

	it('begins anew when it was forgotten, and comes more often from then on', () => {
		const known = afterPractice(afterPractice(afterPractice(newSpaced(0), 1, 0), 1, 1), 1, 7);
		const forgotten = afterPractice(known, 0.4, 24);
		expect(forgotten).toMatchObject({ repetitions: 0, intervalDays: 1, dueDay: 25 });
		expect(forgotten.ease).toBeLessThan(known.ease);
	});

	it.each([
		[0, 0],
		[0.79, 2],
		[0.8, 3],
		[0.95, 4],
		[1, 5]
	])('%f right is grade %d', (good, grade) => expect(toGrade(good)).toBe(grade));
});

describe('a plan for today', () => {
	const takes = history(take(1, [1, 1, 1, 1, 0.4, 0.9, 1, 1, 1, 1, 1, 1]));

	it('numbers bars as a page that begins with a pickup does', () => {
		const bars = take(1, [1, 1, 1, 1, 0.4, 0.9]).bars.map((bar) => ({ ...bar, number: bar.scoreBar }));
		const [spot] = toPlan(history(take(1, [1], { bars })), 2 * dayMs, dayOf, 20);
		expect(spot).toMatchObject({ bars: { fromBar: 3, toBar: 5 }, numbers: [3, 5] });
	});

	it('begins with the weakest spot, at a tempo that it can be played in', () => {
		const [first] = toPlan(takes, 2.5 * dayMs, dayOf, 30);
		expect(first).toMatchObject({ kind: 'spot', songId: 'song', bars: { fromBar: 3, toBar: 5 }, speed: 0.5 });
		expect(first?.reason).toContain('83 %');
	});

	it('fills the minutes there are and no more', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 60 }), (minutes) => {
				const plan = toPlan(takes, 3 * dayMs, dayOf, minutes);
				expect(plan.reduce((sum, item) => sum + item.minutes, 0)).toBeLessThanOrEqual(minutes);
			})
		);
	});

	it('leaves in peace what is known and not due', () => {
		const known = history(...[1, 2, 8].map((day) => take(day, [1, 1, 1, 1])));
		expect(toPlan(known, 9 * dayMs, dayOf, 20).filter(({ kind }) => kind !== 'song')).toEqual([]);
		expect(toPlan(known, 30 * dayMs, dayOf, 20)[0]).toMatchObject({ kind: 'review' });
	});

	it('is empty without a history', () => expect(toPlan(history(), 0, dayOf, 30)).toEqual([]));
});

describe('the worst bars', () => {
	const heats = [0.1, 0.9, 0, 0.3, 0.05, 0.9, 0.4].map((heat, bar) => ({ bar, heat }));
	it('are the hottest, three of them', () => expect(worstBars(heats)).toEqual([1, 5, 6]));
	it('are fewer where fewer are wrong', () => expect(worstBars(heats.slice(2, 5))).toEqual([3]));
	it('are looped with the bar before, neighbours together', () => {
		expect(toLoops([1, 5, 6])).toEqual([
			{ fromBar: 0, toBar: 1 },
			{ fromBar: 4, toBar: 6 }
		]);
		expect(toLoops([9, 1])[0]).toEqual({ fromBar: 8, toBar: 9 });
	});

	it('are practised one after the other until they are good twice', () => {
		let state = beginHardest(heats);
		expect(state.loop).toEqual({ fromBar: 0, toBar: 1 });
		for (const accuracy of [0.5, 1, 0.9, 1, 1]) state = afterHardest(state, accuracy);
		expect(state.loop).toEqual({ fromBar: 4, toBar: 6 });
		for (let turn = 0; turn < 12; turn++) state = afterHardest(state, 0.2);
		expect(state.loop).toBeNull();
		expect(afterHardest(state, 1)).toEqual(state);
	});
});

describe('the speed trainer', () => {
	const train = (results: readonly (number | null)[]): { speed: number; isDone: boolean } =>
		results.reduce((state, result) => afterRepetition(usualTrainer, state, result), beginTraining(usualTrainer));

	it.each([
		['begins at the start', [], 0.6, false],
		['waits for three good ones', [1, 1], 0.6, false],
		['goes a step faster', [1, 1, 1], 0.65, false],
		['counts all where nothing is scored', [null, null, null], 0.65, false],
		['falls back after a bad one', [1, 1, 1, 1, 0.5], 0.6, false],
		['does not fall below its start', [0.1, 0.1], 0.6, false],
		['begins to count anew', [1, 1, 0.5, 1, 1], 0.6, false],
		['ends at the target', Array.from({ length: 27 }, () => 1), 1, true]
	] as const)('%s', (_, results, speed, isDone) => expect(train(results)).toMatchObject({ speed, isDone }));

	it('never leaves its range, and ends only after good ones at the target', () => {
		fc.assert(
			fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }), (results) => {
				const { speed, isDone } = train(results);
				expect(speed).toBeGreaterThanOrEqual(usualTrainer.start);
				expect(speed).toBeLessThanOrEqual(usualTrainer.target);
				expect(isDone && speed < usualTrainer.target).toBe(false);
			})
		);
	});
});
