import { nearestBeat } from '../time/index.ts';
import type { SongAnalysis } from './analysis.ts';
import { withBeatEdits } from './beat-edits.ts';
import type { BeatEdit, Corrections } from './corrections.ts';
import { beatsUnderTempo, leastBeatSeconds, secondsOf, toMarkedBeats } from './marked-beats.ts';

/** The stretch that an edit touches, seconds. */
function reachOf(edit: BeatEdit): readonly number[] {
	return edit.kind === 'move' || edit.kind === 'spread' || edit.kind === 'retrack'
		? [edit.fromSeconds, edit.toSeconds]
		: [edit.atSeconds];
}

/**
 * Beat edits made under one tempo, said again for another: over the stretch that was edited by hand the beats are those
 * edited ones, doubled or halved, and everywhere else the analysis is followed as before. None for a steady tempo, which
 * lays out every beat anew.
 */
export function rebaseBeatEdits(analysis: SongAnalysis, before: Corrections, after: Corrections): Corrections['beatEdits'] {
	if (after.steadyBpm !== undefined || before.steadyBpm !== undefined || before.beatEdits.length === 0) return [];
	const { durationSeconds } = analysis;
	const heard = toMarkedBeats(analysis.rhythm);
	const base = secondsOf(beatsUnderTempo(heard, after, durationSeconds));
	const edited = withBeatEdits(beatsUnderTempo(heard, before, durationSeconds), before.beatEdits, durationSeconds).beats;
	const factor = (after.tempoFactor ?? 1) / (before.tempoFactor ?? 1);
	const touched = before.beatEdits.flatMap(reachOf);
	const isInBoth = (seconds: number): boolean => {
		const nearest = edited[nearestBeat(secondsOf(edited), seconds)];
		return nearest !== undefined && Math.abs(nearest.seconds - seconds) < leastBeatSeconds / 4;
	};
	const earliest = touched.reduce((least, each) => Math.min(least, each), Infinity);
	const latest = touched.reduce((most, each) => Math.max(most, each), 0);
	const fromSeconds = base.findLast((each) => each < earliest && isInBoth(each)) ?? 0;
	const toSeconds = base.find((each) => each > latest && isInBoth(each)) ?? durationSeconds;
	const stretch = edited.filter(({ seconds }) => seconds >= fromSeconds - 1e-6 && seconds <= toSeconds + 1e-6);
	const scaled =
		factor === 2 || factor === 4 || factor === 0.5 || factor === 0.25
			? beatsUnderTempo(
					stretch.map((beat, at) => ({ ...beat, isDownbeat: at === 0 })),
					{ tempoFactor: factor },
					toSeconds
				)
			: stretch;
	return [{ kind: 'retrack', fromSeconds, toSeconds, beatsSeconds: secondsOf(scaled).slice(0, 20_000) }];
}
