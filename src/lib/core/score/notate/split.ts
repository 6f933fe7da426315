import { coverWith, type MeterTree } from './meter-tree.ts';
import { finestTicks, toValue } from './values.ts';

/**
 * A note outside tuplets as lengths that one value each can write, tied where the meter must show: over the middle of a bar, over the
 * beats of compound meters, and over any place that is stronger than both its ends. The plain syncopation (short, long, short) stays.
 * @param start ticks from the beginning of the meter's bar
 * @returns lengths in ticks that add up to `end - start`
 */
export function notePieces(tree: MeterTree, start: number, end: number): number[] {
	const pieces: number[] = [];
	let at = start;
	while (at < end) {
		const next = isOne(tree, at, end) ? end : firstCut(tree, at, end);
		pieces.push(next - at);
		at = next;
	}
	return pieces;
}

function isOne(tree: MeterTree, start: number, end: number): boolean {
	const value = toValue(end - start);
	if (value === null) return false;
	const [startLevel, endLevel] = [tree.levelAt(start), tree.levelAt(end)];
	const crossed = strongestInside(tree, start, end);
	const { level } = crossed;
	if (tree.isCompound && level <= tree.beatLevel && Math.max(startLevel, endLevel) > tree.beatLevel) return false;
	if (level >= startLevel) return true;
	if (level >= endLevel) return value.dots < 2;
	const [middle] = crossed.places;
	const isSyncopation =
		crossed.places.length === 1 && middle === (start + end) / 2 && startLevel === level + 1 && endLevel === level + 1;
	return isSyncopation && value.dots === 0;
}

interface Crossed {
	readonly level: number;
	readonly places: readonly number[];
}

function strongestInside(tree: MeterTree, start: number, end: number): Crossed {
	let level = Infinity;
	let places: number[] = [];
	const first = Math.ceil((start + 1) / finestTicks) * finestTicks;
	for (let place = first; place < end; place += finestTicks) {
		const here = tree.levelAt(place);
		if (here < level) [level, places] = [here, [place]];
		else if (here === level && level < Infinity) places.push(place);
	}
	return { level, places };
}

/**
 * Of the strongest places inside: the one after which most is written with one value each; of equals the last where the note begins as
 * strong, so that the longer value comes first, else the earliest.
 */
function firstCut(tree: MeterTree, start: number, end: number): number {
	const { level, places } = strongestInside(tree, start, end);
	const fromStrong = tree.levelAt(start) <= level;
	let best: { readonly place: number; readonly singles: number } | null = null;
	for (const place of places) {
		const singles = Number(isOne(tree, start, place)) + Number(isOne(tree, place, end));
		if (best === null || singles > best.singles || (fromStrong && singles === best.singles)) best = { place, singles };
		if (singles === 2 && !fromStrong) break;
	}
	return best === null ? end : toOne(tree, start, best.place);
}

/** No further than one value reaches. */
const toOne = (tree: MeterTree, start: number, place: number): number =>
	isOne(tree, start, place) ? place : firstCut(tree, start, place);

/** A rest as lengths: the largest stretches of the meter, dotted only where a beat is. */
export function restPieces(tree: MeterTree, start: number, end: number): number[] {
	return coverWith(tree, start, end).flatMap(function pieces(node): number[] {
		const value = toValue(node.ticks);
		const isPlain = value !== null && (value.dots === 0 || (tree.isCompound && node.level >= tree.beatLevel));
		return isPlain || node.children.length === 0 ? [node.ticks] : node.children.flatMap(pieces);
	});
}
