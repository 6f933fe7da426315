import { z } from 'zod';

export const strictnessNames = ['beginner', 'player', 'strict', 'custom'] as const;
export type StrictnessName = (typeof strictnessNames)[number];

export const strictnessSchema = z.object({
	name: z.enum(strictnessNames),
	/** A note that is this much early or late still counts as on time, ms. */
	toleranceMs: z.number().min(10).max(500)
});
export type Strictness = z.infer<typeof strictnessSchema>;

export const strictnesses: Readonly<Record<Exclude<StrictnessName, 'custom'>, Strictness>> = {
	beginner: { name: 'beginner', toleranceMs: 120 },
	player: { name: 'player', toleranceMs: 70 },
	strict: { name: 'strict', toleranceMs: 40 }
};
