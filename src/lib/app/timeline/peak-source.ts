import { peaksBetween, type Peaks } from '$formats/peaks/index.ts';

/** The waveform as the canvases ask for it: one value for each column of device pixels, full scale is 1. */
export interface PeakSource {
	readonly durationSeconds: number;
	/** What full height stands for: 1 draws full scale, 4 lifts a quiet recording so that it fills the height. */
	readonly gain: number;
	between(startSeconds: number, endSeconds: number, columns: number): PeakSpan;
}

export interface PeakSpan {
	readonly min: Float32Array;
	readonly max: Float32Array;
	/** The darker core; left out when it is not known. */
	readonly rms?: Float32Array;
}

const loudestShare = 0.94;
const mostGain = 32;

/** The gain that lets a recording's highest peak (0 to 1 or above) fill the height. */
export function gainForPeak(peak: number): number {
	return peak > 0 && Number.isFinite(peak) ? Math.min(mostGain, loudestShare / peak) : 1;
}

/** A peaks file as it lies on the device, ready to be drawn. */
export function toPeakSource(peaks: Peaks): PeakSource {
	const coarsest = peaks.levels.at(-1);
	let highest = 0;
	for (const value of coarsest?.max ?? []) highest = Math.max(highest, value);
	for (const value of coarsest?.min ?? []) highest = Math.max(highest, -value);
	return {
		durationSeconds: peaks.frameCount / peaks.sampleRateHz,
		gain: gainForPeak(highest / 127),
		between: (startSeconds, endSeconds, columns) => peaksBetween(peaks, startSeconds, endSeconds, columns)
	};
}
