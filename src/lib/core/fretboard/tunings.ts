import type { Fretboard } from '../score/score.ts';

/** A stringed instrument as it is tuned. */
export interface Tuning {
	readonly id: string;
	/** As players write it, from the lowest string number up: string 6 first on a guitar. */
	readonly label: string;
	/** Open strings, string 1 first, MIDI numbers. */
	readonly openMidi: readonly number[];
	readonly fretCount: number;
	/** Numbers of strings that are only played open: a banjo's short fifth. */
	readonly droneStrings?: readonly number[];
}

export const tunings: readonly Tuning[] = [
	{ id: 'standard', label: 'E A D G B E', openMidi: [64, 59, 55, 50, 45, 40], fretCount: 22 },
	{ id: 'dropD', label: 'D A D G B E', openMidi: [64, 59, 55, 50, 45, 38], fretCount: 22 },
	{ id: 'dadgad', label: 'D A D G A D', openMidi: [62, 57, 55, 50, 45, 38], fretCount: 22 },
	{ id: 'openG', label: 'D G D G B D', openMidi: [62, 59, 55, 50, 43, 38], fretCount: 22 },
	{ id: 'openD', label: 'D A D F♯ A D', openMidi: [62, 57, 54, 50, 45, 38], fretCount: 22 },
	{ id: 'halfStepDown', label: 'E♭ A♭ D♭ G♭ B♭ E♭', openMidi: [63, 58, 54, 49, 44, 39], fretCount: 22 },
	{ id: 'wholeStepDown', label: 'D G C F A D', openMidi: [62, 57, 53, 48, 43, 38], fretCount: 22 },
	{ id: 'sevenString', label: 'B E A D G B E', openMidi: [64, 59, 55, 50, 45, 40, 35], fretCount: 24 },
	{ id: 'baritone', label: 'B E A D F♯ B', openMidi: [59, 54, 50, 45, 40, 35], fretCount: 22 },
	{ id: 'bass4', label: 'E A D G', openMidi: [43, 38, 33, 28], fretCount: 22 },
	{ id: 'bass5', label: 'B E A D G', openMidi: [43, 38, 33, 28, 23], fretCount: 22 },
	{ id: 'ukulele', label: 'G C E A', openMidi: [69, 64, 60, 67], fretCount: 15 },
	{ id: 'banjo', label: 'G D G B D', openMidi: [62, 59, 55, 50, 67], fretCount: 22, droneStrings: [5] },
	{ id: 'mandolin', label: 'G D A E', openMidi: [76, 69, 62, 55], fretCount: 20 }
];

export function toFretboard({ openMidi, fretCount, droneStrings }: Tuning, capoFret = 0): Fretboard {
	return {
		openMidi: [...openMidi],
		fretCount,
		capoFret,
		...(droneStrings === undefined ? {} : { droneStrings: [...droneStrings] })
	};
}

/** The named tuning that a fretboard has, capo and frets aside; null for a custom one. */
export function tuningOf({ openMidi }: Pick<Fretboard, 'openMidi'>): Tuning | null {
	return tunings.find((tuning) => tuning.openMidi.join() === openMidi.join()) ?? null;
}

/** Frets that can be pressed above the capo, which is fret 0. */
export const playableFrets = ({ fretCount, capoFret }: Pick<Fretboard, 'fretCount' | 'capoFret'>): number =>
	Math.max(0, fretCount - capoFret);
