export { applyCorrections, noCorrections } from './apply-corrections.ts';
export { toSheetLines } from './chord-sheet.ts';
export type { EffectiveAnalysis, EffectiveChord, EffectiveSection, Judged } from './effective-analysis.ts';
export { snapToBeat } from './lay-chords.ts';
export { rebaseBeatEdits } from './rebase-beat-edits.ts';
