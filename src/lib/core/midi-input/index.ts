export { contextSecondsHeardAt, type ClockStamp } from './clock-stamp.ts';
export { fromMidiBytes, pedalDownFrom, sustainController, type MidiMessage } from './message.ts';
export { NoteTake, type NoteTakeContent } from './note-take.ts';
