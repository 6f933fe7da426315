import type { Chord } from '../harmony/chord.ts';
import { chordIntervals, toPitchClasses } from '../harmony/chord-tones.ts';

/** Open strings of a guitar from the lowest, MIDI numbers: E A D G B E. */
export const standardTuning: readonly number[] = [40, 45, 50, 55, 59, 64];

/** A way to hold a chord. Frets count from the nut, or from the capo where there is one; strings from the lowest. */
export interface GuitarShape {
	/** 0 is open, null is not played. */
	readonly frets: readonly (number | null)[];
	/** 1 forefinger to 4 little finger; null where no finger presses. */
	readonly fingers: readonly (number | null)[];
	/** The forefinger across several strings. */
	readonly barre: { readonly fret: number; readonly fromString: number; readonly toString: number } | null;
	/** What sounds, MIDI numbers from the lowest string. */
	readonly pitchesMidi: readonly number[];
	/** Lower is easier to hold and fuller in sound. */
	readonly cost: number;
}

export interface ShapeOptions {
	/** 0 to 11; the chord asked for is the one that sounds. */
	readonly capoFret?: number;
	readonly tuning?: readonly number[];
	/** How many ways at most, the easiest first, each in another place of the neck. */
	readonly count?: number;
}

const reachFrets = 4;
const highestFret = 12;
const mostFingers = 4;
/** What each thing costs, weighed so that the shapes every beginner's book opens with come first in their keys. */
const costs = {
	position: 0.6,
	mutedString: 0.7,
	innerMute: 2.5,
	barre: 1.2,
	span: 0.4,
	finger: 0.3,
	noFifth: 0.4,
	ringingHigh: 1,
	ringingBesideFourth: 1.2,
	mutedTop: 0.9
} as const;

/**
 * Ways to hold a chord: its bass is the lowest note, every tone but a dispensable fifth sounds, four fingers reach it
 * within four frets. Empty only where a tuning leaves no way.
 */
export function toGuitarShapes(chord: Chord, options: ShapeOptions = {}): readonly GuitarShape[] {
	const { capoFret = 0, tuning = standardTuning, count = 5 } = options;
	const open = tuning.map((midi) => midi + capoFret);
	const classes = new Set(toPitchClasses(chord));
	const found: GuitarShape[] = [];
	for (let position = 1; position + reachFrets - 1 <= highestFret; position++) {
		let best: GuitarShape | null = null;
		for (const frets of fretsWithin(open, classes, position)) {
			const shape = toShape(frets, open, chord, position);
			if (shape !== null && (best === null || shape.cost < best.cost)) best = shape;
		}
		if (best !== null && !found.some(({ frets }) => frets.join() === best.frets.join())) found.push(best);
	}
	return found.sort((a, b) => a.cost - b.cost).slice(0, count);
}

/** Every choice of open, pressed and muted strings with the hand in one place. */
function fretsWithin(open: readonly number[], classes: ReadonlySet<number>, position: number): (number | null)[][] {
	return open.reduce<(number | null)[][]>(
		(choices, midi) => {
			const ways: (number | null)[] = [null];
			if (classes.has(midi % 12)) ways.push(0);
			for (let fret = position; fret < position + reachFrets; fret++) if (classes.has((midi + fret) % 12)) ways.push(fret);
			return choices.flatMap((choice) => ways.map((way) => [...choice, way]));
		},
		[[]]
	);
}

function toShape(frets: readonly (number | null)[], open: readonly number[], chord: Chord, position: number): GuitarShape | null {
	const pitchesMidi = frets.flatMap((fret, string) => (fret === null ? [] : [(open[string] ?? 0) + fret]));
	const least = chord.quality === '5' ? 3 : 4;
	if (pitchesMidi.length < least || pitchesMidi[0] === undefined) return null;
	if (pitchesMidi[0] % 12 !== (chord.bass ?? chord.root) || Math.min(...pitchesMidi) !== pitchesMidi[0]) return null;
	const sounding = new Set(pitchesMidi.map((midi) => midi % 12));
	const fifth = (chord.root + 7) % 12;
	const missing = toPitchClasses(chord).filter((each) => !sounding.has(each));
	const isFifthSpare = chordIntervals[chord.quality].length > 3 && chord.bass !== fifth;
	if (missing.some((each) => each !== fifth || !isFifthSpare)) return null;
	const hand = toHand(frets, position);
	if (hand === null) return null;
	const pressed = frets.filter((fret) => fret !== null && fret > 0).map((fret) => fret ?? 0);
	const first = frets.findIndex((fret) => fret !== null);
	const last = frets.findLastIndex((fret) => fret !== null);
	const innerMutes = frets.slice(first, last).filter((fret) => fret === null).length;
	const lowest = pressed.length === 0 ? 0 : Math.min(...pressed);
	const openCount = frets.filter((fret) => fret === 0).length;
	const cost =
		(lowest > 1 || hand.barre !== null ? costs.position * lowest : 0) +
		costs.mutedString * frets.filter((fret) => fret === null).length +
		costs.innerMute * innerMutes +
		(hand.barre === null ? 0 : costs.barre) +
		(pressed.length === 0 ? 0 : costs.span * (Math.max(...pressed) - lowest)) +
		costs.finger * hand.fingerCount +
		costs.noFifth * missing.length +
		(lowest > 3 ? costs.ringingHigh * openCount : 0) +
		(Math.max(0, ...pressed) > 3 ? costs.ringingBesideFourth * openCount : 0) +
		costs.mutedTop * (frets.length - 1 - last);
	return { frets, fingers: hand.fingers, barre: hand.barre, pitchesMidi, cost };
}

interface Hand {
	readonly fingers: readonly (number | null)[];
	readonly fingerCount: number;
	readonly barre: GuitarShape['barre'];
}

/** Fingers in the order of frets, then of strings; a barre only where more than four would be needed or two lie side by side high up. */
function toHand(frets: readonly (number | null)[], position: number): Hand | null {
	const pressed = frets.flatMap((fret, string) => (fret === null || fret === 0 ? [] : [{ fret, string }]));
	pressed.sort((a, b) => a.fret - b.fret || a.string - b.string);
	const lowest = pressed[0]?.fret ?? position;
	const atLowest = pressed.filter(({ fret }) => fret === lowest);
	const needsBarre = pressed.length > mostFingers || (atLowest.length > 1 && lowest > 3);
	const fingers: (number | null)[] = frets.map(() => null);
	if (!needsBarre || atLowest.length < 2) {
		if (pressed.length > mostFingers) return null;
		pressed.forEach(({ string }, at) => (fingers[string] = at + 1));
		return { fingers, fingerCount: pressed.length, barre: null };
	}
	const fromString = atLowest[0]?.string ?? 0;
	const toString = atLowest.at(-1)?.string ?? 0;
	// A string under the barre cannot ring open, and a muted one cannot be kept silent.
	if (frets.slice(fromString, toString + 1).some((fret) => fret === 0 || fret === null)) return null;
	const others = pressed.filter(({ fret }) => fret > lowest);
	if (others.length > mostFingers - 1) return null;
	for (const { string } of atLowest) fingers[string] = 1;
	others.forEach(({ string }, at) => (fingers[string] = at + 2));
	return { fingers, fingerCount: others.length + 1, barre: { fret: lowest, fromString, toString } };
}
