import { z } from 'zod';
import { pageSizes } from '../notation/page-size.ts';

/** In what form music leaves. */
export const takeAwayFormats = [
	'musicxml',
	'mxl',
	'lead-sheet',
	'pdf',
	'svg',
	'png',
	'midi',
	'guitar-pro',
	'ascii-tab',
	'chordpro',
	'chord-chart',
	'csv',
	'json'
] as const;
export type TakeAwayFormat = (typeof takeAwayFormats)[number];

/** Those that say when each note was heard where they are asked to. */
export const heardFormats = ['midi', 'csv', 'json'] as const satisfies readonly TakeAwayFormat[];
export const isHeardFormat = (format: TakeAwayFormat): format is (typeof heardFormats)[number] =>
	(heardFormats as readonly TakeAwayFormat[]).includes(format);

/** Those that are laid out on paper. */
export const printedFormats = ['pdf', 'svg', 'png'] as const satisfies readonly TakeAwayFormat[];
export const isPrintedFormat = (format: TakeAwayFormat): format is (typeof printedFormats)[number] =>
	(printedFormats as readonly TakeAwayFormat[]).includes(format);

export const tabWidths = { least: 40, usual: 80, most: 240 } as const;

/** What was chosen last; each field falls back alone. */
export const takeAwayChoiceSchema = z.object({
	format: z.enum(takeAwayFormats).catch('musicxml'),
	/** Notes in the values and bars of the score, or when each was heard. */
	times: z.enum(['written', 'heard']).catch('written'),
	/** MIDI: repeats, endings and jumps in full. */
	playsRepeats: z.boolean().catch(true),
	/** MIDI: off-beats late where the score swings. */
	playsSwing: z.boolean().catch(true),
	/** MIDI: bent notes by the pitch wheel. */
	playsBends: z.boolean().catch(false),
	/** Characters of a line of tab. */
	tabWidth: z.number().int().min(tabWidths.least).max(tabWidths.most).catch(tabWidths.usual),
	/** What a printed part with strings shows. */
	staves: z.enum(['score', 'tab', 'both']).catch('both'),
	pageSize: z.enum(pageSizes).catch('a4'),
	/** A lead sheet to be edited, or to be read. */
	leadSheetAs: z.enum(['musicxml', 'pdf']).catch('musicxml')
});
export type TakeAwayChoice = z.infer<typeof takeAwayChoiceSchema>;
