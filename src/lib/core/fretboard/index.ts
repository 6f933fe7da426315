export { toGuitarShapes, type GuitarShape } from './guitar-shapes.ts';
export { playableFrets, toFretboard, tuningOf, tunings, type Tuning } from './tunings.ts';
