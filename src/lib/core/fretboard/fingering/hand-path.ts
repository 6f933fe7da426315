import type { ChordFingering } from './chord-fingerings.ts';
import type { FingerNote } from './finger-note.ts';
import { coveredFrets, isHoldable, silent } from './hold.ts';
import { homeFretOf } from './lead-line.ts';
import type { Neck } from './neck.ts';
import { hurry, openFrets, type Weights } from './weights.ts';

/** What is struck at one tick, and the ways to do it. */
export interface Strike {
	readonly notes: readonly FingerNote[];
	/** At least one; strings in the order of the notes. */
	readonly ways: readonly ChordFingering[];
}

export interface PathNote {
	readonly note: FingerNote;
	/** Counted from 0. */
	readonly string: number;
	readonly fret: number;
	readonly isCutShort: boolean;
}

export interface HandPath {
	/** In order of time. */
	readonly notes: readonly PathNote[];
	readonly cost: number;
}

/** A note that still sounds. */
interface Ringing {
	readonly note: FingerNote;
	readonly string: number;
	readonly fret: number;
}

/** A hand after a strike, and the cheapest way that led there. */
interface HandState {
	readonly way: ChordFingering;
	readonly strike: Strike;
	/** Fret under the forefinger, from the capo; 0 while no finger was ever needed. */
	readonly position: number;
	readonly cost: number;
	readonly before: HandState | null;
	readonly ringing: readonly Ringing[];
	/** What this strike silenced before its end. */
	readonly cut: readonly FingerNote[];
	/** When a finger last came down. */
	readonly pressedSeconds: number;
}

const mostStates = 36;

/** The cheapest way through all strikes, which ascend in time. */
export function bestPath(strikes: readonly Strike[], neck: Neck, weights: Weights): HandPath {
	let states: HandState[] = [];
	for (const strike of strikes) {
		const next: HandState[] = [];
		for (const way of strike.ways)
			for (const position of positionsOf(way, neck, states)) next.push(arrive(strike, way, position, states, neck, weights));
		states = next.length > mostStates ? next.sort((a, b) => a.cost - b.cost).slice(0, mostStates) : next;
	}
	let state: HandState | null = states.reduce<HandState | null>(
		(best, each) => (best && best.cost <= each.cost ? best : each),
		null
	);
	const cost = state?.cost ?? 0;
	const notes: PathNote[] = [];
	const cut = new Set<FingerNote>();
	for (; state !== null; state = state.before) {
		for (const note of state.cut) cut.add(note);
		for (const [at, note] of state.strike.notes.entries()) {
			const string = state.way.strings[at] ?? 0;
			notes.push({ note, string, fret: state.way.frets[string] ?? 0, isCutShort: cut.has(note) });
		}
	}
	return { notes: notes.reverse(), cost };
}

/** Where the forefinger may be: anywhere that has the frets under the hand; with no fret pressed, where it was. */
function positionsOf(way: ChordFingering, { capoFret }: Neck, states: readonly HandState[]): number[] {
	if (way.pressed === 0) return states.length === 0 ? [0] : [...new Set(states.map(({ position }) => position))];
	const positions: number[] = [];
	for (let position = way.lowest; position > 0 && way.highest - position < coveredFrets(position + capoFret); position--) {
		if (way.pressed === 1 && way.highest - position > 3) break;
		positions.push(position);
	}
	return positions;
}

function arrive(
	strike: Strike,
	way: ChordFingering,
	position: number,
	states: readonly HandState[],
	neck: Neck,
	weights: Weights
): HandState {
	const first = strike.notes[0];
	const onsetSeconds = first?.onsetSeconds ?? 0;
	const own = way.cost + handCost(way, position, neck, weights);
	let before: HandState | null = null;
	let cost = Infinity;
	for (const state of states) {
		if (state.cost >= cost) continue;
		const total = state.cost + moveCost(state, way, position, onsetSeconds, first?.onsetTick ?? 0, neck, weights);
		if (total < cost) {
			cost = total;
			before = state;
		}
	}
	const struck = strike.notes.map((note, at): Ringing => {
		const string = way.strings[at] ?? 0;
		return { note, string, fret: way.frets[string] ?? 0 };
	});
	const { held, cut } = letRing(before?.ringing ?? [], way, first?.onsetTick ?? 0, neck);
	return {
		way,
		strike,
		position,
		cost: (before === null ? 0 : cost) + own,
		before,
		ringing: [...held, ...struck],
		cut,
		pressedSeconds: way.pressed > 0 ? onsetSeconds : (before?.pressedSeconds ?? onsetSeconds)
	};
}

/** Of a shape in a position, wherever the hand came from. */
function handCost(way: ChordFingering, position: number, { nearFret, lead, openMidi }: Neck, weights: Weights): number {
	let cost = way.open * weights.openHigh * Math.max(0, position - openFrets);
	if (way.pressed === 1) {
		const finger = way.lowest - position;
		if (finger === 2) cost += weights.ringFinger;
		if (finger >= 3) cost += weights.littleFinger;
	}
	if (lead !== null) {
		cost += weights.leadOpen * way.open;
		const top = way.strings.at(-1) ?? 0;
		const fret = way.frets[top] ?? 0;
		if (fret > 0) cost += weights.leadAway * Math.abs(fret - homeFretOf(lead, (openMidi[top] ?? 0) + fret));
	}
	if (nearFret !== null) {
		const away = way.pressed === 0 ? nearFret : Math.max(0, way.lowest - nearFret - 2, nearFret - way.highest);
		cost += weights.near * away;
	}
	return cost;
}

/** Of coming to a shape from a state. Never below 0, by which states that cost more already need no look. */
function moveCost(
	state: HandState,
	way: ChordFingering,
	position: number,
	onsetSeconds: number,
	onsetTick: number,
	{ capoFret }: Neck,
	weights: Weights
): number {
	let cost = weights.stringStep * Math.abs(way.centre - state.way.centre);
	const frets = Math.abs(position - state.position);
	if (frets > 0 && state.position > 0)
		cost += (weights.move + weights.shift * frets) * hurry(onsetSeconds - state.pressedSeconds);
	if (isSameFinger(state, way, position)) cost += weights.sameFinger;
	const reach = position + coveredFrets(position + capoFret);
	for (const { note, string, fret } of state.ringing) {
		if (note.endTick <= onsetTick) continue;
		const isStruck = way.frets[string] !== silent;
		const isOutOfReach = fret > 0 && position > 0 && (fret < position || fret >= reach);
		if (isStruck || isOutOfReach) cost += weights.cut * lostShare(note, onsetSeconds);
	}
	return cost;
}

/** How much of a note is lost by letting go of it, 0 to 1; a long one is not missed more than a whole one. */
function lostShare({ onsetSeconds, endSeconds }: FingerNote, seconds: number): number {
	return Math.min(1, Math.max(0, (endSeconds - seconds) / Math.max(0.05, endSeconds - onsetSeconds)));
}

/** One finger that has to leave a string for another at the same fret. */
function isSameFinger({ way: from, position: was }: HandState, to: ChordFingering, position: number): boolean {
	return (
		from.pressed === 1 &&
		to.pressed === 1 &&
		position === was &&
		from.lowest === to.lowest &&
		Math.abs(from.centre - to.centre) > 1
	);
}

/** What goes on sounding under a new strike; what the strike or the reach of the hand silences, the oldest first. */
function letRing(
	ringing: readonly Ringing[],
	way: ChordFingering,
	onsetTick: number,
	{ capoFret }: Neck
): { held: Ringing[]; cut: FingerNote[] } {
	const held: Ringing[] = [];
	const cut: FingerNote[] = [];
	if (ringing.length === 0) return { held, cut };
	const frets = way.frets.slice();
	for (const each of ringing.toReversed()) {
		if (each.note.endTick <= onsetTick) continue;
		const before = frets[each.string] ?? silent;
		if (before === silent) {
			frets[each.string] = each.fret;
			if (isHoldable(frets, capoFret)) {
				held.unshift(each);
				continue;
			}
			frets[each.string] = before;
		}
		cut.push(each.note);
	}
	return { held, cut };
}
