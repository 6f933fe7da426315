import type { Candidate } from '../candidates.ts';
import { contourBins, noteBins, toContourCentre, type Matrices } from '../matrices.ts';

/** Intervals at which another note's partials land on this one, or this one's on another's, and close neighbours. */
export const relations = [
	-36, -31, -28, -24, -19, -16, -12, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7, 12, 16, 19, 24, 28, 31, 36
] as const;

const own = [
	'isRise',
	'onset',
	'onsetBeside',
	'onsetSpread',
	'onsetBefore',
	'onsetAfter',
	'noteBefore',
	'note0',
	'note1',
	'note2',
	'note3',
	'noteMax',
	'noteStep',
	'contour',
	'contourCentre',
	'contourBefore',
	'onsetAll',
	'onsetTop',
	'noteAll',
	'noteRank',
	'pitch',
	'pitchSquared',
	'low',
	'high'
] as const;
export const featureNames: readonly string[] = [
	...own,
	...relations.map((step) => `onset${step > 0 ? '+' : ''}${step}`),
	...relations.map((step) => `note${step > 0 ? '+' : ''}${step}`)
];
export const featureCount = featureNames.length;

export class FeatureReader {
	readonly #matrices: Matrices;
	/** Largest onset within three frames, and mean note over the next eight, of every bin of one frame. */
	readonly #nearOnsets = new Float32Array(noteBins);
	readonly #nextNotes = new Float32Array(noteBins);
	/** The same in bytes and sums of bytes: whole numbers are quicker to gather. */
	readonly #nearPeaks = new Uint8Array(noteBins);
	readonly #nextSums = new Int32Array(noteBins);
	#rowFrame = -1;
	#onsetAll = 0;
	#onsetTop = 0;
	#noteAll = 0;

	constructor(matrices: Matrices) {
		this.#matrices = matrices;
	}

	#openRow(frame: number): void {
		if (frame === this.#rowFrame) return;
		this.#rowFrame = frame;
		const { notes, onsets, frames } = this.#matrices;
		this.#nearPeaks.fill(0);
		for (let near = Math.max(0, frame - 3); near <= Math.min(frames - 1, frame + 3); near++) {
			const row = near * noteBins;
			for (let bin = 0; bin < noteBins; bin++) {
				const value = onsets[row + bin] ?? 0;
				if (value > (this.#nearPeaks[bin] ?? 0)) this.#nearPeaks[bin] = value;
			}
		}
		this.#nextSums.fill(0);
		const last = Math.min(frames - 1, frame + 8);
		for (let next = frame + 1; next <= last; next++) {
			const row = next * noteBins;
			for (let bin = 0; bin < noteBins; bin++) this.#nextSums[bin] = (this.#nextSums[bin] ?? 0) + (notes[row + bin] ?? 0);
		}
		this.#onsetAll = 0;
		this.#onsetTop = 0;
		this.#noteAll = 0;
		for (let bin = 0; bin < noteBins; bin++) {
			const onset = (this.#nearPeaks[bin] ?? 0) / 255;
			const note = (this.#nextSums[bin] ?? 0) / 8 / 255;
			this.#nearOnsets[bin] = onset;
			this.#nextNotes[bin] = note;
			this.#onsetAll += Math.max(0, onset - 0.2);
			this.#noteAll += Math.max(0, note - 0.15);
			if (onset > this.#onsetTop) this.#onsetTop = onset;
		}
	}

	#mean(matrix: Uint8Array, width: number, column: number, from: number, to: number): number {
		const last = Math.min(this.#matrices.frames - 1, to);
		let sum = 0;
		for (let frame = Math.max(0, from); frame <= last; frame++) sum += matrix[frame * width + column] ?? 0;
		return sum / ((to - from + 1) * 255);
	}

	#largest(matrix: Uint8Array, width: number, column: number, from: number, to: number): number {
		const last = Math.min(this.#matrices.frames - 1, to);
		let largest = 0;
		for (let frame = Math.max(0, from); frame <= last; frame++) {
			const value = matrix[frame * width + column] ?? 0;
			if (value > largest) largest = value;
		}
		return largest / 255;
	}

	/** Writes `featureCount` numbers, mostly 0 to 1, into `out` from `start`. */
	read(candidate: Candidate, out: Float32Array, start: number): void {
		const { frame, bin } = candidate;
		const { notes, onsets, contours, frames } = this.#matrices;
		this.#openRow(frame);
		let at = start;
		const onset = (onsets[frame * noteBins + bin] ?? 0) / 255;
		const before = frame > 0 ? (onsets[(frame - 1) * noteBins + bin] ?? 0) / 255 : 0;
		const after = frame + 1 < frames ? (onsets[(frame + 1) * noteBins + bin] ?? 0) / 255 : 0;
		const noteBefore = this.#mean(notes, noteBins, bin, frame - 8, frame - 3);
		const note0 = this.#mean(notes, noteBins, bin, frame + 1, frame + 4);
		const centre = toContourCentre(bin);
		const contourCentre = this.#mean(contours, contourBins, centre, frame + 1, frame + 8);
		const below = this.#mean(contours, contourBins, centre - 1, frame + 1, frame + 8);
		const above = this.#mean(contours, contourBins, centre + 1, frame + 1, frame + 8);
		out[at++] = candidate.isRise ? 1 : 0;
		out[at++] = onset;
		out[at++] = (before + after) / 2;
		out[at++] = this.#mean(onsets, noteBins, bin, frame - 4, frame + 4);
		out[at++] = this.#largest(onsets, noteBins, bin, frame - 14, frame - 5);
		out[at++] = this.#largest(onsets, noteBins, bin, frame + 5, frame + 14);
		out[at++] = noteBefore;
		out[at++] = note0;
		out[at++] = this.#mean(notes, noteBins, bin, frame + 5, frame + 10);
		out[at++] = this.#mean(notes, noteBins, bin, frame + 11, frame + 20);
		out[at++] = this.#mean(notes, noteBins, bin, frame + 21, frame + 40);
		out[at++] = this.#largest(notes, noteBins, bin, frame, frame + 10);
		out[at++] = note0 - noteBefore;
		out[at++] = Math.max(contourCentre, below, above);
		out[at++] = contourCentre - Math.max(below, above);
		out[at++] = this.#mean(contours, contourBins, centre, frame - 8, frame - 3);
		const ownNote = this.#nextNotes[bin] ?? 0;
		let rank = 0;
		for (let other = 0; other < noteBins; other++) if ((this.#nextNotes[other] ?? 0) > ownNote) rank++;
		out[at++] = this.#onsetAll / 4;
		out[at++] = this.#onsetTop;
		out[at++] = this.#noteAll / 4;
		out[at++] = Math.min(1, rank / 10);
		const pitch = (bin - 44) / 44;
		out[at++] = pitch;
		out[at++] = pitch * pitch;
		out[at++] = Math.max(0, 24 - bin) / 24;
		out[at++] = Math.max(0, bin - 58) / 30;
		for (const step of relations) out[at++] = this.#nearOnsets[bin + step] ?? 0;
		for (const step of relations) out[at++] = this.#nextNotes[bin + step] ?? 0;
	}
}
