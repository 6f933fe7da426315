export { toGuitarShapes, type GuitarShape } from './guitar-shapes.ts';
export { toFretboard, tuningOf, tunings, type Tuning } from './tunings.ts';
