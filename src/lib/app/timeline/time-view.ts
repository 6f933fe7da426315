/** The stretch of a song that is on the screen: the time at the left edge and how much of it one CSS pixel holds. */
export interface TimeView {
	readonly startSeconds: number;
	readonly secondsPerPixel: number;
}

/** What a view must stay inside of. */
export interface TimeBounds {
	readonly durationSeconds: number;
	readonly widthPx: number;
}

/** The closest zoom: 2,000 pixels a second, about a pixel for 22 samples. */
export const finestSecondsPerPixel = 1 / 2000;

/** The widest zoom: the whole song, edge to edge. */
export function coarsestSecondsPerPixel({ durationSeconds, widthPx }: TimeBounds): number {
	return Math.max(finestSecondsPerPixel, durationSeconds / Math.max(1, widthPx));
}

/** The nearest view that shows nothing before the start or after the end; a song shorter than the screen starts at its left edge. */
export function clampTimeView(view: TimeView, bounds: TimeBounds): TimeView {
	const secondsPerPixel = Math.min(coarsestSecondsPerPixel(bounds), Math.max(finestSecondsPerPixel, view.secondsPerPixel));
	const latestStart = Math.max(0, bounds.durationSeconds - bounds.widthPx * secondsPerPixel);
	return { startSeconds: Math.min(latestStart, Math.max(0, view.startSeconds)), secondsPerPixel };
}

export function fitTime(bounds: TimeBounds): TimeView {
	return { startSeconds: 0, secondsPerPixel: coarsestSecondsPerPixel(bounds) };
}

/**
 * Zooms so that the time under `xPx` stays there, as far as the song's ends allow.
 * @param factor above 1 comes closer
 */
export function zoomTime(view: TimeView, bounds: TimeBounds, factor: number, xPx: number): TimeView {
	const anchorSeconds = secondsAt(view, xPx);
	const wanted = view.secondsPerPixel / factor;
	const secondsPerPixel = Math.min(coarsestSecondsPerPixel(bounds), Math.max(finestSecondsPerPixel, wanted));
	return clampTimeView({ startSeconds: anchorSeconds - xPx * secondsPerPixel, secondsPerPixel }, bounds);
}

export function panTime(view: TimeView, bounds: TimeBounds, deltaPx: number): TimeView {
	return clampTimeView({ ...view, startSeconds: view.startSeconds + deltaPx * view.secondsPerPixel }, bounds);
}

/** The view that shows a stretch with a tenth of it free on each side. */
export function showRange(bounds: TimeBounds, startSeconds: number, endSeconds: number): TimeView {
	const marginSeconds = 0.1 * Math.max(0, endSeconds - startSeconds);
	const secondsPerPixel = (endSeconds - startSeconds + 2 * marginSeconds) / Math.max(1, bounds.widthPx);
	return clampTimeView({ startSeconds: startSeconds - marginSeconds, secondsPerPixel }, bounds);
}

export function secondsAt(view: TimeView, xPx: number): number {
	return view.startSeconds + xPx * view.secondsPerPixel;
}

export function xAt(view: TimeView, seconds: number): number {
	return (seconds - view.startSeconds) / view.secondsPerPixel;
}

/** How the view moves while the song plays: a page at a time, with the playhead held still, or not at all. */
export type FollowMode = 'page' | 'scroll' | 'off';

/** Where the playhead comes to stand after a page turn, as a share of the width. */
const pageStartShare = 0.06;
/** A page turns when the playhead has gone this far. */
const pageEndShare = 0.96;
const scrollShare = 0.35;

/** The view that follows the playhead to `positionSeconds`; the same object when nothing has to move. */
export function followTime(view: TimeView, bounds: TimeBounds, mode: FollowMode, positionSeconds: number): TimeView {
	if (mode === 'off') return view;
	const visibleSeconds = bounds.widthPx * view.secondsPerPixel;
	const share = (positionSeconds - view.startSeconds) / visibleSeconds;
	if (mode === 'page' && share >= 0 && share <= pageEndShare) return view;
	const target = positionSeconds - visibleSeconds * (mode === 'page' ? pageStartShare : scrollShare);
	const next = clampTimeView({ ...view, startSeconds: target }, bounds);
	return next.startSeconds === view.startSeconds && next.secondsPerPixel === view.secondsPerPixel ? view : next;
}
