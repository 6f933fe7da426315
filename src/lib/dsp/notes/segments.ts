import { contourBins, framesPerWindow, noteBins, type Matrices, type PosteriorSource } from './matrices.ts';

/** A run of windows with one more at each side, so that whatever looks around a frame sees the same in every cut. */
export interface Segment {
	readonly matrices: Matrices;
	/** Frame of the recording that is row 0 of the matrices; negative when the recording starts after it. */
	readonly firstFrame: number;
	/** Rows that are this segment's own. */
	readonly from: number;
	readonly to: number;
	/** dBFS of the windows from `firstWindow` on. */
	readonly levelsDb: readonly number[];
	readonly firstWindow: number;
}

export interface SegmentOptions {
	readonly windowsPerSegment: number;
	readonly isCancelled: () => boolean;
}

/**
 * Walks through a recording. The matrices of one segment are overwritten by the next.
 * @throws {RangeError} when the source gives windows of another shape, or fewer than it promised
 */
export async function* toSegments(source: PosteriorSource, options: SegmentOptions): AsyncGenerator<Segment> {
	const { windowsPerSegment } = options;
	const rows = (Math.min(windowsPerSegment, source.windowCount) + 2) * framesPerWindow;
	const notes = new Uint8Array(rows * noteBins);
	const onsets = new Uint8Array(rows * noteBins);
	const contours = new Uint8Array(rows * contourBins);
	for (let own = 0; own < source.windowCount; own += windowsPerSegment) {
		if (options.isCancelled()) return;
		const ownCount = Math.min(windowsPerSegment, source.windowCount - own);
		const first = Math.max(0, own - 1);
		const count = Math.min(source.windowCount, own + ownCount + 1) - first;
		const windows = await source.readWindows(first, count);
		if (windows.length !== count) throw new RangeError(`Asked for ${count} windows of posteriors, got ${windows.length}.`);
		const lead = (first - own + 1) * framesPerWindow;
		notes.fill(0);
		onsets.fill(0);
		contours.fill(0);
		windows.forEach((window, i) => {
			const row = lead + i * framesPerWindow;
			if (window.notes.length !== framesPerWindow * noteBins || window.contours.length !== framesPerWindow * contourBins) {
				throw new RangeError(`Window ${first + i} of the posteriors has the wrong size.`);
			}
			notes.set(window.notes, row * noteBins);
			onsets.set(window.onsets, row * noteBins);
			contours.set(window.contours, row * contourBins);
		});
		yield {
			matrices: { frames: lead + count * framesPerWindow, notes, onsets, contours },
			firstFrame: (own - 1) * framesPerWindow,
			from: framesPerWindow,
			to: framesPerWindow + ownCount * framesPerWindow,
			levelsDb: windows.slice(own - first, own - first + ownCount).map((window) => window.levelDb),
			firstWindow: own
		};
	}
}
