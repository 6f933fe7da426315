import type { BarRecord, PracticeHistory, SkillRecord, TakeRecord } from './take-record.ts';

/** The day of a time, counted from any first day, in the player's own time zone: only the caller knows it. */
export type DayOf = (ms: number) => number;

/** A bar is mastered at a tempo when so much of it is right and in time. */
const masteredShare = 0.95;
/** Each later take weighs as much as this share of what all earlier ones say more: recent playing counts most. */
const forgetting = 0.5;

export interface BarProgress {
	readonly scoreBar: number;
	/** As the page has it, 0 for a pickup. */
	readonly number: number;
	readonly takes: number;
	/** Right and in time lately, 0 to 1. */
	readonly good: number;
	/** Lately, 0 to 1. */
	readonly heat: number;
	/** The fastest at which it was mastered, of the song's tempo; null if never. */
	readonly masteredSpeed: number | null;
}

export interface SkillProgress extends Pick<SkillRecord, 'kind' | 'name'> {
	readonly expected: number;
	/** Right and in time lately, 0 to 1. */
	readonly good: number;
}

export interface SongProgress {
	readonly songId: string;
	readonly takes: number;
	readonly minutes: number;
	readonly lastPlayedMs: number;
	readonly bestScore: number;
	/** The fastest take that had at least 95 % right and nearly all of the song in it; null if none. */
	readonly masteredSpeed: number | null;
	readonly bars: readonly BarProgress[];
	/** For charts, in the order they were played. */
	readonly course: readonly Pick<TakeRecord, 'startedAtMs' | 'score' | 'accuracy' | 'spreadMs' | 'speed'>[];
}

export interface PlayerProgress {
	readonly takes: number;
	readonly minutes: number;
	/** Days in a row with a take, up to today or yesterday. */
	readonly streakDays: number;
	readonly longestStreakDays: number;
	readonly minutesByDay: ReadonlyMap<number, number>;
	readonly skills: readonly SkillProgress[];
	readonly songs: readonly SongProgress[];
}

const minutesOf = (takes: readonly TakeRecord[]): number =>
	takes.reduce((sum, { durationSeconds }) => sum + durationSeconds / 60, 0);

/** What a history comes to. */
export function toProgress({ takes }: PracticeHistory, nowMs: number, dayOf: DayOf): PlayerProgress {
	const ordered = [...takes].sort((a, b) => a.startedAtMs - b.startedAtMs);
	const minutesByDay = new Map<number, number>();
	for (const { startedAtMs, durationSeconds } of ordered) {
		const day = dayOf(startedAtMs);
		minutesByDay.set(day, (minutesByDay.get(day) ?? 0) + durationSeconds / 60);
	}
	const bySong = new Map<string, TakeRecord[]>();
	for (const take of ordered) {
		const own = bySong.get(take.songId);
		if (own === undefined) bySong.set(take.songId, [take]);
		else own.push(take);
	}
	return {
		takes: ordered.length,
		minutes: minutesOf(ordered),
		...toStreaks([...minutesByDay.keys()], dayOf(nowMs)),
		minutesByDay,
		skills: toSkillProgress(ordered),
		songs: [...bySong].map(([songId, own]) => toSongProgress(songId, own))
	};
}

function toStreaks(days: readonly number[], today: number): Pick<PlayerProgress, 'streakDays' | 'longestStreakDays'> {
	let longest = 0;
	let length = 0;
	let before = Number.NEGATIVE_INFINITY;
	let current = 0;
	for (const day of [...new Set(days)].sort((a, b) => a - b)) {
		length = day === before + 1 ? length + 1 : 1;
		longest = Math.max(longest, length);
		if (day === today || day === today - 1) current = length;
		before = day;
	}
	return { streakDays: current, longestStreakDays: longest };
}

/** @param takes of one song, in the order they were played */
function toSongProgress(songId: string, takes: readonly TakeRecord[]): SongProgress {
	const byBar = new Map<number, { record: BarRecord; speed: number }[]>();
	for (const { bars, speed } of takes) {
		for (const record of bars) {
			const own = byBar.get(record.scoreBar);
			if (own === undefined) byBar.set(record.scoreBar, [{ record, speed }]);
			else own.push({ record, speed });
		}
	}
	const whole = takes.filter(({ accuracy, coverage }) => accuracy >= masteredShare && coverage >= 0.9);
	return {
		songId,
		takes: takes.length,
		minutes: minutesOf(takes),
		lastPlayedMs: takes.at(-1)?.startedAtMs ?? 0,
		bestScore: takes.reduce((best, { score }) => Math.max(best, score), 0),
		masteredSpeed: fastest(whole.map(({ speed }) => speed)),
		bars: [...byBar]
			.sort(([a], [b]) => a - b)
			.map(([scoreBar, own]) => ({
				scoreBar,
				number: own.at(-1)?.record.number ?? scoreBar + 1,
				takes: own.length,
				good: lately(own.map(({ record }) => record.good / Math.max(1, record.expected))),
				heat: lately(own.map(({ record }) => record.heat)),
				masteredSpeed: fastest(
					own.filter(({ record }) => record.good >= masteredShare * record.expected).map(({ speed }) => speed)
				)
			})),
		course: takes.map(({ startedAtMs, score, accuracy, spreadMs, speed }) => ({ startedAtMs, score, accuracy, spreadMs, speed }))
	};
}

const fastest = (speeds: readonly number[]): number | null => (speeds.length === 0 ? null : Math.max(...speeds));

/** A mean that forgets: the last value weighs half, the one before a quarter. */
function lately(values: readonly number[]): number {
	return values.slice(1).reduce((mean, value) => mean + forgetting * (value - mean), values[0] ?? 0);
}

function toSkillProgress(takes: readonly TakeRecord[]): SkillProgress[] {
	const bySkill = new Map<string, { kind: SkillRecord['kind']; name: string; expected: number; shares: number[] }>();
	for (const { skills } of takes) {
		for (const { kind, name, expected, good } of skills) {
			if (expected === 0) continue;
			const key = `${kind} ${name}`;
			const own = bySkill.get(key) ?? { kind, name, expected: 0, shares: [] };
			own.expected += expected;
			own.shares.push(good / expected);
			bySkill.set(key, own);
		}
	}
	return [...bySkill.values()]
		.map(({ kind, name, expected, shares }) => ({ kind, name, expected, good: lately(shares) }))
		.sort((a, b) => a.good - b.good);
}
