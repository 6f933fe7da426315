export { alternativesFor } from './alternatives.ts';
export { finger } from './finger.ts';
export { fingerPart, toFingerNotes } from './fingered-part.ts';
export type { FingeredNote, FingerNote, FingerOptions } from './finger-note.ts';
export { heardTechniques, type HeardNote } from './heard-technique.ts';
export { fingeringFaults } from './playable.ts';
