import { contourBins, noteBins, toContourCentre, type Matrices } from '../matrices.ts';

const reaches = [-10, -6, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8, 11, 15, 20] as const;
const partners = [-19, -12, -7, 7, 12, 19] as const;

/** Numbers that `readSustain` writes. */
export const sustainCount = reaches.length + 3 + partners.length + 9;

/** What is sounding and starting in each frame as a whole, for all notes of a stretch. */
export interface FrameTotals {
	/** Sum over bins of note activation above its floor. */
	readonly sounding: Float32Array;
	/** Largest onset activation within two frames. */
	readonly starting: Float32Array;
	/** Sum over bins of onset activation above its floor, within two frames. */
	readonly startingAll: Float32Array;
}

export function toFrameTotals({ notes, onsets, frames }: Matrices): FrameTotals {
	const sounding = new Float32Array(frames);
	const startingHere = new Float32Array(frames);
	const startingSum = new Float32Array(frames);
	for (let frame = 0; frame < frames; frame++) {
		let sum = 0;
		let top = 0;
		let all = 0;
		for (let at = frame * noteBins; at < (frame + 1) * noteBins; at++) {
			const note = notes[at] ?? 0;
			const onset = onsets[at] ?? 0;
			if (note > 51) sum += note - 51;
			if (onset > 64) all += onset - 64;
			if (onset > top) top = onset;
		}
		sounding[frame] = sum / 255;
		startingHere[frame] = top / 255;
		startingSum[frame] = all / 255;
	}
	const spread = (values: Float32Array): Float32Array =>
		values.map((value, i) => Math.max(value, values[i - 1] ?? 0, values[i + 1] ?? 0, values[i - 2] ?? 0, values[i + 2] ?? 0));
	return { sounding, starting: spread(startingHere), startingAll: spread(startingSum) };
}

/** What tells whether a note that began at `start` still sounds at `frame`; values mostly 0 to 1, `sustainCount` of them. */
export function readSustain(
	{ notes, onsets, contours, frames }: Matrices,
	totals: FrameTotals,
	bin: number,
	start: number,
	frame: number,
	peak: number,
	out: Float32Array,
	to: number
): void {
	let at = to;
	const note = (when: number, which: number): number => {
		if (which < 0 || which >= noteBins || when >= frames) return 0;
		return (notes[Math.max(0, when) * noteBins + which] ?? 0) / 255;
	};
	for (const reach of reaches) out[at++] = note(Math.max(start + 1, frame + reach), bin);
	for (const reach of [-4, 0, 4]) {
		const when = Math.max(start, Math.min(frames - 1, frame + reach));
		out[at++] = (contours[when * contourBins + toContourCentre(bin)] ?? 0) / 255;
	}
	for (const step of partners) out[at++] = note(frame, bin + step);
	let ownOnset = 0;
	for (let when = Math.max(start + 4, frame - 3); when <= Math.min(frames - 1, frame + 8); when++) {
		ownOnset = Math.max(ownOnset, onsets[when * noteBins + bin] ?? 0);
	}
	const age = frame - start;
	const here = note(Math.max(start + 1, frame), bin);
	out[at++] = peak;
	out[at++] = here / Math.max(0.1, peak);
	out[at++] = note(frame + 4, bin) / Math.max(0.1, peak);
	out[at++] = Math.min(1, age / 12);
	out[at++] = (bin - 44) / 44;
	out[at++] = ownOnset / 255;
	out[at++] = totals.starting[Math.min(frames - 1, frame + 2)] ?? 0;
	out[at++] = (totals.startingAll[Math.min(frames - 1, frame + 2)] ?? 0) / 4;
	out[at] = ((totals.sounding[Math.min(frames - 1, frame + 6)] ?? 0) - (totals.sounding[Math.max(0, frame - 4)] ?? 0)) / 4;
}
