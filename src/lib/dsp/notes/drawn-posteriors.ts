import {
	contourBins,
	framesPerWindow,
	noteBins,
	toContourCentre,
	toFrameSeconds,
	type PosteriorSource,
	type PosteriorWindow
} from './matrices.ts';

/** A note to draw into posteriors, as the model would show it. For tests. */
export interface DrawnNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	/** 0 to 1; 0.75 when left out. */
	readonly strength?: number;
	/** Cents of deviation at a time after the onset. */
	readonly bend?: (seconds: number) => number;
}

export interface DrawnRecording {
	readonly notes: readonly DrawnNote[];
	readonly durationSeconds: number;
	/** dBFS of each window; -20 when left out. */
	readonly levelDb?: (window: number) => number;
}

function toFrame(seconds: number): number {
	let frame = Math.max(0, Math.floor((seconds * 22_050) / 256));
	while (toFrameSeconds(frame) < seconds) frame++;
	return frame;
}

/** Posteriors in which the given notes are plain to see: a peak at each onset, a plateau that hardly sinks, a contour. */
export function toDrawnSource({ notes, durationSeconds, levelDb = () => -20 }: DrawnRecording): PosteriorSource {
	const windowCount = Math.ceil((durationSeconds * 22_050) / 36_164);
	const frames = windowCount * framesPerWindow;
	const noteMatrix = new Uint8Array(frames * noteBins).fill(24);
	const onsetMatrix = new Uint8Array(frames * noteBins).fill(18);
	const contourMatrix = new Uint8Array(frames * contourBins).fill(24);
	const raise = (matrix: Uint8Array, at: number, value: number): void => {
		if (at >= 0 && at < matrix.length) matrix[at] = Math.max(matrix[at] ?? 0, Math.round(255 * value));
	};
	for (const { onsetSeconds, offsetSeconds, pitchMidi, strength = 0.75, bend } of notes) {
		const bin = pitchMidi - 21;
		const start = toFrame(onsetSeconds);
		const end = toFrame(offsetSeconds);
		[0.25, 0.6, 1, 0.55, 0.2].forEach((share, i) => raise(onsetMatrix, (start + i - 2) * noteBins + bin, strength * share));
		for (let frame = start - 1; frame < Math.min(frames, end + 3); frame++) {
			const rise = Math.min(1, (frame - start + 2) / 4);
			const fall = frame < end ? 1 : ([0.55, 0.25, 0.1][frame - end] ?? 0);
			const value = strength * rise * fall * (1 - 0.0002 * Math.min(400, Math.max(0, frame - start)));
			raise(noteMatrix, frame * noteBins + bin, value);
			const place = toContourCentre(bin) + (bend?.(toFrameSeconds(frame) - onsetSeconds) ?? 0) / (100 / 3);
			for (let side = Math.floor(place) - 2; side <= Math.ceil(place) + 2; side++) {
				if (side >= 0 && side < contourBins)
					raise(contourMatrix, frame * contourBins + side, value * Math.max(0, 1 - Math.abs(side - place) / 2));
			}
		}
	}
	const windows: PosteriorWindow[] = Array.from({ length: windowCount }, (_, window) => {
		const from = window * framesPerWindow;
		const to = from + framesPerWindow;
		return {
			levelDb: levelDb(window),
			notes: noteMatrix.subarray(from * noteBins, to * noteBins),
			onsets: onsetMatrix.subarray(from * noteBins, to * noteBins),
			contours: contourMatrix.subarray(from * contourBins, to * contourBins)
		};
	});
	return { windowCount, durationSeconds, readWindows: (from, count) => windows.slice(from, from + count) };
}
