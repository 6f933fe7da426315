export { plainKey, plainMeter, toBars } from './bars.ts';
export { createIds, emptyPart, finishScore, type IdMaker } from './draft.ts';
export { checkCount, checkSize, scoreLimits } from './limits.ts';
export { faultReading, FormatFault, LossCounter, toReading, type ReadingOptions, type ScoreReading } from './reading.ts';
export { toTempoChanges, type TempoChange } from './tempo.ts';
