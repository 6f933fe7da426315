import { fingersNeeded, isHoldable, isSpanned, silent, type Frets } from './hold.ts';
import { placesOf, type Neck } from './neck.ts';
import type { Weights } from './weights.ts';

/** What is struck at once: a pitch, and the string (counted from 0) that it is locked to. */
export interface Stroke {
	readonly pitchMidi: number;
	readonly lockedString: number | null;
}

/** One way to play all of a chord. */
export interface ChordFingering {
	/** By string; what a hand holds. */
	readonly frets: Frets;
	/** String of each stroke, in their order; counted from 0. */
	readonly strings: readonly number[];
	/** Lowest and highest pressed fret; 0 where all strings are open. */
	readonly lowest: number;
	readonly highest: number;
	readonly pressed: number;
	readonly open: number;
	/** Mean string. */
	readonly centre: number;
	/** Of the shape itself, wherever the hand came from. */
	readonly cost: number;
}

/** More are not looked at: enough for six strings, a bound for twelve tuned alike. */
const mostTried = 600;
const mostKept = 20;

/** The best ways to play all of the strokes at once; none where no hand can. */
export function chordFingerings(strokes: readonly Stroke[], neck: Neck, weights: Weights): ChordFingering[] {
	if (strokes.length > neck.openMidi.length) return [];
	const places = strokes.map(({ pitchMidi, lockedString }) =>
		placesOf(neck, pitchMidi).filter(({ string }) => lockedString === null || string === lockedString)
	);
	// The stroke with the fewest places is placed first; among equal ones the order of the strokes stays.
	const order = strokes.map((_, at) => at).sort((a, b) => (places[a]?.length ?? 0) - (places[b]?.length ?? 0) || a - b);
	const frets: Frets = new Int8Array(neck.openMidi.length).fill(silent);
	const strings: number[] = strokes.map(() => 0);
	const found: ChordFingering[] = [];
	let tried = 0;
	const place = (depth: number, lowest: number, highest: number): void => {
		const at = order[depth];
		if (at === undefined) {
			if (isHoldable(frets, neck.capoFret)) found.push(toFingering(frets, strings, neck, weights));
			return;
		}
		for (const { string, fret } of places[at] ?? []) {
			if (frets[string] !== silent || ++tried > mostTried) continue;
			if (isTwinOutOfOrder(strokes, order, strings, depth, at, string)) continue;
			const low = fret > 0 ? Math.min(lowest, fret) : lowest;
			const high = Math.max(highest, fret);
			if (high > 0 && !isSpanned(low, high, neck.capoFret)) continue;
			frets[string] = fret;
			strings[at] = string;
			place(depth + 1, low, high);
			frets[string] = silent;
		}
	};
	place(0, 127, 0);
	return keepBest(found);
}

/** Two strokes of one pitch could swap their strings: only one of the two ways is looked at. */
function isTwinOutOfOrder(
	strokes: readonly Stroke[],
	order: readonly number[],
	strings: readonly number[],
	depth: number,
	at: number,
	string: number
): boolean {
	const before = order[depth - 1];
	if (before === undefined) return false;
	const [stroke, twin] = [strokes[at], strokes[before]];
	if (stroke?.pitchMidi !== twin?.pitchMidi || stroke?.lockedString !== null || twin?.lockedString !== null) return false;
	return string < (strings[before] ?? 0);
}

function toFingering(held: Frets, strings: readonly number[], neck: Neck, weights: Weights): ChordFingering {
	let [lowest, highest, pressed, open, gaps, crossings, first, last, highSum, under] = [127, 0, 0, 0, 0, 0, -1, -1, 0, 127];
	for (let string = 0; string < held.length; string++) {
		const fret = held[string] ?? silent;
		if (fret === silent) continue;
		if (first < 0) first = string;
		else gaps += string - last - 1;
		last = string;
		const midi = (neck.openMidi[string] ?? 0) + fret;
		if (midi > under) crossings++;
		under = midi;
		if (fret === 0) open++;
		else {
			pressed++;
			highSum += fret;
			if (fret < lowest) lowest = fret;
			if (fret > highest) highest = fret;
		}
	}
	if (pressed === 0) lowest = 0;
	const cost =
		weights.span * (highest - lowest) +
		(pressed > 1 ? weights.finger * fingersNeeded(held) : 0) +
		weights.gap * gaps +
		weights.crossing * crossings +
		(pressed > 0 ? (weights.high * highSum) / pressed : 0) +
		weights.open * open;
	const centre = strings.reduce((sum, string) => sum + string, 0) / strings.length;
	return { frets: held.slice(), strings: [...strings], lowest, highest, pressed, open, centre, cost };
}

/** The cheapest of each place on the neck, then the cheapest of the rest. */
function keepBest(found: ChordFingering[]): ChordFingering[] {
	if (found.length <= mostKept) return found;
	const sorted = found.sort((a, b) => a.cost - b.cost);
	const seen = new Set<number>();
	const first = sorted.filter(({ lowest }) => !seen.has(lowest) && seen.add(lowest));
	const rest = sorted.filter((each) => !first.includes(each));
	return [...first, ...rest].slice(0, mostKept);
}
