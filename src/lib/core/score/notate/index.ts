export { notateStaff } from './notate.ts';
export { readAs } from './readings.ts';
export { toValueWithin, valueTypes, type ValueType, type WrittenValue } from './values.ts';
export type { WrittenBar, WrittenEvent, WrittenNote, WrittenVoice } from './written.ts';
