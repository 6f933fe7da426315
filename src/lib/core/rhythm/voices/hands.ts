import { ticksPerQuarter } from '../../score/index.ts';
import type { PlacedNote } from '../grid/quantise-onsets.ts';
import { toStruck, type Struck } from './chords.ts';

/** What a hand reaches without a stretch, semitones, and what it reaches at all. */
const easySpan = 12;
const stretchCost = 0.7;
const mostFingers = 5;
const fingerCost = 4;
/** Where hands are at home, MIDI numbers, and how far they go from there for nothing. */
const homes = [50, 70] as const;
const homeReach = 12;
const homeCost = 0.05;
/** A hand that moves, for each semitone of its middle, when it moves at once; half of it after `restTicks`. */
const moveCost = 0.12;
const restTicks = 2 * ticksPerQuarter;
/** Hands that cross or share a key. */
const crossingCost = 1.5;
/** A hand that comes in where the other has just played alone: lines are not tossed between hands note by note. */
const entryCost = 0.7;
const easyMove = 2;
const beamWidth = 48;

interface Hand {
	readonly low: number;
	readonly high: number;
	readonly tick: number;
	/** Until when its keys are held. */
	readonly endTick: number;
}

interface Path {
	readonly cost: number;
	readonly hands: readonly [left: Hand | null, right: Hand | null];
	readonly lefts: number;
	/** Of the chord before. */
	readonly tick: number;
	readonly before: Path | null;
}

/**
 * Which hand plays each note: 0 is the right one and its upper staff, 1 the left. The split moves with the music: a beam
 * search over how many of the lowest notes of each chord the left hand takes, by reach, movement and register.
 * @returns one for each note
 */
export function assignHands(notes: readonly PlacedNote[]): number[] {
	const struck = toStruck(notes);
	let beam: Path[] = [{ cost: 0, hands: [null, null], lefts: 0, tick: 0, before: null }];
	for (const chord of struck) {
		const next = new Map<string, Path>();
		for (const path of beam) {
			for (let lefts = 0; lefts <= chord.notes.length; lefts++) {
				const offered = extend(path, chord, lefts);
				const key = offered.hands.map((hand) => (hand === null ? '' : `${hand.low} ${hand.high} ${hand.tick}`)).join('|');
				if (offered.cost < (next.get(key)?.cost ?? Infinity)) next.set(key, offered);
			}
		}
		beam = [...next.values()].sort((a, b) => a.cost - b.cost).slice(0, beamWidth);
	}
	const staffOf = new Map<PlacedNote, number>();
	let path: Path | null = beam[0] ?? null;
	for (let at = struck.length - 1; at >= 0 && path !== null; at--) {
		const { lefts } = path;
		struck[at]?.notes.forEach((note, index) => staffOf.set(note, index < lefts ? 1 : 0));
		path = path.before;
	}
	return withGraces(notes, staffOf);
}

/** A grace note is played by the hand that plays the nearest note of the chord it leads to. */
function withGraces(notes: readonly PlacedNote[], staffOf: ReadonlyMap<PlacedNote, number>): number[] {
	return notes.map((note, at) => {
		const own = staffOf.get(note);
		if (own !== undefined) return own;
		let nearest: PlacedNote | undefined;
		for (let main = at + 1; main < notes.length && notes[main]?.tick === note.tick; main++) {
			const candidate = notes[main];
			if (candidate === undefined || candidate.isGrace) continue;
			const distance = Math.abs(candidate.evidence.pitchMidi - note.evidence.pitchMidi);
			if (nearest === undefined || distance < Math.abs(nearest.evidence.pitchMidi - note.evidence.pitchMidi)) nearest = candidate;
		}
		return (nearest && staffOf.get(nearest)) ?? 0;
	});
}

function extend(path: Path, { tick, notes }: Struck, lefts: number): Path {
	const [left, right] = path.hands;
	const leftCost = handCost(left, notes.slice(0, lefts), tick, 0, path.tick);
	const rightCost = handCost(right, notes.slice(lefts), tick, 1, path.tick);
	const nextLeft = move(left, notes.slice(0, lefts), tick);
	const nextRight = move(right, notes.slice(lefts), tick);
	let crossing = 0;
	if (nextLeft !== null && nextRight !== null && nextLeft.high >= nextRight.low) {
		const age = Math.min(1, Math.abs(nextLeft.tick - nextRight.tick) / restTicks);
		crossing = crossingCost * (1 - age);
	}
	return { cost: path.cost + leftCost + rightCost + crossing, hands: [nextLeft, nextRight], lefts, tick, before: path };
}

function handCost(hand: Hand | null, notes: readonly PlacedNote[], tick: number, side: 0 | 1, previousTick: number): number {
	const low = notes[0]?.evidence.pitchMidi;
	const high = notes.at(-1)?.evidence.pitchMidi;
	if (low === undefined || high === undefined) return 0;
	const middle = (low + high) / 2;
	let cost = Math.max(0, high - low - easySpan) * stretchCost + Math.max(0, notes.length - mostFingers) * fingerCost;
	const away = side === 0 ? middle - homes[0] : homes[1] - middle;
	cost += Math.max(0, away - homeReach) * homeCost * notes.length + Math.max(0, away) * homeCost * 0.4;
	if (hand === null) return cost;
	const rest = Math.min(1, (tick - hand.tick) / restTicks);
	cost += moveCost * (1 - rest / 2) * Math.max(0, Math.abs(middle - (hand.low + hand.high) / 2) - easyMove);
	if (hand.tick < previousTick) cost += entryCost;
	if (hand.endTick > tick) {
		const reach = Math.max(high, hand.high) - Math.min(low, hand.low);
		cost += Math.max(0, reach - easySpan - 2) * stretchCost * 0.3;
	}
	return cost;
}

function move(hand: Hand | null, notes: readonly PlacedNote[], tick: number): Hand | null {
	const low = notes[0]?.evidence.pitchMidi;
	const high = notes.at(-1)?.evidence.pitchMidi;
	if (low === undefined || high === undefined) return hand;
	const endTick = tick + Math.max(...notes.map(({ playedTicks }) => playedTicks));
	return { low, high, tick, endTick: Math.min(endTick, tick + restTicks) };
}
