import type { BeatLine } from '../beat-line.ts';

/**
 * How the played length of a note speaks against a written one. Fingers leave early without meaning a rest, so short is
 * cheap; held on means more, yet a pedal holds everything.
 */
export function lengthCost(writtenTicks: number, playedTicks: number): number {
	const stretch = Math.log(playedTicks / writtenTicks);
	if (stretch > 0) return Math.min(mostHeldCost, heldCost * Math.max(0, stretch - heldLeeway) ** 2);
	return leftCost * Math.max(0, -stretch - leftLeeway) ** 2;
}

const heldCost = 4;
const heldLeeway = 0.1;
const mostHeldCost = 4;
const leftCost = 1.1;
const leftLeeway = 0.35;

/** A written rest, whatever its length. */
export const restCost = 1.1;
/** A value that takes more than one note head. */
const tiedCost = 0.5;
/** One that begins inside a beat and goes on over the next, as syncopations do. */
const overBeatCost = 0.25;

/** How hard a value is to read where it stands. */
export function valueCost(
	tick: number,
	ticks: number,
	{ beatTicks, isCompound }: Pick<BeatLine, 'beatTicks' | 'isCompound'>
): number {
	const intoBeat = tick % beatTicks;
	const isOver = intoBeat !== 0 && intoBeat + ticks > beatTicks;
	const beats = ticks / beatTicks;
	const parts = isCompound && beats < 1 ? beats * 3 : beats;
	return (isPlain(parts) ? 0 : tiedCost) + (isOver ? overBeatCost : 0);
}

/** One note head: a power of two, a dotted one, or one of a triplet. */
function isPlain(beats: number): boolean {
	for (const factor of [1, 1.5, 1 / 3, 3]) {
		const exponent = Math.log2(beats / factor);
		if (Math.abs(exponent - Math.round(exponent)) < 1e-6) return true;
	}
	return false;
}
