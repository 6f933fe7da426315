export {
	practiceHistorySchema,
	takeRecordSchema,
	toTakeRecord,
	type PracticeHistory,
	type TakeFacts,
	type TakeRecord
} from './take-record.ts';
export {
	toProgress,
	type BarProgress,
	type DayOf,
	type PlayerProgress,
	type SkillProgress,
	type SongProgress
} from './progress.ts';
export { goalSchema, goalShare, goalsSchema, isSameAim, mostGoals, type Goal } from './goals.ts';
export { toPlan, type PlanItem } from './practice-plan.ts';
export { toLoops, worstBars, type BarLoop, type HotBar } from './weak-bars.ts';
export {
	afterRepetition,
	beginTraining,
	speedTrainerSchema,
	usualTrainer,
	type SpeedTrainer,
	type TrainerState
} from './speed-trainer.ts';
export { afterHardest, beginHardest, leaveHardest, skipHardest, type HardestBars } from './hardest-bars.ts';
