export { notateStaff } from './notate.ts';
export { notateBarAt, notateInStretches, type StaffNotation } from './stretches.ts';
export type { DrumHead } from './drum-map.ts';
export { onOneStaff } from './one-staff.ts';
export { readAs, readingInstruments } from './readings.ts';
export { toValueWithin, valueTypes, type ValueType, type WrittenValue } from './values.ts';
export type { WrittenBar, WrittenEvent, WrittenNote, WrittenVoice } from './written.ts';
