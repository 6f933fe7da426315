import { nearestBeat, type BeatGrid } from '../time/index.ts';
import type { Corrections } from './corrections.ts';
import { secondsOf, type MarkedBeat } from './marked-beats.ts';

const usualBeatsPerBar = 4;

/**
 * Which beats begin bars. What was heard stands until the user changes tempo, meter or bar 1: then bars are counted off
 * from bar 1 both ways. Under a doubled tempo the bars heard stay, and those that grew too long are cut.
 */
export function layBars(
	beats: readonly MarkedBeat[],
	heardBeatsPerBar: number | null,
	corrections: Pick<Corrections, 'tempoFactor' | 'steadyBpm' | 'beatsPerBar' | 'firstDownbeatSeconds'>
): BeatGrid {
	const beatsSeconds = secondsOf(beats);
	const heard = beats.flatMap(({ isDownbeat }, at) => (isDownbeat ? [at] : []));
	const { tempoFactor, steadyBpm, beatsPerBar, firstDownbeatSeconds } = corrections;
	const length = beatsPerBar ?? heardBeatsPerBar ?? usualBeatsPerBar;
	const isSaid = steadyBpm !== undefined || beatsPerBar !== undefined || firstDownbeatSeconds !== undefined;
	if (beats.length === 0 || (!isSaid && tempoFactor === undefined)) return { beatsSeconds, downbeats: heard };
	const anchor = firstDownbeatSeconds === undefined ? (heard[0] ?? 0) : nearestBeat(beatsSeconds, firstDownbeatSeconds);
	if (isSaid || (tempoFactor ?? 1) < 1 || heard.length === 0)
		return { beatsSeconds, downbeats: counted(beats.length, anchor, length) };
	return { beatsSeconds, downbeats: cut(beats.length, heard, length) };
}

function counted(count: number, anchor: number, length: number): readonly number[] {
	const first = anchor % length;
	return Array.from({ length: Math.max(0, Math.ceil((count - first) / length)) }, (_, at) => first + at * length);
}

function cut(count: number, heard: readonly number[], length: number): readonly number[] {
	const first = heard[0] ?? 0;
	const before = counted(first, first % length, length);
	const after = heard.flatMap((start, at) => {
		const end = heard[at + 1] ?? count;
		return Array.from({ length: Math.max(1, Math.round((end - start) / length)) }, (_, bar) => start + bar * length);
	});
	return [...before, ...after.filter((at) => at < count)];
}
