import type { Timeline } from '../../../../app/timeline/timeline.svelte.ts';

/** The stretch of a lane that is in the page, seconds: the screen and as much on each side, in whole screens. */
export interface LaneWindow {
	readonly fromSeconds: number;
	readonly toSeconds: number;
}

/** Changes only when a whole screen has gone by, so that scrolling moves what is there and makes nothing new. */
export function laneWindow(screen: number, screenSeconds: number): LaneWindow {
	return { fromSeconds: (screen - 1) * screenSeconds, toSeconds: (screen + 3) * screenSeconds };
}

/** Which screen of the song is shown, counted from its start. */
export function laneScreen(timeline: Pick<Timeline, 'time' | 'widthPx'>): number {
	return Math.floor(timeline.time.startSeconds / screenSeconds(timeline));
}

export function screenSeconds({ time, widthPx }: Pick<Timeline, 'time' | 'widthPx'>): number {
	return Math.max(1e-6, time.secondsPerPixel * Math.max(1, widthPx));
}

export function inWindow<Span extends { readonly startSeconds: number; readonly endSeconds: number }>(
	spans: readonly Span[],
	{ fromSeconds, toSeconds }: LaneWindow,
	leastSeconds: number
): readonly (Span & { readonly index: number })[] {
	const shown: (Span & { readonly index: number })[] = [];
	spans.forEach((span, index) => {
		if (span.endSeconds <= fromSeconds || span.startSeconds >= toSeconds) return;
		if (span.endSeconds - span.startSeconds >= leastSeconds) shown.push({ ...span, index });
	});
	return shown;
}
