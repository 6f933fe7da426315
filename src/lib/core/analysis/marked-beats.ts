import { medianBeatSeconds, nearestBeat } from '../time/index.ts';
import type { Rhythm } from './analysis.ts';
import type { Corrections } from './corrections.ts';

/** A beat that knows whether a bar begins with it, so that the mark goes where the beat goes. */
export interface MarkedBeat {
	readonly seconds: number;
	readonly isDownbeat: boolean;
}

/** Beats nearer than this to each other are one, seconds: half of the shortest beat at 400 a minute is 75 ms. */
export const leastBeatSeconds = 0.02;

export function secondsOf(beats: readonly MarkedBeat[]): number[] {
	return beats.map(({ seconds }) => seconds);
}

/** What was heard, without the beats that lie on each other. */
export function toMarkedBeats({ beatsSeconds, downbeats }: Pick<Rhythm, 'beatsSeconds' | 'downbeats'>): readonly MarkedBeat[] {
	const marks = new Set(downbeats);
	return inOrder(beatsSeconds.map((seconds, at) => ({ seconds, isDownbeat: marks.has(at) })));
}

/** Ascending, at least `leastBeatSeconds` apart; a mark of a beat that is left out goes to the one that stays. */
export function inOrder(beats: readonly MarkedBeat[]): readonly MarkedBeat[] {
	const kept: MarkedBeat[] = [];
	for (const beat of [...beats].sort((a, b) => a.seconds - b.seconds)) {
		const last = kept.at(-1);
		if (last === undefined || beat.seconds - last.seconds >= leastBeatSeconds) kept.push(beat);
		else if (beat.isDownbeat) kept[kept.length - 1] = { ...last, isDownbeat: true };
	}
	return kept;
}

function doubled(beats: readonly MarkedBeat[], durationSeconds: number): readonly MarkedBeat[] {
	const last = beats.at(-1);
	const beforeLast = beats.at(-2);
	const between = beats.slice(1).map((beat, at): MarkedBeat => {
		const before = beats[at]?.seconds ?? beat.seconds;
		return { seconds: (before + beat.seconds) / 2, isDownbeat: false };
	});
	const tail = last === undefined || beforeLast === undefined ? Infinity : last.seconds + (last.seconds - beforeLast.seconds) / 2;
	return inOrder([...beats, ...between, ...(tail < durationSeconds ? [{ seconds: tail, isDownbeat: false }] : [])]);
}

/** Every other beat: those on which more bars begin. */
function halved(beats: readonly MarkedBeat[]): readonly MarkedBeat[] {
	let even = 0;
	let odd = 0;
	beats.forEach(({ isDownbeat }, at) => {
		if (isDownbeat && at % 2 === 0) even++;
		else if (isDownbeat) odd++;
	});
	const parity = odd > even ? 1 : 0;
	return beats.filter((_, at) => at % 2 === parity);
}

/** Beats of one tempo from an anchor both ways to the song's ends; the anchor is marked. */
export function steadyBeats(bpm: number, anchorSeconds: number, durationSeconds: number): readonly MarkedBeat[] {
	const step = 60 / bpm;
	const before = Math.floor(anchorSeconds / step + 1e-9);
	const count = Math.max(0, Math.floor((durationSeconds - anchorSeconds) / step + 1e-9) + 1 + before);
	return Array.from({ length: count }, (_, at) => ({
		seconds: Math.min(durationSeconds, Math.max(0, anchorSeconds + (at - before) * step)),
		isDownbeat: at === before
	}));
}

/** The beats under a tempo factor or a tempo of the user's own, before any beat is edited by hand. */
export function beatsUnderTempo(
	heard: readonly MarkedBeat[],
	{ tempoFactor, steadyBpm, firstDownbeatSeconds }: Pick<Corrections, 'tempoFactor' | 'steadyBpm' | 'firstDownbeatSeconds'>,
	durationSeconds: number
): readonly MarkedBeat[] {
	if (steadyBpm !== undefined) {
		const anchor = firstDownbeatSeconds ?? heard.find(({ isDownbeat }) => isDownbeat)?.seconds ?? heard[0]?.seconds ?? 0;
		return steadyBeats(steadyBpm, Math.min(anchor, durationSeconds), durationSeconds);
	}
	switch (tempoFactor) {
		case 4:
			return doubled(doubled(heard, durationSeconds), durationSeconds);
		case 2:
			return doubled(heard, durationSeconds);
		case 0.5:
			return halved(heard);
		case 0.25:
			return halved(halved(heard));
		case undefined:
			return heard;
	}
}

/** How far a time may lie from a beat and still mean it: a quarter of the distance to its neighbours. */
export function reachSeconds(beatsSeconds: readonly number[], at: number): number {
	const around = beatsSeconds.slice(Math.max(0, at - 1), at + 2);
	const step = around.length > 1 ? medianBeatSeconds(around) : 0.5;
	return Math.max(leastBeatSeconds, step / 4);
}

/** The beat that a time means, or -1 when there is none so near. */
export function meantBeat(beatsSeconds: readonly number[], seconds: number): number {
	const at = nearestBeat(beatsSeconds, seconds);
	if (at < 0) return -1;
	return Math.abs((beatsSeconds[at] ?? 0) - seconds) <= reachSeconds(beatsSeconds, at) ? at : -1;
}
