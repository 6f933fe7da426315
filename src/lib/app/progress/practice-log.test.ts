import { describe, expect, it, vi } from 'vitest';
import { UserFixableError } from '$contracts/errors.ts';
import type { Goal, TakeRecord } from '$core/practice/progress/index.ts';
import { localDay } from './local-day.ts';
import { PracticeLog } from './practice-log.svelte.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 4, 20, 12);

function takeOf(id: string, songId: string, daysAgo: number, good: number): TakeRecord {
	return {
		schemaVersion: 1,
		id,
		songId,
		startedAtMs: nowMs - daysAgo * dayMs,
		durationSeconds: 600,
		mode: 'song',
		strictness: 'player',
		speed: 0.8,
		score: good * 100,
		accuracy: good,
		coverage: 1,
		timingMs: 5,
		spreadMs: 20,
		bars: [{ scoreBar: 0, expected: 20, right: 20 * good, good: 20 * good, heat: 1 - good }],
		skills: []
	};
}

function setUp(takes: TakeRecord[], goals: Goal[] = [], there: readonly string[] = ['a', 'b']) {
	let choices = { goals, planMinutes: 30 };
	const listeners = new Set<() => void>();
	const store = {
		practiceRecords: vi.fn(async () => ({ records: takes, corrupt: [] })),
		onChange: (listener: () => void) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		}
	};
	const log = new PracticeLog({
		store: async () => store,
		choices: () => choices,
		choose: (change) => (choices = { ...choices, ...change }),
		isThere: (songId) => there.includes(songId),
		nowMs: () => nowMs
	});
	return { log, store, listeners, goals: () => choices.goals };
}

describe('PracticeLog', () => {
	it('says what was played and plans what is weak', async () => {
		const { log } = setUp([takeOf('1', 'a', 2, 0.5), takeOf('2', 'b', 1, 0.99)]);
		expect(log.state).toBe('loading');
		await log.load();
		expect(log.state).toBe('ready');
		expect(log.progress).toMatchObject({ takes: 2, minutes: 20, streakDays: 2 });
		expect(log.plan[0]).toMatchObject({ kind: 'spot', songId: 'a' });
	});

	it('plans no song that is gone', async () => {
		const { log } = setUp([takeOf('1', 'a', 2, 0.5), takeOf('2', 'b', 3, 0.5)], [], ['b']);
		await log.load();
		expect(log.plan.map(({ songId }) => songId)).not.toContain('a');
		expect(log.plan.length).toBeGreaterThan(0);
		expect(log.progress.takes).toBe(2);
	});

	it('keeps one goal of a kind and song, changes it in its place, and puts a removed one back there', async () => {
		const minutes: Goal = { kind: 'minutesADay', minutes: 20 };
		const ofSong: Goal = { kind: 'songScore', songId: 'a', score: 90 };
		const { log, goals } = setUp([takeOf('1', 'a', 0, 0.45)], [minutes, ofSong]);
		await log.load();
		expect(log.goals.map(({ share }) => share)).toEqual([0.5, 0.5]);
		log.setGoal({ kind: 'minutesADay', minutes: 40 });
		expect(goals()).toEqual([ofSong, { kind: 'minutesADay', minutes: 40 }]);
		log.setGoal({ kind: 'songScore', songId: 'b', score: 50 }, 0);
		expect(goals()).toEqual([
			{ kind: 'songScore', songId: 'b', score: 50 },
			{ kind: 'minutesADay', minutes: 40 }
		]);
		const putBack = log.removeGoal(0);
		expect(goals()).toHaveLength(1);
		putBack();
		expect(goals()[0]).toMatchObject({ songId: 'b' });
	});

	it('looks again when a take was judged, until it is left', async () => {
		const { log, store, listeners } = setUp([]);
		const leave = log.follow();
		await vi.waitFor(() => expect(listeners.size).toBe(1));
		const before = store.practiceRecords.mock.calls.length;
		for (const tell of listeners) tell();
		await vi.waitFor(() => expect(store.practiceRecords.mock.calls.length).toBe(before + 1));
		leave();
		expect(listeners.size).toBe(0);
	});

	it('says why the history cannot be read, and can be asked again', async () => {
		const { log, store } = setUp([]);
		store.practiceRecords.mockRejectedValueOnce(new UserFixableError('storageUnavailable'));
		await log.load();
		expect([log.state, log.fault?.code]).toEqual(['failed', 'storageUnavailable']);
		await log.load();
		expect([log.state, log.fault]).toEqual(['ready', null]);
	});
});

describe('a local day', () => {
	it('begins at midnight where the player is', () => {
		const evening = new Date(2026, 2, 28, 23, 59).getTime();
		const night = new Date(2026, 2, 29, 0, 1).getTime();
		expect(localDay(night) - localDay(evening)).toBe(1);
		expect(localDay(new Date(2026, 2, 30, 0, 1).getTime()) - localDay(night)).toBe(1);
	});
});
