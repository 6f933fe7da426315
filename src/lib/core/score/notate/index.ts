export { notateStaff, type NotateOptions } from './notate.ts';
export { finestTicks, toValue, toValueWithin, valueTicks, valueTypes, type ValueType, type WrittenValue } from './values.ts';
export type { TupletRatio } from './divide.ts';
export type { WrittenBar, WrittenEvent, WrittenNote, WrittenVoice } from './written.ts';
