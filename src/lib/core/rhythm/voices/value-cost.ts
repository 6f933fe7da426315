import { countUpTo } from '../../order/index.ts';
import type { BeatLine } from '../beat-line.ts';

/** What the reading of values depends on. */
export interface Meters extends Pick<BeatLine, 'beatTicks' | 'isCompound'> {
	/** Where bars begin, ticks from the first beat of the line, ascending. */
	readonly barTicks: readonly number[];
}

/** Leaving early is articulation, and costs slowly; holding on is meant, unless a pedal does it. */
const leftCost = 0.7;
const leftLeeway = 0.3;
const heldCost = 4;
const heldLeeway = 0.1;
const mostHeldCost = 4;
/** Silence is heard as such from about a beat on; for each beat after that. */
const silenceCost = 0.4;

/** How the played length of a note speaks against a written one. */
export function lengthCost(writtenTicks: number, playedTicks: number, beatTicks: number): number {
	const stretch = Math.log(playedTicks / writtenTicks);
	if (stretch > 0) return Math.min(mostHeldCost, heldCost * Math.max(0, stretch - heldLeeway) ** 2);
	const silentBeats = (writtenTicks - playedTicks) / beatTicks;
	return leftCost * Math.max(0, -stretch - leftLeeway) ** 2 + silenceCost * Math.max(0, silentBeats - 1);
}

/** A rest is plain where a bar or a beat begins, and hard to count inside one. */
const restCosts = { bar: 0.5, beat: 0.9, half: 1.6, inner: 2.4 };

/** A written rest that begins at a tick, whatever its length. */
export function restCost(tick: number, { beatTicks, barTicks }: Meters): number {
	if (tick % beatTicks !== 0) return (2 * tick) % beatTicks === 0 ? restCosts.half : restCosts.inner;
	return barTicks[countUpTo(barTicks, tick) - 1] === tick ? restCosts.bar : restCosts.beat;
}

/** A value that takes more than one note head, and one that must be tied over a bar line. */
const tiedCost = 0.5;
const overBarCost = 0.8;
/** One that begins inside a beat and goes on over the next, as syncopations do. */
const overBeatCost = 0.7;

/** How hard a value is to read where it stands. */
export function valueCost(tick: number, ticks: number, { beatTicks, isCompound, barTicks }: Meters): number {
	const intoBeat = tick % beatTicks;
	const isOverBeat = intoBeat !== 0 && intoBeat + ticks > beatTicks;
	const isOverBar = countUpTo(barTicks, tick) !== countUpTo(barTicks, tick + ticks - 1);
	const beats = ticks / beatTicks;
	const parts = isCompound && beats < 1 ? beats * 3 : beats;
	return (isPlain(parts) ? 0 : tiedCost) + (isOverBar ? overBarCost : isOverBeat ? overBeatCost : 0);
}

/** One note head: a power of two, a dotted one, or one of a triplet. */
function isPlain(beats: number): boolean {
	for (const factor of [1, 1.5, 1 / 3]) {
		const exponent = Math.log2(beats / factor);
		if (Math.abs(exponent - Math.round(exponent)) < 1e-6) return true;
	}
	return false;
}
