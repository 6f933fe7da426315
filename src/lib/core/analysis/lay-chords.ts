import { nearestBeat } from '../time/index.ts';
import type { ChordSpan } from './analysis.ts';
import type { ChordEdit } from './corrections.ts';
import type { EffectiveChord } from './effective-analysis.ts';
import { reachSeconds } from './marked-beats.ts';

/** A stretch shorter than this is nothing, seconds. */
const leastSpanSeconds = 0.001;

/** A time drawn to the beat it nearly lies on: within a quarter of a beat, or else left where it is. */
export function snapToBeat(beatsSeconds: readonly number[], seconds: number): number {
	const at = nearestBeat(beatsSeconds, seconds);
	const beat = beatsSeconds[at];
	if (beat === undefined) return seconds;
	return Math.abs(beat - seconds) <= reachSeconds(beatsSeconds, at) ? beat : seconds;
}

/** What is left of an ascending lane around a new span, with that span in it. */
function over<Span extends { readonly startSeconds: number; readonly endSeconds: number }>(
	lane: readonly Span[],
	span: Span
): readonly Span[] {
	const before = lane.filter(({ startSeconds }) => startSeconds < span.startSeconds);
	const after = lane.filter(({ endSeconds }) => endSeconds > span.endSeconds);
	return [
		...before.map((each) => ({ ...each, endSeconds: Math.min(each.endSeconds, span.startSeconds) })),
		span,
		...after.map((each) => ({ ...each, startSeconds: Math.max(each.startSeconds, span.endSeconds) }))
	].filter(isLongEnough);
}

const isLongEnough = ({ startSeconds, endSeconds }: { readonly startSeconds: number; readonly endSeconds: number }): boolean =>
	endSeconds - startSeconds >= leastSpanSeconds;

/**
 * The chord lane: what was heard, with what the user wrote over it. Ascending and none over another.
 * @param snap applied to every edge, for beats that were corrected after the chords were heard
 */
export function layChords(
	heard: readonly ChordSpan[],
	edits: readonly ChordEdit[],
	snap: (seconds: number) => number
): readonly EffectiveChord[] {
	const placed = <Span extends { readonly startSeconds: number; readonly endSeconds: number }>(span: Span): Span => ({
		...span,
		startSeconds: snap(span.startSeconds),
		endSeconds: snap(span.endSeconds)
	});
	// Edits are settled among themselves first, so that a long song is walked through only once.
	let written: readonly EffectiveChord[] = [];
	for (const edit of edits) {
		const span = placed({ ...edit, confidence: 1, isYours: true });
		if (isLongEnough(span)) written = over(written, span);
	}
	const pieces: EffectiveChord[] = [];
	let first = 0;
	for (const span of heard.map(placed)) {
		while ((written[first]?.endSeconds ?? Infinity) <= span.startSeconds) first++;
		let startSeconds = span.startSeconds;
		for (let at = first; (written[at]?.startSeconds ?? Infinity) < span.endSeconds; at++) {
			const edit = written[at];
			if (edit === undefined) break;
			pieces.push({ ...span, isYours: false, startSeconds, endSeconds: edit.startSeconds });
			startSeconds = edit.endSeconds;
		}
		pieces.push({ ...span, isYours: false, startSeconds });
	}
	return [...pieces.filter(isLongEnough), ...written].sort((a, b) => a.startSeconds - b.startSeconds);
}
