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
export { tickToSeconds } from './clock.ts';
export { atHeardTimes } from './heard-times.ts';
export { cutBars, type BarStretch } from './cut-bars.ts';
export { writeOut } from './write-out.ts';
export { playedClock, playedSeconds, type PlayedClock } from './played-clock.ts';
export { jumpWords } from './jump-words.ts';
export { swungClock, swungTicks, unroll, unrolling } from './unroll.ts';
