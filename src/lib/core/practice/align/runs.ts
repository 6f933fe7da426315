import type { TakeNote } from '../take/take-note.ts';
import { median, type Anchor } from './clock.ts';
import type { Line } from './line.ts';
import type { Placed } from './place-notes.ts';

/** How a player came to a run. */
export type Arrival = 'start' | 'restart' | 'skip' | 'pause';

/** A stretch played in one go: no jump and no stop in it. */
export interface Run {
	readonly arrival: Arrival;
	readonly firstGroup: number;
	readonly lastGroup: number;
	/** Indices of the take's notes, those that belong nowhere among them. */
	readonly notes: readonly number[];
	/** One for each group that was reached. */
	readonly anchors: readonly GroupAnchor[];
}

export interface GroupAnchor extends Anchor {
	readonly group: number;
}

/** A break in time that is no hesitation but a stop or a leap: this many seconds and beats. */
const breakSeconds = 0.45;
const breakBeats = 0.9;
/** The tempo on both sides of a break is told by this many steps. */
const steps = 5;

/** Cuts a take where the player jumped or stopped. */
export function toRuns(line: Line, notes: readonly TakeNote[], placed: readonly Placed[]): Run[] {
	const runs: Run[] = [];
	for (const segment of toSegments(placed)) {
		const anchors = toAnchors(line, notes, placed, segment);
		const cuts = toCuts(line, anchors);
		let from = 0;
		let next = 0;
		for (const to of [...cuts, anchors.length]) {
			const own = anchors.slice(from, to);
			const [first, last, following] = [own[0], own.at(-1), anchors[to]];
			if (first === undefined || last === undefined) continue;
			const until =
				following === undefined ? segment.length : segment.findIndex((at, order) => order >= next && isAt(at, following.group));
			const previous = runs.at(-1);
			runs.push({
				arrival: previous === undefined ? 'start' : arrivalFrom(previous, first.group, from === 0),
				firstGroup: first.group,
				lastGroup: last.group,
				notes: segment.slice(next, until < 0 ? segment.length : until),
				anchors: own
			});
			next = until < 0 ? segment.length : until;
			from = to;
		}
	}
	return runs;

	function isAt(note: number, group: number): boolean {
		return (placed[note]?.group ?? -1) >= group;
	}
}

function arrivalFrom(previous: Run, group: number, isJump: boolean): Arrival {
	if (group <= previous.lastGroup) return isJump ? 'restart' : 'pause';
	return group - previous.lastGroup > 2 ? 'skip' : 'pause';
}

/** Indices of notes between jumps; what comes before the first placed note belongs to it. */
function toSegments(placed: readonly Placed[]): number[][] {
	const segments: number[][] = [[]];
	let hasBegun = false;
	placed.forEach(({ group, isJump }, at) => {
		if (isJump && hasBegun) segments.push([]);
		if (group >= 0) hasBegun = true;
		segments.at(-1)?.push(at);
	});
	return segments;
}

function toAnchors(line: Line, notes: readonly TakeNote[], placed: readonly Placed[], segment: readonly number[]): GroupAnchor[] {
	const times = new Map<number, number[]>();
	for (const at of segment) {
		const group = placed[at]?.group ?? -1;
		const note = notes[at];
		if (group < 0 || note === undefined) continue;
		const own = times.get(group);
		if (own === undefined) times.set(group, [note.onsetSeconds]);
		else own.push(note.onsetSeconds);
	}
	return [...times]
		.sort(([a], [b]) => a - b)
		.map(([group, seconds]) => ({
			group,
			lineSeconds: line.groups[group]?.seconds ?? 0,
			takeSeconds: median(seconds)
		}));
}

/** Indices of anchors before which time breaks. */
function toCuts({ beatSeconds }: Line, anchors: readonly GroupAnchor[]): number[] {
	const tempos = anchors.slice(1).map((anchor, at) => {
		const before = anchors[at];
		if (before === undefined) return null;
		const line = anchor.lineSeconds - before.lineSeconds;
		return line < 0.04 ? null : { line, take: anchor.takeSeconds - before.takeSeconds };
	});
	const cuts: number[] = [];
	for (let at = 1; at < anchors.length; at++) {
		const [before, here] = [anchors[at - 1], anchors[at]];
		if (before === undefined || here === undefined) continue;
		const around = [...tempos.slice(Math.max(0, at - 1 - steps), at - 1), ...tempos.slice(at, at + steps)].filter(
			(step) => step !== null
		);
		const tempo = around.length < 3 ? 1 : median(around.map(({ line, take }) => take / line));
		const off = here.takeSeconds - before.takeSeconds - tempo * (here.lineSeconds - before.lineSeconds);
		const most = Math.max(breakSeconds, breakBeats * beatSeconds * tempo);
		const isLeap = off < 0 && here.group - before.group <= 2;
		if (Math.abs(off) > most && !isLeap) cuts.push(at);
	}
	return cuts;
}
