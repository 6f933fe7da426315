import type { Clef, Part } from '../score.ts';

const read = new WeakMap<Part, Map<number, Part>>();

/**
 * A part as another instrument reads it; what sounds stays. On one staff the clef is the one that the notes lie best in, and changes of clef
 * and octave signs, which belong to the old reading, are left out.
 * @param semitones from the written to the sounding pitch; undefined leaves the part's own reading
 * @returns the same object for the same part and reading
 */
export function readAs(part: Part, semitones: number | undefined): Part {
	if (semitones === undefined || semitones === part.transposeSemitones || part.isDrums) return part;
	const known = read.get(part) ?? new Map<number, Part>();
	read.set(part, known);
	const found = known.get(semitones) ?? makeReading(part, semitones);
	known.set(semitones, found);
	return found;
}

function makeReading(part: Part, transposeSemitones: number): Part {
	const [staff] = part.staves;
	if (part.staves.length > 1 || staff === undefined || staff.clef === 'tab') return { ...part, transposeSemitones };
	const clef = clefFor(part, transposeSemitones);
	return { ...part, transposeSemitones, staves: [{ clef }], clefChanges: [], ottavas: [] };
}

/** Treble unless most notes are written well below middle C. */
function clefFor({ notes }: Part, transposeSemitones: number): Clef {
	const mean = notes.reduce((sum, { pitchMidi }) => sum + pitchMidi, 0) / Math.max(1, notes.length);
	return notes.length > 0 && mean - transposeSemitones < 56 ? 'bass' : 'treble';
}
/** An instrument that reads other pitches than it sounds. */
export interface ReadingInstrument {
	readonly name: string;
	/** From the written to the sounding pitch. */
	readonly semitones: number;
}

/** From the usual treble clef parts; concert pitch comes first. */
export const readingInstruments: readonly ReadingInstrument[] = [
	{ name: 'Concert pitch', semitones: 0 },
	{ name: 'Trumpet or clarinet in B♭', semitones: -2 },
	{ name: 'Clarinet in A', semitones: -3 },
	{ name: 'Horn in F', semitones: -7 },
	{ name: 'Alto sax in E♭', semitones: -9 },
	{ name: 'Guitar or bass (an octave up)', semitones: -12 },
	{ name: 'Tenor sax in B♭', semitones: -14 },
	{ name: 'Baritone sax in E♭', semitones: -21 },
	{ name: 'Clarinet in E♭', semitones: 3 },
	{ name: 'Piccolo (an octave down)', semitones: 12 }
];
