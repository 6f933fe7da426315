import { z } from 'zod';

/** When a spot is to be played again. */
export const spacedSchema = z.object({
	/** How easily it stays, 1.3 and up; 2.5 to begin with. */
	ease: z.number().min(1.3).max(5),
	/** Good repetitions in a row. */
	repetitions: z.number().int().min(0).max(10_000),
	intervalDays: z.number().int().min(0).max(3650),
	dueDay: z.number().int()
});
export type Spaced = z.infer<typeof spacedSchema>;

export const newSpaced = (day: number): Spaced => ({ ease: 2.5, repetitions: 0, intervalDays: 0, dueDay: day });

/** A grade as SM-2 counts it, 0 to 5, from the share that was right and in time: 95 % is a good answer, below 80 % none. */
export function toGrade(good: number): number {
	const steps = [0.5, 0.65, 0.8, 0.9, 0.97];
	return steps.filter((step) => good >= step).length;
}

const longestDays = 3650;

/** After a repetition on a day, by SM-2 (Wozniak 1990, "Optimization of repetition spacing in the practice of learning"). */
export function afterPractice(spaced: Spaced, good: number, day: number): Spaced {
	const grade = toGrade(good);
	const ease = Math.min(5, Math.max(1.3, spaced.ease + 0.1 - (5 - grade) * (0.08 + (5 - grade) * 0.02)));
	const repetitions = grade < 3 ? 0 : spaced.repetitions + 1;
	const interval = repetitions <= 1 ? 1 : repetitions === 2 ? 6 : Math.round(spaced.intervalDays * ease);
	const intervalDays = Math.min(longestDays, interval);
	return { ease, repetitions, intervalDays, dueDay: day + intervalDays };
}
