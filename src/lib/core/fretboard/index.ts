export { toGuitarShapes, type GuitarShape } from './guitar-shapes.ts';
export { toFretboard, tuningOf, tunings } from './tunings.ts';
export {
	inChosenShape,
	onChosenString,
	refingered,
	shapesFor,
	stringsFor,
	withLocks,
	withoutStrings,
	withStrings,
	type RefingerOptions
} from './edit-strings.ts';
