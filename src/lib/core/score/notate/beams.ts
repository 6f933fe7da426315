import { ticksPerQuarter } from '../score.ts';
import { coverWith, type MeterNode, type MeterTree } from './meter-tree.ts';
import { valueTicks, valueTypes, type WrittenValue } from './values.ts';

interface Beamable {
	/** Ticks from the beginning of the meter's bar. */
	readonly offset: number;
	readonly ticks: number;
	readonly value: WrittenValue;
	readonly isRest: boolean;
}

const half = 2 * ticksPerQuarter;
const isShort = ({ type }: WrittenValue): boolean => valueTypes.indexOf(type) >= valueTypes.indexOf('eighth');

/**
 * Which notes of a voice share a beam: those of a beat; plain eighths those of half a bar of four quarters, or of a bar of two or three;
 * in meters of uneven eighths those of a group. Rests and longer notes end a beam.
 * @returns for each event the number of its beam, or null
 */
export function beamGroups(tree: MeterTree, events: readonly Beamable[]): (number | null)[] {
	const [first] = events;
	const last = events[events.length - 1];
	if (first === undefined || last === undefined) return [];
	const windows = coverWith(tree, first.offset, last.offset + last.ticks).flatMap((node) => windowsOf(node, tree, events));
	const groups: (number | null)[] = events.map(() => null);
	let group = -1;
	let previous: { readonly at: number; readonly window: number } | null = null;
	for (const [at, event] of events.entries()) {
		if (event.isRest || !isShort(event.value)) {
			previous = null;
			continue;
		}
		const window = windows.findIndex(({ start, ticks }) => event.offset >= start && event.offset < start + ticks);
		if (previous !== null && previous.window === window) {
			if (groups[previous.at] === null) groups[previous.at] = ++group;
			groups[at] = group;
		}
		previous = { at, window };
	}
	return groups;
}

function windowsOf(node: MeterNode, tree: MeterTree, events: readonly Beamable[]): MeterNode[] {
	if (isWindow(node, tree, events)) return [node];
	return node.children.length === 0 ? [node] : node.children.flatMap((child) => windowsOf(child, tree, events));
}

function isWindow(node: MeterNode, tree: MeterTree, events: readonly Beamable[]): boolean {
	if (tree.isCompound) return node.ticks <= tree.beatTicks;
	if (tree.beatTicks < ticksPerQuarter) return node.ticks <= Math.max(tree.beatTicks, 3 * tree.beatTicks);
	if (node.ticks <= ticksPerQuarter) return true;
	if (node.ticks > 3 * ticksPerQuarter || (node.ticks > half && node.level > 0)) return false;
	const within = events.filter(({ offset }) => offset >= node.start && offset < node.start + node.ticks);
	return within.every(({ value, isRest }) => !isRest && valueTicks(value) === ticksPerQuarter / 2);
}
