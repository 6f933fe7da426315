export { toGuitarShapes, type GuitarShape } from './guitar-shapes.ts';
