export { toGuitarShapes, type GuitarShape } from './guitar-shapes.ts';
export { toFretboard, tuningOf, tunings } from './tunings.ts';
