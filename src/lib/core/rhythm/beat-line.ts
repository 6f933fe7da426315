import type { EffectiveAnalysis } from '../analysis/index.ts';
import { ticksPerQuarter } from '../score/index.ts';
import { beatPositionAt, medianBeatSeconds, secondsAtBeat, type BeatGrid } from '../time/index.ts';

/** A run of beats between two bar lines. */
export interface BeatBar {
	readonly firstBeat: number;
	readonly beatCount: number;
}

/** Beats that reach from before the first note to behind the last one, and the bars they fall into. */
export interface BeatLine {
	/** Strictly ascending. */
	readonly beatsSeconds: readonly number[];
	/** Without gaps from beat 0 on; the first one is short where the music does not begin on a bar line. */
	readonly bars: readonly BeatBar[];
	/** A quarter, or a dotted one in compound meters. */
	readonly beatTicks: number;
	readonly isCompound: boolean;
}

/** Where no beat was heard, notes are still written: against a click of this tempo. */
const fallbackBpm = 100;
const usualBeatsPerBar = 4;
/** How far an onset may lie before a beat and still be that beat, beats. */
const earlyBeats = 0.3;

/**
 * The tracked beats, carried on at both ends as far as the notes go, and counted off in bars. Bars that were heard stay as
 * they are; before the first and after the last one they have the usual length.
 * @param startSeconds of what is written first
 * @param endSeconds of what is written last
 */
export function toBeatLine(
	analysis: Pick<EffectiveAnalysis, 'grid' | 'meter' | 'tempo'>,
	isCompound: boolean,
	startSeconds: number,
	endSeconds: number
): BeatLine {
	const { grid, added } = coverSpan(gridOf(analysis, startSeconds), startSeconds, endSeconds);
	const downbeats = grid.downbeats.map((at) => at + added);
	const count = grid.beatsSeconds.length;
	const length = analysis.meter?.value ?? usualLength(downbeats);
	return {
		beatsSeconds: grid.beatsSeconds,
		bars: countBars(downbeats, count, length),
		beatTicks: isCompound ? 1.5 * ticksPerQuarter : ticksPerQuarter,
		isCompound
	};
}

/** Place of a time among the beats of a line, ticks from its first beat, not rounded. */
export const lineTickAt = ({ beatsSeconds, beatTicks }: BeatLine, seconds: number): number =>
	beatPositionAt({ beatsSeconds, downbeats: [] }, seconds) * beatTicks;

/** When a place in ticks from a line's first beat sounds, seconds. */
export const lineSecondsAt = ({ beatsSeconds, beatTicks }: BeatLine, tick: number): number =>
	secondsAtBeat({ beatsSeconds, downbeats: [] }, tick / beatTicks);

function gridOf({ grid, tempo }: Pick<EffectiveAnalysis, 'grid' | 'tempo'>, startSeconds: number): BeatGrid {
	if (grid.beatsSeconds.length >= 2) return grid;
	const step = 60 / (tempo?.value ?? fallbackBpm);
	const first = grid.beatsSeconds[0] ?? startSeconds;
	return { beatsSeconds: [first, first + step], downbeats: [0] };
}

function coverSpan(grid: BeatGrid, startSeconds: number, endSeconds: number): { grid: BeatGrid; added: number } {
	const { beatsSeconds } = grid;
	const lead = medianBeatSeconds(beatsSeconds.slice(0, 5));
	const tail = medianBeatSeconds(beatsSeconds.slice(-5));
	const first = beatsSeconds[0] ?? 0;
	const last = beatsSeconds.at(-1) ?? 0;
	const added = Math.max(0, Math.ceil((first - startSeconds) / lead - earlyBeats));
	const behind = Math.max(1, Math.ceil((endSeconds - last) / tail) + 1);
	const before = Array.from({ length: added }, (_, at) => first - (added - at) * lead);
	const after = Array.from({ length: behind }, (_, at) => last + (at + 1) * tail);
	return { grid: { ...grid, beatsSeconds: [...before, ...beatsSeconds, ...after] }, added };
}

/** The distance of downbeats that is most common, the shorter of two as common. */
function usualLength(downbeats: readonly number[]): number {
	const counts = new Map<number, number>();
	for (let at = 1; at < downbeats.length; at++) {
		const length = (downbeats[at] ?? 0) - (downbeats[at - 1] ?? 0);
		counts.set(length, (counts.get(length) ?? 0) + 1);
	}
	return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? usualBeatsPerBar;
}

function countBars(downbeats: readonly number[], count: number, length: number): BeatBar[] {
	const first = downbeats[0] ?? 0;
	const starts = downbeats.length === 0 ? [0] : [...downbeats];
	for (let at = first - length; at > -length; at -= length) starts.unshift(Math.max(0, at));
	for (let at = (downbeats.at(-1) ?? 0) + length; at < count; at += length) starts.push(at);
	const distinct = [...new Set(starts)].sort((a, b) => a - b);
	return distinct.map((firstBeat, at) => ({ firstBeat, beatCount: (distinct[at + 1] ?? firstBeat + length) - firstBeat }));
}
