export { NoteCents } from './note-cents.ts';
export { OnsetWatch } from './onset-watch.ts';
export { toHeardNote } from './heard-note.ts';
export { PitchTracker, type PitchMoment } from './pitch-tracker.ts';
