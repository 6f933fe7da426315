export type { EvidenceNote, QuantiseOptions } from './evidence-note.ts';
export { writeScore, type WriteOptions } from './write-score.ts';
export { requantise, type TickRange } from './requantise.ts';
