export { applyCorrections, noCorrections } from './apply-corrections.ts';
export { sameChord, toSheetLines, type SheetBar, type SheetChord, type SheetLine } from './chord-sheet.ts';
export type { EffectiveAnalysis, EffectiveChord, EffectiveSection, Judged } from './effective-analysis.ts';
export { snapToBeat } from './lay-chords.ts';
export { rebaseBeatEdits } from './rebase-beat-edits.ts';
