import type { TakeAwayFormat } from '$contracts/score/take-away-choice.ts';
import { scoreTraits, type ScoreTrait } from '$lib/app/takeaway/losses.ts';
import type { WhyNot } from '$lib/app/takeaway/why-not.ts';

export interface FormatWords {
	readonly label: string;
	/** What it is good for. */
	readonly hint: string;
}

export const formatWords: Readonly<Record<TakeAwayFormat, FormatWords>> = {
	musicxml: { label: 'MusicXML', hint: 'The page itself, for notation programs such as MuseScore, Dorico, Sibelius and Finale.' },
	mxl: { label: 'MusicXML, compressed', hint: 'The same page in a smaller file (.mxl), as notation programs share it.' },
	'lead-sheet': { label: 'Lead sheet', hint: 'The melody on one staff under the chord symbols.' },
	pdf: { label: 'PDF', hint: 'Pages to print, or to read on a stand.' },
	svg: { label: 'SVG', hint: 'Pages as drawings that stay sharp at any size.' },
	png: { label: 'PNG', hint: 'Pages as pictures.' },
	midi: {
		label: 'MIDI',
		hint: 'To play, and for music programs: a track for each hand and part, with tempo, chords and sections.'
	},
	'guitar-pro': { label: 'Guitar Pro', hint: 'Score and tab for Guitar Pro 7 and 8, TuxGuitar and Songsterr.' },
	'ascii-tab': { label: 'Tab as text', hint: 'Strings and frets in plain text, with the rhythm above.' },
	chordpro: { label: 'ChordPro', hint: 'Chords, sections and words for song books.' },
	'chord-chart': { label: 'Chord chart', hint: 'The chords bar by bar in plain text, for the band.' },
	csv: { label: 'Table (CSV)', hint: 'A row for each note, for spreadsheets.' },
	json: { label: 'Data (JSON)', hint: 'Everything, for programs; a score comes back as it was.' }
};

export interface FormatGroup {
	readonly name: string;
	readonly formats: readonly TakeAwayFormat[];
}

export const formatGroups: readonly FormatGroup[] = [
	{ name: 'Notation', formats: ['musicxml', 'mxl', 'lead-sheet', 'pdf', 'svg', 'png'] },
	{ name: 'To play', formats: ['midi', 'guitar-pro'] },
	{ name: 'Text', formats: ['ascii-tab', 'chordpro', 'chord-chart'] },
	{ name: 'Data', formats: ['csv', 'json'] }
];

export const whyNotWords: Readonly<Record<WhyNot | 'noParts', string>> = {
	noNotes: 'There are no notes yet. Let the song be listened to first.',
	noScore: 'There is no score yet: it is written once the notes and the beats are found.',
	noStrings: 'Nothing here is written for strings. Choose Guitar or Bass under “What plays”, and the tab follows.',
	noChords: 'There are no chords yet. Write some, or let the song be analysed.',
	noPrinter: 'Pages cannot be made here yet.',
	noMelody: 'There is no melody: nothing but drums plays.',
	noParts: 'Every part is left out. Choose one at least.'
};

/** Said beforehand; empty when nothing is lost. */
export function lostWords(lost: readonly ScoreTrait[]): string {
	const names = lost.map((trait) => scoreTraits[trait]);
	const last = names.pop();
	if (last === undefined) return '';
	return `Without ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}: this form has no room for ${names.length === 0 ? 'it' : 'them'}.`;
}
