export { OnsetWatch } from './onset-watch.ts';
export { toHeardNote, type HeardNote } from './heard-note.ts';
export { PitchTracker, type PitchMoment, type PitchTrackerOptions } from './pitch-tracker.ts';
