export { plainKey, plainMeter, toBars } from './bars.ts';
export { createIds, emptyPart, finishScore, type IdMaker, type ScoreDraft } from './draft.ts';
export { checkCount, checkSize, scoreLimits } from './limits.ts';
export {
	faultReading,
	FormatFault,
	LossCounter,
	toReading,
	type Loss,
	type Losses,
	type ReadingOptions,
	type ScoreReading
} from './reading.ts';
export { toTempoChanges, toTempoMap, type TempoChange } from './tempo.ts';
