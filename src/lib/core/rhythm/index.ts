export type { EvidenceNote, Feel, QuantiseOptions } from './evidence-note.ts';
export { writeScore, type WriteOptions } from './write-score.ts';
export { requantise } from './requantise.ts';
export { ownEvidenceId, ownTimes } from './own-times.ts';
export { toOnsetGroups } from './grid/onset-groups.ts';
