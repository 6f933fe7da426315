export { applyPatch, diffScores } from './apply-patch.ts';
export { patchSchema, type Operation, type Patch } from './patch.ts';
export { rebaseEdits } from './rebase.ts';
export { scoreFaults } from './score-faults.ts';
export { settleVoices } from './voices.ts';
export type { Lane, NewId, ScoreSelection, TickRange } from './verbs/selection.ts';
export { selectedNotes, selectedRange } from './verbs/selection.ts';
export { letterClass, moveChromatic, moveDiatonic, moveOctave, setSpelling } from './verbs/pitch.ts';
export {
	moveInTime,
	setTicks,
	setValue,
	splitAt,
	tieToNext,
	toggleDot,
	toggleTriplet,
	valueTicks,
	type NoteValue
} from './verbs/time.ts';
export {
	addTone,
	deleteNotes,
	endOfSelection,
	insertNote,
	isUnsure,
	keepNotes,
	nextUnsure,
	type NewNote
} from './verbs/notes.ts';
export { moveToFret, moveToStaff, moveToString, moveToVoice } from './verbs/hands.ts';
export {
	clipboardSchema,
	copyNotes,
	cutNotes,
	pasteNotes,
	repeatNotes,
	type PastePlace,
	type ScoreClipboard
} from './verbs/clipboard.ts';
export { barRangeTicks, deleteBars, insertBars, repeatBars, type BarRange } from './verbs/bars.ts';
export { setKey, setMeter } from './verbs/meter.ts';
export { removeChord, removeSection, removeTempo, setChord, setSection, setTempo, type TempoArgs } from './verbs/marks.ts';
export { semitonesBetween, transpose, transposedKey, transposeToKey } from './verbs/transpose.ts';
export { simplify, type SimplifyArgs } from './verbs/simplify.ts';
