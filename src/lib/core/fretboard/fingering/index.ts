export { finger } from './finger.ts';
export type { FingeredNote, FingerNote, FingerOptions, PlayedNote, UnplayedNote, UnplayedReason } from './finger-note.ts';
export { fingeringFaults, type FingeringFault } from './playable.ts';
