import type { Part, Score } from '$core/score/index.ts';
import type { TakeAwayChoice, TakeAwayFormat } from '$contracts/score/take-away-choice.ts';

/** Something of a score that not every format holds. The words are read in a sentence, after "without". */
export const scoreTraits = {
	notes: 'notes',
	repeats: 'repeats',
	slurs: 'slurs',
	articulations: 'articulations',
	graces: 'grace notes',
	dynamics: 'dynamics',
	hairpins: 'hairpins',
	pedals: 'pedal',
	clefs: 'changes of clef',
	ottavas: 'octave signs',
	strings: 'strings and frets',
	technique: 'how strings are played',
	bends: 'bends',
	chords: 'chord symbols',
	chordsBetween: 'chord symbols between notes and their bass',
	sections: 'sections',
	words: 'words',
	verses: 'verses after the first',
	tempoWords: 'words of tempo',
	swing: 'swing',
	voices: 'voices',
	stringless: 'parts without strings',
	velocities: 'how loud each note is'
} as const;
export type ScoreTrait = keyof typeof scoreTraits;

const everything = Object.keys(scoreTraits) as readonly ScoreTrait[];
const allBut = (...kept: readonly ScoreTrait[]): readonly ScoreTrait[] => everything.filter((trait) => !kept.includes(trait));

/** What each format leaves out, as docs/formats.md lists it; paper shows all that is drawn. */
const lostBy: Readonly<Record<TakeAwayFormat, readonly ScoreTrait[]>> = {
	musicxml: [],
	mxl: [],
	json: [],
	pdf: ['velocities', 'bends'],
	svg: ['velocities', 'bends'],
	png: ['velocities', 'bends'],
	'lead-sheet': ['strings', 'technique', 'bends', 'pedals', 'voices'],
	midi: [
		'repeats',
		'slurs',
		'articulations',
		'dynamics',
		'hairpins',
		'clefs',
		'ottavas',
		'strings',
		'technique',
		'bends',
		'verses',
		'tempoWords'
	],
	'guitar-pro': ['slurs', 'hairpins', 'pedals', 'clefs', 'ottavas', 'chordsBetween', 'tempoWords', 'swing', 'velocities'],
	'ascii-tab': allBut('notes', 'repeats', 'graces', 'strings', 'technique', 'bends', 'chords', 'chordsBetween', 'sections'),
	chordpro: allBut('chords', 'chordsBetween', 'sections', 'words'),
	'chord-chart': allBut('chords', 'chordsBetween', 'sections', 'repeats'),
	csv: [
		'repeats',
		'slurs',
		'articulations',
		'dynamics',
		'hairpins',
		'pedals',
		'clefs',
		'ottavas',
		'technique',
		'bends',
		'verses',
		'tempoWords'
	]
};

/** What of this score a file would not have, in the order of `scoreTraits`. */
export function lostOf(score: Score, { format, playsRepeats, playsBends }: TakeAwayChoice): ScoreTrait[] {
	const kept = format === 'midi' ? [playsRepeats ? 'repeats' : '', playsBends ? 'bends' : ''] : [];
	return everything.filter((trait) => lostBy[format].includes(trait) && !kept.includes(trait) && has[trait](score));
}

const somePart =
	(test: (part: Part) => boolean): ((score: Score) => boolean) =>
	({ parts }) =>
		parts.some(test);
const someNote = (test: (note: Part['notes'][number]) => boolean): ((score: Score) => boolean) =>
	somePart(({ notes }) => notes.some(test));

const has: Readonly<Record<ScoreTrait, (score: Score) => boolean>> = {
	notes: somePart(({ notes }) => notes.length > 0),
	repeats: ({ bars }) =>
		bars.some(
			({ endsRepeatTimes, endings, jump }) => endsRepeatTimes !== undefined || endings !== undefined || jump !== undefined
		),
	slurs: somePart(({ slurs }) => slurs.length > 0),
	articulations: someNote(({ articulations }) => (articulations?.length ?? 0) > 0),
	graces: someNote(({ grace }) => grace !== undefined),
	dynamics: somePart(({ dynamics }) => dynamics.length > 0),
	hairpins: somePart(({ hairpins }) => hairpins.length > 0),
	pedals: somePart(({ pedals }) => pedals.length > 0),
	clefs: somePart(({ clefChanges }) => clefChanges.length > 0),
	ottavas: somePart(({ ottavas }) => ottavas.length > 0),
	strings: someNote(({ string }) => string !== undefined),
	technique: someNote(
		({ technique }) => technique !== undefined && Object.keys(technique).some((name) => name !== 'bendSemitones')
	),
	bends: someNote(({ technique }) => technique?.bendSemitones !== undefined),
	chords: ({ chords }) => chords.some(({ chord }) => chord !== null),
	chordsBetween: ({ chords, parts }) => {
		const begun = new Set(parts[0]?.notes.map(({ tick }) => tick));
		return chords.some(({ tick, chord }) => chord !== null && (chord.bass !== undefined || !begun.has(tick)));
	},
	sections: ({ sections }) => sections.length > 0,
	words: someNote(({ lyrics }) => (lyrics?.[0] ?? '') !== ''),
	verses: someNote(({ lyrics }) => (lyrics?.length ?? 0) > 1),
	tempoWords: ({ tempoMarks }) => tempoMarks.some(({ words }) => words !== undefined),
	swing: ({ swings }) => swings.length > 0,
	voices: somePart(({ notes }) => notes.some(({ staff, voice }) => staff > 0 || voice > 0)),
	stringless: ({ parts }) =>
		parts.some(({ fretboard }) => fretboard !== undefined) && parts.some(({ fretboard }) => fretboard === undefined),
	velocities: ({ parts }) => new Set(parts.flatMap(({ notes }) => notes.map(({ velocity }) => velocity))).size > 1
};
