export type { ExpectedBar, ExpectedNote, ExpectedPart, ExpectedPiece } from './expected/expected-note.ts';
export {
	mostTakeNotes,
	takeNoteSchema,
	type ListenToPartials,
	type Relisten,
	type TakeNote,
	type TakeSource
} from './take/take-note.ts';
export { plainContext, takeContextSchema, type SongPass, type SongRange, type TakeContext } from './take/take-context.ts';
export { toSongPasses, type SongPlace } from './take/to-song-passes.ts';
export { strictnesses, strictnessSchema, type Strictness, type StrictnessName } from './judgement/strictness.ts';
export { noteVerdictSchema, type ChordVerdict, type NoteVerdict, type TakeEvent, type VerdictKind } from './judgement/verdict.ts';
export type { BarFigures, Figures, ScorePart, SkillFigures, SkillKind, Tally } from './judgement/figures.ts';
export { judgeAlgorithm, takeJudgementSchema, type TakeJudgement } from './judgement/judgement.ts';
export { fromScore, type PartChoice } from './expected/from-score.ts';
export { fromNotes, type HeardNote as RecordingNote } from './expected/from-notes.ts';
export { judgeTake, type JudgeOptions } from './judge/judge-take.ts';
export { rhythmNames, type RhythmName } from './figures/rhythm-name.ts';
export { scoreWeights } from './figures/score.ts';
export type { Advice, Claim, Exercise } from './words/advice.ts';
export { toFeedback } from './words/feedback.ts';
export { barsPhrase } from './words/phrases.ts';
