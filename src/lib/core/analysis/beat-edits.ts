import { countUpTo } from '../order/index.ts';
import { nearestBeat } from '../time/index.ts';
import type { BeatEdit } from './corrections.ts';
import { inOrder, leastBeatSeconds, meantBeat, secondsOf, type MarkedBeat } from './marked-beats.ts';

/** The beats after one edit; null when the edit finds nothing to do, such as a beat that is no longer there. */
export function withBeatEdit(
	beats: readonly MarkedBeat[],
	edit: BeatEdit,
	durationSeconds: number
): readonly MarkedBeat[] | null {
	switch (edit.kind) {
		case 'move':
			return moved(beats, edit.fromSeconds, edit.toSeconds, durationSeconds);
		case 'insert':
			return inserted(beats, edit.atSeconds, durationSeconds);
		case 'remove':
			return removed(beats, edit.atSeconds);
		case 'spread': {
			const { fromSeconds, toSeconds, count } = edit;
			const step = (toSeconds - fromSeconds) / count;
			const between = Array.from({ length: count - 1 }, (_, at) => fromSeconds + (at + 1) * step);
			return step < leastBeatSeconds ? null : replaced(beats, fromSeconds, toSeconds, between);
		}
		case 'retrack':
			return replaced(beats, edit.fromSeconds, edit.toSeconds, edit.beatsSeconds);
	}
}

/** A beat goes as far as its neighbours let it, never past them. */
function moved(
	beats: readonly MarkedBeat[],
	fromSeconds: number,
	toSeconds: number,
	durationSeconds: number
): readonly MarkedBeat[] | null {
	const at = meantBeat(secondsOf(beats), fromSeconds);
	const beat = beats[at];
	if (beat === undefined) return null;
	const earliest = at === 0 ? 0 : (beats[at - 1]?.seconds ?? 0) + leastBeatSeconds;
	const latest = at === beats.length - 1 ? durationSeconds : (beats[at + 1]?.seconds ?? durationSeconds) - leastBeatSeconds;
	if (earliest > latest) return null;
	return beats.with(at, { ...beat, seconds: Math.min(latest, Math.max(earliest, toSeconds)) });
}

function inserted(beats: readonly MarkedBeat[], seconds: number, durationSeconds: number): readonly MarkedBeat[] | null {
	const nearest = beats[nearestBeat(secondsOf(beats), seconds)];
	if (seconds > durationSeconds || (nearest && Math.abs(nearest.seconds - seconds) < leastBeatSeconds)) return null;
	return beats.toSpliced(countUpTo(secondsOf(beats), seconds), 0, { seconds, isDownbeat: false });
}

/** The bar that began on a beat taken away begins on the next one. */
function removed(beats: readonly MarkedBeat[], seconds: number): readonly MarkedBeat[] | null {
	const at = meantBeat(secondsOf(beats), seconds);
	const beat = beats[at];
	if (beat === undefined) return null;
	const next = beats[at + 1];
	const rest = beats.toSpliced(at, 1);
	return beat.isDownbeat && next !== undefined ? rest.with(at, { ...next, isDownbeat: true }) : rest;
}

/** Other beats between two anchors; a bar that began there begins on the nearest of them. */
function replaced(
	beats: readonly MarkedBeat[],
	fromSeconds: number,
	toSeconds: number,
	betweenSeconds: readonly number[]
): readonly MarkedBeat[] | null {
	const seconds = secondsOf(beats);
	const first = beats[meantBeat(seconds, fromSeconds)] ?? { seconds: fromSeconds, isDownbeat: false };
	const last = beats[meantBeat(seconds, toSeconds)] ?? { seconds: toSeconds, isDownbeat: false };
	if (last.seconds - first.seconds < leastBeatSeconds) return null;
	const inside = betweenSeconds.filter(
		(each) => each - first.seconds >= leastBeatSeconds && last.seconds - each >= leastBeatSeconds
	);
	const added = inOrder([first, ...inside.map((each) => ({ seconds: each, isDownbeat: false })), last]);
	const marks = new Set<number>();
	for (const beat of beats) {
		if (!beat.isDownbeat || beat.seconds <= first.seconds || beat.seconds >= last.seconds) continue;
		marks.add(nearestBeat(secondsOf(added), beat.seconds));
	}
	return inOrder([
		...beats.filter((beat) => beat.seconds < first.seconds || beat.seconds > last.seconds),
		...added.map((beat, at) => (marks.has(at) ? { ...beat, isDownbeat: true } : beat))
	]);
}

/** All edits in their order, and how many of them found nothing to do. */
export function withBeatEdits(
	beats: readonly MarkedBeat[],
	edits: readonly BeatEdit[],
	durationSeconds: number
): { readonly beats: readonly MarkedBeat[]; readonly lost: number } {
	let current = beats;
	let lost = 0;
	for (const edit of edits) {
		const next = withBeatEdit(current, edit, durationSeconds);
		if (next === null) lost++;
		else current = next;
	}
	return { beats: current, lost };
}
