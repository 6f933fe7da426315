export { alternativesFor, type Alternative } from './alternatives.ts';
export { finger } from './finger.ts';
export { fingerPart, toFingerNotes } from './fingered-part.ts';
export type { FingeredNote, FingerNote, FingerOptions, PlayedNote, UnplayedNote, UnplayedReason } from './finger-note.ts';
export { heardTechniques, type HeardNote } from './heard-technique.ts';
export { fingeringFaults, type FingeringFault } from './playable.ts';
