export { standardTuning, toGuitarShapes, type GuitarShape, type ShapeOptions } from './guitar-shapes.ts';
