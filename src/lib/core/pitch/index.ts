export { fifthsOf, keyAlter, spellAt, spellingMidi, staffStep } from './line-of-fifths.ts';
export { spellNotes } from './spell.ts';
export { toWritten, transposeSpelling, transposeWrittenKey, transpositionFrom } from './transposition.ts';
