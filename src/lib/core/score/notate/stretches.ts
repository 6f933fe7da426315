import { barStarts } from '../bars.ts';
import type { Part, Score, ScoreBar, ScoreNote } from '../score.ts';
import { notateBars, type BarStretchNotes, type StaffFrame } from './notate.ts';
import { finestTicks } from './values.ts';
import type { WrittenBar } from './written.ts';

/** A note that begins this near to the end of its bar may be drawn into the next. */
const roundingTicks = 4 * finestTicks;

interface Stretch extends BarStretchNotes {
	readonly written: readonly WrittenBar[];
}

/** A staff as it was written, and from what: the next writing takes over what it finds unchanged. */
export interface StaffNotation {
	readonly bars: readonly WrittenBar[];
	readonly frame: StaffFrame;
	/** By the index of the first bar. */
	readonly stretches: ReadonlyMap<number, Stretch>;
}

/**
 * What `notateStaff` gives, stretch by stretch of bars that nothing sounds across: it pauses after each that it writes. Notes and bars
 * that are the same objects as before are taken over with what was written of them.
 * @param before the same staff as it was written last
 */
export function* notateInStretches(
	{ bars }: Pick<Score, 'bars'>,
	part: Part,
	staff: number,
	before: StaffNotation | null
): Generator<void, StaffNotation> {
	const starts = barStarts(bars);
	const frame: StaffFrame = { bars, starts, part, staff };
	const known = before !== null && isLike(before.frame, frame) ? before : null;
	const written: WrittenBar[] = [];
	const stretches = new Map<number, Stretch>();
	for (const given of stretchesOf(frame)) {
		const old = known?.stretches.get(given.from);
		const isKnown = known !== null && old !== undefined && isSame(known.frame, old, frame, given);
		const stretch = isKnown ? old : { ...given, written: notateBars(frame, given) };
		stretches.set(given.from, stretch);
		for (const bar of stretch.written) written.push(bar);
		if (!isKnown) yield;
	}
	return { bars: written, frame, stretches };
}

/** One bar of what `notateStaff` gives, without writing the others; undefined where there is no such bar. */
export function notateBarAt({ bars }: Pick<Score, 'bars'>, part: Part, staff: number, index: number): WrittenBar | undefined {
	const frame: StaffFrame = { bars, starts: barStarts(bars), part, staff };
	for (const stretch of stretchesOf(frame)) if (stretch.to > index) return notateBars(frame, stretch)[index - stretch.from];
	return undefined;
}

/** Everything but notes and bars that shapes a staff. */
function isLike(a: StaffFrame, b: StaffFrame): boolean {
	return (
		a.staff === b.staff &&
		a.part.isDrums === b.part.isDrums &&
		a.part.transposeSemitones === b.part.transposeSemitones &&
		a.part.staves[a.staff]?.clef === b.part.staves[b.staff]?.clef &&
		sameItems(a.part.clefChanges, b.part.clefChanges) &&
		sameItems(a.part.ottavas, b.part.ottavas)
	);
}

function isSame(before: StaffFrame, old: Stretch, now: StaffFrame, given: BarStretchNotes): boolean {
	const barsOf = ({ bars }: StaffFrame): readonly ScoreBar[] => bars.slice(given.from, given.to);
	return (
		old.to === given.to &&
		before.starts[given.from] === now.starts[given.from] &&
		sameItems(barsOf(before), barsOf(now)) &&
		sameItems(old.notes, given.notes) &&
		sameItems(old.following, given.following)
	);
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
	a === b || (a.length === b.length && a.every((item, at) => item === b[at]));

/** The notes of a staff, cut at every bar line that can be. */
function* stretchesOf({ bars, starts, part, staff }: StaffFrame): Generator<BarStretchNotes> {
	const notes = part.notes.filter((note) => note.staff === staff);
	const isInOrder = notes.every(({ tick }, at) => tick >= (notes[at - 1]?.tick ?? 0));
	if (!isInOrder) return yield { from: 0, to: bars.length, notes, following: [] };
	const nextInVoice = nextTicks(notes);
	let [from, first, at] = [0, 0, 0];
	let [sounding, begun] = [-Infinity, -Infinity];
	const graceful = new Set<number>();
	for (let bar = 0; bar < bars.length; bar++) {
		const end = starts[bar + 1] ?? Infinity;
		const isLast = bar + 1 === bars.length;
		for (let note = notes[at]; note !== undefined && (isLast || note.tick < end); note = notes[++at]) {
			sounding = Math.max(sounding, note.tick + Math.max(1, note.ticks));
			begun = Math.max(begun, note.tick);
			if (note.grace === undefined) graceful.delete(note.voice);
			else graceful.add(note.voice);
		}
		if (!isLast && (sounding > end || begun > end - roundingTicks || graceful.size > 0)) continue;
		const within = notes.slice(first, at);
		yield { from, to: bar + 1, notes: within, following: followingOf(within, notes, at, nextInVoice) };
		[from, first] = [bar + 1, at];
	}
}

/** For each note, the place of the next of its voice that begins later, in the list; the list's length where there is none. */
function nextTicks(notes: readonly ScoreNote[]): Uint32Array {
	const next = new Uint32Array(notes.length);
	/** By voice: the first notes of the tick that was met last, and of the one after it. */
	const met = new Map<number, { tick: number; first: number; later: number }>();
	for (let at = notes.length - 1; at >= 0; at--) {
		const note = notes[at];
		if (note === undefined) continue;
		const known = met.get(note.voice);
		const later = known === undefined ? notes.length : known.tick === note.tick ? known.later : known.first;
		met.set(note.voice, { tick: note.tick, first: at, later });
		next[at] = later;
	}
	return next;
}

/** The chords that the voices of a stretch go on with, by tick. */
function followingOf(
	within: readonly ScoreNote[],
	notes: readonly ScoreNote[],
	end: number,
	nextInVoice: Uint32Array
): readonly ScoreNote[] {
	const lastOf = new Map<number, number>();
	for (const [offset, { voice }] of within.entries()) lastOf.set(voice, end - within.length + offset);
	const following: ScoreNote[] = [];
	for (const [voice, last] of lastOf) {
		const next = nextInVoice[last] ?? notes.length;
		const tick = notes[next]?.tick;
		for (let at = next; at < notes.length && notes[at]?.tick === tick; at++) {
			const note = notes[at];
			if (note?.voice === voice) following.push(note);
		}
	}
	return following.sort((a, b) => a.tick - b.tick);
}
