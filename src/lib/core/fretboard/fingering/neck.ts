import type { Fretboard } from '../../score/score.ts';
import { playableFrets } from '../tunings.ts';
import type { FingerOptions } from './finger-note.ts';
import type { LeadHome } from './lead-line.ts';

/** A fretboard as a hand meets it: the capo pressed and the range of frets settled. */
export interface Neck {
	/** What a string sounds at fret 0, string 1 first, the capo counted. */
	readonly openMidi: readonly number[];
	readonly capoFret: number;
	/** From the capo. */
	readonly lowestFret: number;
	readonly highestFret: number;
	readonly isDrone: readonly boolean[];
	/** Where the user wants to play. */
	readonly nearFret: number | null;
	/** Where a lead is at home; null for other parts. */
	readonly lead: LeadHome | null;
}

/** A range that no fret lies in leaves a neck on which nothing can be played. */
export function toNeck(fretboard: Fretboard, { nearFret, fretRange }: FingerOptions = {}): Neck {
	const { openMidi, capoFret, droneStrings = [] } = fretboard;
	return {
		openMidi: openMidi.map((midi) => midi + capoFret),
		capoFret,
		lowestFret: Math.max(0, fretRange?.lowest ?? 0),
		highestFret: Math.min(playableFrets(fretboard), fretRange?.highest ?? Infinity),
		isDrone: openMidi.map((_, string) => droneStrings.includes(string + 1)),
		nearFret: nearFret ?? null,
		lead: null
	};
}

/** The fret at which a string (counted from 0) sounds a pitch, or null. */
export function fretOn(neck: Neck, string: number, pitchMidi: number): number | null {
	const open = neck.openMidi[string];
	if (open === undefined) return null;
	const fret = pitchMidi - open;
	if (fret < neck.lowestFret || fret > neck.highestFret || (fret > 0 && neck.isDrone[string] === true)) return null;
	return fret;
}

/** Every place of a pitch, strings counted from 0; the lowest fret first. */
export function placesOf(neck: Neck, pitchMidi: number): { readonly string: number; readonly fret: number }[] {
	return neck.openMidi
		.flatMap((_, string) => {
			const fret = fretOn(neck, string, pitchMidi);
			return fret === null ? [] : [{ string, fret }];
		})
		.sort((a, b) => a.fret - b.fret);
}
