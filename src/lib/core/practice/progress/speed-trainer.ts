import { z } from 'zod';

const speedSchema = z.number().min(0.25).max(2);

export const speedTrainerSchema = z.object({
	/** Of the song's tempo. */
	start: speedSchema,
	target: speedSchema,
	/** Added after enough good repetitions. */
	step: z.number().min(0.01).max(0.5),
	/** Good ones in a row before the next step. */
	repetitions: z.number().int().min(1).max(50),
	/** A repetition is good from this accuracy on, 0 to 1. */
	goodAccuracy: z.number().min(0).max(1)
});
export type SpeedTrainer = z.infer<typeof speedTrainerSchema>;

export const usualTrainer: SpeedTrainer = { start: 0.6, target: 1, step: 0.05, repetitions: 3, goodAccuracy: 0.95 };

export interface TrainerState {
	readonly speed: number;
	/** Good repetitions in a row at this speed. */
	readonly goodInARow: number;
	/** The target was played well as often as was asked. */
	readonly isDone: boolean;
}

export const beginTraining = ({ start, target }: SpeedTrainer): TrainerState => ({
	speed: Math.min(start, target),
	goodInARow: 0,
	isDone: false
});

/**
 * After a repetition of the loop. Without scoring, every one counts as good. Enough good ones in a row go a step faster, a bad
 * one falls back a step, never below the start or above the target. What is done stays done.
 * @param accuracy of the repetition, 0 to 1; null where nothing is scored
 */
export function afterRepetition(trainer: SpeedTrainer, state: TrainerState, accuracy: number | null): TrainerState {
	if (state.isDone) return state;
	const slowest = Math.min(trainer.start, trainer.target);
	if (accuracy !== null && accuracy < trainer.goodAccuracy)
		return { speed: Math.max(slowest, rounded(state.speed - trainer.step)), goodInARow: 0, isDone: false };
	const goodInARow = state.goodInARow + 1;
	if (goodInARow < trainer.repetitions) return { ...state, goodInARow };
	if (state.speed >= trainer.target) return { ...state, goodInARow, isDone: true };
	return { speed: Math.min(trainer.target, rounded(state.speed + trainer.step)), goodInARow: 0, isDone: false };
}

/** Steps add up without the dust of binary fractions. */
const rounded = (speed: number): number => Math.round(speed * 1000) / 1000;
