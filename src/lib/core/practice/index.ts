export type { ExpectedBar, ExpectedNote, ExpectedPart, ExpectedPiece } from './expected/expected-note.ts';
export { mostTakeNotes, takeNoteSchema, type Relisten, type TakeNote, type TakeSource } from './take/take-note.ts';
export { plainContext, takeContextSchema, type SongPass, type SongRange, type TakeContext } from './take/take-context.ts';
export { strictnesses, strictnessSchema, type Strictness, type StrictnessName } from './judgement/strictness.ts';
export { noteVerdictSchema, type ChordVerdict, type NoteVerdict, type TakeEvent, type VerdictKind } from './judgement/verdict.ts';
export type { BarFigures, Figures, ScorePart, SkillFigures, SkillKind, Tally } from './judgement/figures.ts';
export { judgeAlgorithm, takeJudgementSchema, type TakeJudgement } from './judgement/judgement.ts';
