import { ticksPerQuarter } from '../score.ts';
import { coverWith, type MeterNode, type MeterTree } from './meter-tree.ts';
import { finestTicks, toValue, toValueWithin, valueTicks, type ValueType } from './values.ts';

/** `actual` notes of a value in the time of `normal`. */
export interface TupletRatio {
	readonly actual: number;
	readonly normal: number;
	/** The value that is counted. */
	readonly unit: ValueType;
}

/** A stretch of a bar with the one division that its notes have. */
export interface Division {
	readonly start: number;
	readonly ticks: number;
	/** What places in it are multiples of, from its start. */
	readonly gridTicks: number;
	/** Null where nothing but halves is needed. */
	readonly tuplet: TupletRatio | null;
}

interface Choice {
	readonly divisions: readonly Division[];
	/** Heads and rests that it takes to write it, and a brace for each tuplet. */
	readonly cost: number;
}

/** The divisions of a stretch that can be written, and how they are named: [cut into, actual, cost of reading it]. */
const divisors: readonly (readonly [number, number, number])[] = [
	[3, 3, 0],
	[6, 6, 0.1],
	[5, 5, 0.3],
	[7, 7, 0.4],
	[9, 9, 0.4],
	[12, 3, 0.5],
	[10, 5, 0.6],
	[24, 3, 0.7],
	[15, 15, 0.8],
	[14, 7, 0.8],
	[18, 9, 0.8],
	[20, 5, 0.9]
];
/** A stretch in which nothing changes costs little: what is held through it is often one head with its neighbours. */
const heldCost = 0.5;
/** Where no division holds all places, they are drawn at the nearest 64th. */
const looseGridTicks = 2 * finestTicks;

/**
 * Cuts a bar into stretches of one division each, so that the least has to be written: a quarter triplet rather than two tied
 * eighth triplets.
 * @param places ticks in the same count as `start`, ascending: where notes begin and end
 * @returns in order, without gaps from `start` to `end`
 */
export function divideBar(tree: MeterTree, start: number, end: number, places: readonly number[]): Division[] {
	const nodes = coverWith(tree, start, end);
	const found: Division[] = [];
	for (const node of nodes) found.push(...divide(node, tree, inside(node, places)).divisions);
	return found;
}

const inside = ({ start, ticks }: Pick<MeterNode, 'start' | 'ticks'>, places: readonly number[]): number[] =>
	places.filter((place) => place > start && place < start + ticks);

function divide(node: MeterNode, tree: MeterTree, inner: readonly number[]): Choice {
	const { start, ticks } = node;
	if (inner.every((place) => (place - start) % finestTicks === 0))
		return {
			divisions: [{ start, ticks, gridTicks: finestTicks, tuplet: null }],
			cost: inner.length === 0 ? heldCost : inner.length + 1
		};
	const choices = [asTuplet(node, tree, inner), inChildren(node, tree, inner)].filter((choice) => choice !== null);
	const [first, second] = choices;
	if (first === undefined)
		return {
			divisions: [{ start, ticks, gridTicks: looseGridTicks, tuplet: null }],
			cost: 8 * (inner.length + 1)
		};
	return second !== undefined && second.cost < first.cost ? second : first;
}

function asTuplet(
	{ start, ticks }: Pick<MeterNode, 'start' | 'ticks'>,
	tree: MeterTree,
	inner: readonly number[]
): Choice | null {
	const beat = Math.max(tree.beatTicks, ticksPerQuarter);
	const isWide = ticks > beat;
	const isCompoundBeat = tree.isCompound && ticks === tree.beatTicks;
	if (!isCompoundBeat && toValue(ticks)?.dots !== 0) return null;
	const showsMiddle = inner.includes(start + ticks / 2);
	if (isWide && showsMiddle) return null;
	for (const [cuts, named, reading] of divisors) {
		if (isWide && cuts > 9) continue;
		const gridTicks = ticks / cuts;
		if (inner.some((place) => (place - start) % gridTicks !== 0)) continue;
		const actual = cuts === 6 && inner.length < 4 ? 3 : named;
		const normal = isCompoundBeat ? 6 : 2 ** Math.floor(Math.log2(actual));
		if (isCompoundBeat && actual % 3 === 0) continue;
		const unit = toValue(ticks / normal);
		if (unit === null || (gridTicks * actual) / normal < finestTicks) continue;
		const tuplet = { actual, normal, unit: unit.type };
		const awkward = cuts === 6 && showsMiddle && inner.length < 4 ? 1.2 : 0;
		const edges = [start, ...inner, start + ticks];
		const heads = inner.map((place, at) => place - (edges[at] ?? start)).concat(start + ticks - (edges[inner.length] ?? start));
		const written = heads.reduce((sum, length) => sum + tupletPieces(length, tuplet).length, 0);
		const width = isWide ? 0.35 * Math.log2(ticks / beat) : 0;
		const cost = written + 1 + reading + awkward + width;
		return { divisions: [{ start, ticks, gridTicks, tuplet }], cost };
	}
	return null;
}

/** Each child on its own, or two beats in a row as one where three stand together. */
function inChildren(node: MeterNode, tree: MeterTree, inner: readonly number[]): Choice | null {
	const { children } = node;
	if (children.length === 0) return null;
	const best: Choice[] = [{ divisions: [], cost: 0 }];
	for (const [at, child] of children.entries()) {
		const before = best[at];
		if (before === undefined) return null;
		offer(best, at + 1, before, divide(child, tree, inside(child, inner)));
		const next = children[at + 1];
		if (next === undefined || children.length === 2 || next.ticks !== child.ticks) continue;
		const pair = { start: child.start, ticks: 2 * child.ticks };
		const together = asTuplet(pair, tree, inside(pair, inner));
		if (together !== null) offer(best, at + 2, before, together);
	}
	return best[children.length] ?? null;
}

function offer(best: Choice[], at: number, before: Choice, next: Choice): void {
	const cost = before.cost + next.cost;
	const known = best[at];
	if (known === undefined || cost < known.cost) best[at] = { divisions: [...before.divisions, ...next.divisions], cost };
}

/** The place of a division's grid that is nearest; the place itself where the division is exact. */
export function snap(divisions: readonly Division[], place: number): number {
	const division = divisions.find(({ start, ticks }) => place >= start && place < start + ticks);
	if (division === undefined) return place;
	const snapped = division.start + Math.round((place - division.start) / division.gridTicks) * division.gridTicks;
	return Math.min(division.start + division.ticks, snapped);
}

/** A stretch inside a tuplet as lengths that one value each can write, the longest first. */
export function tupletPieces(ticks: number, { actual, normal }: Pick<TupletRatio, 'actual' | 'normal'>): number[] {
	const pieces: number[] = [];
	let rest = ticks;
	while (rest > 0) {
		const written = (rest * actual) / normal;
		const { type } = toValueWithin(written);
		const piece = toValue(written) === null ? Math.min(rest, (valueTicks({ type, dots: 0 }) * normal) / actual) : rest;
		pieces.push(piece);
		rest -= piece;
	}
	return pieces;
}
