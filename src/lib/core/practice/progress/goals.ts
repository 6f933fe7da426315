import { z } from 'zod';
import type { DayOf, PlayerProgress } from './progress.ts';

export const goalSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('minutesADay'), minutes: z.number().int().min(1).max(1440) }),
	z.object({ kind: z.literal('daysInARow'), days: z.number().int().min(2).max(10_000) }),
	z.object({
		kind: z.literal('songTempo'),
		songId: z.string().min(1).max(64),
		/** Of the song's tempo. */
		speed: z.number().min(0.25).max(2)
	}),
	z.object({ kind: z.literal('songScore'), songId: z.string().min(1).max(64), score: z.number().min(1).max(100) })
]);
export type Goal = z.infer<typeof goalSchema>;

export const mostGoals = 100;
export const goalsSchema = z.array(goalSchema).max(mostGoals);

/** Whether two goals want the same, however much of it: one of them is enough. */
export const isSameAim = (a: Goal, b: Goal): boolean =>
	a.kind === b.kind && ('songId' in a ? a.songId : '') === ('songId' in b ? b.songId : '');

/** How much of a goal is reached, 0 to 1. */
export function goalShare(goal: Goal, progress: PlayerProgress, nowMs: number, dayOf: DayOf): number {
	return Math.min(1, reached());

	function reached(): number {
		if (goal.kind === 'minutesADay') return (progress.minutesByDay.get(dayOf(nowMs)) ?? 0) / goal.minutes;
		if (goal.kind === 'daysInARow') return progress.streakDays / goal.days;
		const song = progress.songs.find(({ songId }) => songId === goal.songId);
		return goal.kind === 'songTempo' ? (song?.masteredSpeed ?? 0) / goal.speed : (song?.bestScore ?? 0) / goal.score;
	}
}
