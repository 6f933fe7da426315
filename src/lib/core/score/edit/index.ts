export { applyPatch, diffScores } from './apply-patch.ts';
export { patchSchema, type Patch } from './patch.ts';
export { rebaseEdits } from './rebase.ts';
export { scoreFaults } from './score-faults.ts';
export type { Lane, NewId, ScoreSelection, TickRange } from './verbs/selection.ts';
export { selectedNotes } from './verbs/selection.ts';
export { letterClass, moveChromatic, moveDiatonic, moveOctave, setSpelling } from './verbs/pitch.ts';
export {
	moveInTime,
	setValue,
	splitAt,
	tieToNext,
	toggleDot,
	toggleTriplet,
	valueTicks,
	type NoteValue
} from './verbs/time.ts';
export { addTone, deleteNotes, insertNote, isUnsure, keepNotes, nextUnsure } from './verbs/notes.ts';
export { moveToFret, moveToStaff, moveToString, moveToVoice } from './verbs/hands.ts';
export { clipboardSchema, copyNotes, cutNotes, pasteNotes, repeatNotes, type ScoreClipboard } from './verbs/clipboard.ts';
export { barRangeTicks, deleteBars, insertBars, repeatBars } from './verbs/bars.ts';
export { setKey, setMeter } from './verbs/meter.ts';
export { removeChord, removeSection, removeTempo, setChord, setSection, setTempo } from './verbs/marks.ts';
export { transpose, transposedKey, transposeToKey } from './verbs/transpose.ts';
export { simplify, type SimplifyArgs } from './verbs/simplify.ts';
