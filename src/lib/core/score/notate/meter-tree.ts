import { beatTicks, meterTicks } from '../bars.ts';
import type { Meter, ScoreBar } from '../score.ts';
import { finestTicks } from './values.ts';

/** A stretch of a bar that the meter makes one: the bar, a group of beats, a beat, a part of a beat. */
export interface MeterNode {
	/** Ticks from where the meter's own bar begins. */
	readonly start: number;
	readonly ticks: number;
	/** 0 is the bar; a greater one is weaker. */
	readonly level: number;
	readonly children: readonly MeterNode[];
}

export interface MeterTree {
	readonly root: MeterNode;
	readonly beatTicks: number;
	/** Level of single beats. */
	readonly beatLevel: number;
	readonly isCompound: boolean;
	/** How strong a place is: the lowest level of a stretch that begins there. `Infinity` off the grid of 128ths. */
	levelAt(offset: number): number;
}

const trees = new Map<string, MeterTree>();

export function meterTree(meter: Meter): MeterTree {
	const name = `${meter.beats}/${meter.beatType}`;
	const known = trees.get(name);
	if (known !== undefined) return known;
	const made = makeTree(meter);
	trees.set(name, made);
	return made;
}

/** Where in its meter a bar begins, ticks: a pickup is the end of a bar. */
export const meterOffset = ({ meter, ticks, isPickup }: ScoreBar): number =>
	isPickup === true && ticks < meterTicks(meter) ? meterTicks(meter) - ticks : 0;

function makeTree(meter: Meter): MeterTree {
	const beat = beatTicks(meter);
	const unit = meterTicks({ beats: 1, beatType: meter.beatType });
	const isCompound = beat !== unit;
	const levels = new Map<number, number>();
	const node = (start: number, ticks: number, level: number, parts: readonly number[] | null): MeterNode => {
		if (!levels.has(start)) levels.set(start, level);
		let at = start;
		const children = (parts ?? halves(ticks, isCompound && ticks === beat)).map((length) => {
			const child = node(at, length, level + 1, parts === null ? null : partsOf(length, beat));
			at += length;
			return child;
		});
		return { start, ticks, level, children };
	};
	const total = meterTicks(meter);
	const groups = beatGroups(total / beat, meter.beatType).map((beats) => beats * beat);
	const root = node(0, total, 0, groups.length === 1 ? partsOf(total, beat) : groups);
	const beatLevel = groups.length === 1 ? (total === beat ? 0 : 1) : groups.some((length) => length > beat) ? 2 : 1;
	return {
		root,
		beatTicks: beat,
		beatLevel,
		isCompound,
		levelAt: (offset) => levels.get(((offset % total) + total) % total) ?? Infinity
	};
}

/** A group of beats falls into its beats; a beat into halves, which null stands for. */
const partsOf = (ticks: number, beat: number): number[] | null =>
	ticks > beat ? Array.from({ length: ticks / beat }, () => beat) : null;

function halves(ticks: number, inThree: boolean): number[] {
	const count = inThree ? 3 : 2;
	return ticks / count >= finestTicks && Number.isInteger(ticks / count / finestTicks)
		? Array.from({ length: count }, () => ticks / count)
		: [];
}

/** How the beats of a bar are grouped; the common way where there are several. */
function beatGroups(beats: number, beatType: number): number[] {
	if (beats <= 3) return [beats];
	if (beats === 8 && beatType >= 8) return [3, 3, 2];
	if (beats % 3 === 0 && beats % 4 !== 0) return Array.from({ length: beats / 3 }, () => 3);
	if (beats === 5) return [3, 2];
	const groups = Array.from({ length: Math.floor(beats / 2) }, () => 2);
	if (beats % 2 === 1) groups[groups.length - 1] = 3;
	return beats === 8 ? [4, 4] : groups;
}

/** The largest stretches of the meter, or of several bars of it in a row, that make up [start, end). */
export function coverWith(tree: MeterTree, start: number, end: number): MeterNode[] {
	const found: MeterNode[] = [];
	const total = tree.root.ticks;
	const visit = (node: MeterNode, shift: number): void => {
		const from = node.start + shift;
		const to = from + node.ticks;
		if (to <= start || from >= end) return;
		if (from >= start && to <= end) found.push(shift === 0 ? node : shifted(node, shift));
		else if (node.children.length > 0) for (const child of node.children) visit(child, shift);
		else {
			const cut = Math.max(from, start);
			found.push({ start: cut, ticks: Math.min(to, end) - cut, level: node.level, children: [] });
		}
	};
	for (let shift = Math.floor(start / total) * total; shift < end; shift += total) visit(tree.root, shift);
	return found;
}

const shifted = (node: MeterNode, shift: number): MeterNode => ({
	...node,
	start: node.start + shift,
	children: node.children.map((child) => shifted(child, shift))
});
