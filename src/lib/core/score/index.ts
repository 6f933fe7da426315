export {
	scoreSchema,
	ticksPerQuarter,
	type Clef,
	type Fretboard,
	type Meter,
	type Part,
	type Score,
	type ScoreBar,
	type ScoreNote,
	type Spelling,
	type Technique,
	type TempoPoint,
	type WrittenKey
} from './score.ts';
export { barAt, barNumbers, barStarts, beatTicks, endTick, meterTicks } from './bars.ts';
export { secondsToTick, tickToSeconds } from './clock.ts';
export { playedClock, playedSeconds, type PlayedClock } from './played-clock.ts';
export { jumpWords } from './jump-words.ts';
export { swungClock, unroll } from './unroll.ts';
