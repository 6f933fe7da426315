import type { Chord } from './chord.ts';
import { chordIntervals } from './chord-tones.ts';

/** Keys of a piano, MIDI numbers ascending. */
export interface PianoVoicing {
	/** One note for the left hand, C3 to B3. */
	readonly bassMidi: number;
	/** Close position for the right hand, from C4 on, at most an octave and a third. */
	readonly upperMidi: readonly number[];
}

/** Where a right hand lies best on its own: the sixth around E4. */
const centreMidi = 66;
const lowestUpperMidi = 60;
const highestUpperMidi = 77;

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far hands move between two chords: each note to the nearest of the other, both ways, semitones. */
function movement(from: readonly number[], to: readonly number[]): number {
	const oneWay = (a: readonly number[], b: readonly number[]): number =>
		a.reduce((sum, note) => sum + Math.min(...b.map((other) => Math.abs(other - note))), 0);
	return oneWay(from, to) + oneWay(to, from);
}

/**
 * A chord for two hands: its bass below, all of its tones above in close position. After another voicing the inversion
 * is the one nearest to it, and without one that nearest to the middle of the hand.
 */
export function toPianoVoicing(chord: Chord, previous?: PianoVoicing): PianoVoicing {
	const steps = chordIntervals[chord.quality];
	const inversions = steps.flatMap((_, turn) => {
		const turned = [...steps.slice(turn), ...steps.slice(0, turn).map((step) => step + 12)];
		const root = 48 + chord.root;
		return [0, 12, 24].map((octave) => turned.map((step) => root + octave + step));
	});
	const fitting = inversions.filter(
		(notes) => (notes[0] ?? 0) >= lowestUpperMidi && (notes.at(-1) ?? Infinity) <= highestUpperMidi
	);
	const cost = (notes: readonly number[]): number =>
		previous === undefined ? Math.abs(mean(notes) - centreMidi) : movement(previous.upperMidi, notes);
	const [first = [], ...rest] = fitting;
	const upperMidi = rest.reduce((best, notes) => (cost(notes) < cost(best) ? notes : best), first);
	return { bassMidi: 48 + (chord.bass ?? chord.root), upperMidi };
}
