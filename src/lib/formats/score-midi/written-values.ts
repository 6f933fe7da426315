import { countLeading } from '$core/order/index.ts';
import { ticksPerQuarter } from '$core/score/index.ts';
import type { PlayedNote } from './streams.ts';

/** Places in a quarter that notes of a stream begin at, and how far off one may be, as shares of the quarter. */
interface Grid {
	readonly places: readonly number[];
	readonly tolerance: number;
}

const sixteenths = [0, 1 / 4, 1 / 2, 3 / 4, 1];
const triplets = [0, 1 / 3, 2 / 3, 1];
const thirtySeconds = [1 / 8, 3 / 8, 5 / 8, 7 / 8];
const sextuplets = [1 / 6, 5 / 6];

/**
 * The plainest first. No place of another plain division, down to 64ths and triplets of 32nds, lies within the tolerance of one of
 * the first three, so that what is written finer is never taken for slop; and of onsets on no grid at most .38 lie on one by chance.
 */
const grids: readonly Grid[] = [
	{ places: sixteenths, tolerance: 1 / 33 },
	{ places: triplets, tolerance: 1 / 33 },
	{ places: [...sixteenths, ...triplets], tolerance: 1 / 33 },
	{ places: [...sixteenths, ...thirtySeconds], tolerance: 1 / 65 },
	{ places: [...sixteenths, ...triplets, ...thirtySeconds, ...sextuplets], tolerance: 1 / 65 }
];
/** Of the onsets of a stream that is on a grid. */
const leastOnGrid = 0.85;
/** Divisions of a quarter that are written with care: what lies on one to the tick stays there. */
const fineDivisions = [5, 6, 7, 8, 9, 12, 16];
const halvedDivisions = [6, 8, 12, 16];
/** A note that sounds for this much of the time until the next, or of a plain value, was meant to fill it: the rest is its gate. */
const leastGate = 0.77;
/** And one that holds over by as much, legato. */
const mostLegato = 1.05;
/** Two ends of one length differ by a tick where the file's resolution does not divide. */
const roundingTicks = 1.5;
const plainQuarters = [
	...[1 / 8, 1 / 6, 1 / 4, 1 / 3, 3 / 8, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 8 / 3, 3, 4],
	...[6, 8, 12, 16]
];

/**
 * The values that one stream of a file means: onsets and ends that sequencers put a little off, and notes that they end early so that
 * each is heard (gates), stand where they are written. A stream on no grid of 16ths, triplets and 32nds was played: it is answered as
 * it is.
 * @param fileTick length of the file's tick in those of a Score
 * @returns new notes, in the order given
 */
export function writtenValues(notes: readonly PlayedNote[], isDrums: boolean, fileTick: number): PlayedNote[] {
	const grid = gridOf(notes);
	if (grid === null) return [...notes];
	const exactTicks = roundingTicks * fileTick;
	const onsets = notes.map(({ tick }) => onsetOn(grid, tick, exactTicks));
	const places = [...new Set(onsets)].sort((a, b) => a - b);
	return notes.map((note, at): PlayedNote => {
		const tick = onsets[at] ?? note.tick;
		const end = isDrums ? drumEnd(grid, places, tick, note) : endOn(grid, places, tick, note, exactTicks);
		return { ...note, tick, ticks: Math.max(1, end - tick) };
	});
}

/** The plainest grid that nearly all notes begin on; null for what was played. */
function gridOf(notes: readonly PlayedNote[]): Grid | null {
	const ticks = [...new Set(notes.map(({ tick }) => tick))];
	if (ticks.length === 0) return null;
	const share = (grid: Grid): number => ticks.filter((tick) => isOn(grid, tick)).length / ticks.length;
	return grids.find((grid) => share(grid) === 1) ?? best(grids.map((grid) => ({ grid, share: share(grid) })));
}

/** A finer grid is taken only where it holds more by a twentieth: a few odd notes ask for no other grid. */
function best(rated: readonly { readonly grid: Grid; readonly share: number }[]): Grid | null {
	const fitting = rated.filter(({ share }) => share >= leastOnGrid);
	const most = fitting.reduce((least, { share }) => Math.max(least, share), 0);
	return fitting.find(({ share }) => share >= most - 0.05)?.grid ?? null;
}

const isOn = (grid: Grid, tick: number): boolean => Math.abs(nearest(grid, tick) - tick) < grid.tolerance * ticksPerQuarter;

function nearest({ places }: Grid, tick: number): number {
	const quarter = Math.floor(tick / ticksPerQuarter) * ticksPerQuarter;
	const within = tick - quarter;
	const off = (place: number): number => Math.abs(place * ticksPerQuarter - within);
	const place = places.reduce((least, one) => (off(one) < off(least) ? one : least), 0);
	return quarter + Math.round(place * ticksPerQuarter);
}

/** The place of a division that is written on purpose, to the tick; null for any other. */
function fine(tick: number, exactTicks: number, divisions = fineDivisions): number | null {
	for (const division of divisions) {
		const unit = ticksPerQuarter / division;
		const place = Math.round(Math.round(tick / unit) * unit);
		if (Math.abs(place - tick) <= exactTicks) return place;
	}
	return null;
}

function onsetOn(grid: Grid, tick: number, exactTicks: number): number {
	return isOn(grid, tick) ? nearest(grid, tick) : (fine(tick, exactTicks) ?? nearest(grid, tick));
}

function endOn(grid: Grid, onsets: readonly number[], tick: number, note: PlayedNote, exactTicks: number): number {
	const end = note.tick + note.ticks;
	const rounded = nearest(grid, end);
	if (rounded > tick && Math.abs(rounded - end) <= exactTicks) return rounded;
	const from = Math.max(tick + 1, end - grid.tolerance * ticksPerQuarter);
	const count = countLeading(onsets.length, (index) => (onsets[index] ?? Infinity) < from);
	const next = onsets[count] ?? Infinity;
	const fills = (until: number): boolean => end - tick >= leastGate * (until - tick);
	if (fills(next)) return next;
	const before = onsets[count - 1] ?? tick;
	if (before > tick && end - before <= (1 - leastGate) * (before - tick)) return before;
	if (rounded > tick && isOn(grid, end)) return rounded;
	const plain = plainQuarters
		.map((quarters) => tick + Math.round(quarters * ticksPerQuarter))
		.find((until) => end - tick <= mostLegato * (until - tick));
	if (plain !== undefined && plain <= next && fills(plain) && (isOn(grid, plain) || fine(plain, 0) !== null)) return plain;
	// A gate of nine tenths ends a half note on a fifth of its beat: only tuplets end there.
	const exact = fine(end, exactTicks, nearest(grid, tick) === tick ? halvedDivisions : fineDivisions);
	if (exact !== null && exact > tick) return exact;
	return rounded > tick ? rounded : firstAfter(grid, tick);
}

/** A drum rings as it likes: its note lasts until the next, or until the beat is over. */
function drumEnd(grid: Grid, onsets: readonly number[], tick: number, note: PlayedNote): number {
	const end = note.tick + note.ticks;
	if (isOn(grid, end) && nearest(grid, end) > tick) return nearest(grid, end);
	const next = onsets[countLeading(onsets.length, (index) => (onsets[index] ?? Infinity) <= tick)] ?? Infinity;
	return Math.min(next, (Math.floor(tick / ticksPerQuarter) + 1) * ticksPerQuarter);
}

/** The first place of a grid that is a 32nd or more away. */
function firstAfter({ places }: Grid, tick: number): number {
	const quarter = Math.floor(tick / ticksPerQuarter) * ticksPerQuarter;
	const ahead = [...places, ...places.map((place) => place + 1)].map((place) => quarter + Math.round(place * ticksPerQuarter));
	return Math.min(...ahead.filter((place) => place >= tick + ticksPerQuarter / 8 - 1));
}
